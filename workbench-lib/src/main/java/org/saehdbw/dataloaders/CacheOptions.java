package org.saehdbw.dataloaders;

import java.nio.file.Path;
import java.util.List;
import org.saehdbw.files.Workspace;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingType;
import org.saehdbw.settings.SettingValues;

/**
 * Where faces are kept that were decoded and brought to the samples' size, and how many.
 *
 * @param folder of the cache's files, shared by runs and safe to delete at any time
 * @param mib how large all of its files together may grow, in MiB; 0 keeps nothing
 */
public record CacheOptions(Path folder, int mib) {
  public static final Setting<Integer> CACHE_MIB =
      Setting.of(
          "cache_mib",
          SettingType.integer(0, 1 << 24),
          4096,
          "disk for decoded faces; 0 decodes each time");
  public static final Setting<String> CACHE_DIR =
      Setting.of(
          "cache_dir",
          SettingType.path("a folder's path"),
          "",
          "folder of decoded faces; empty is the user's cache folder");

  public static final List<Setting<?>> SETTINGS = List.of(CACHE_MIB, CACHE_DIR);

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is negative or above 16 TiB
   */
  public CacheOptions {
    CACHE_MIB.check(mib);
  }

  /** Fills the options from settings. */
  public static CacheOptions of(SettingValues values) {
    String folder = values.get(CACHE_DIR);
    return new CacheOptions(
        folder.isEmpty() ? defaultFolder() : Path.of(folder).toAbsolutePath(),
        values.get(CACHE_MIB));
  }

  /** Keeps nothing: every face is decoded each time. */
  public static CacheOptions none() {
    return new CacheOptions(Path.of(""), 0);
  }

  /** Returns where faces are kept unless a setting says otherwise, see {@link Workspace#cache}. */
  public static Path defaultFolder() {
    return Workspace.cache("faces");
  }

  boolean isOff() {
    return mib == 0;
  }

  long bytes() {
    return (long) mib << 20;
  }
}
