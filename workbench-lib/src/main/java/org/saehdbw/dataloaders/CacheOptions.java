package org.saehdbw.dataloaders;

import java.nio.file.Path;
import java.util.List;
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

  /**
   * The default place of the cache: with the workbench's other caches if it was started by its
   * entry point, else in the folder that this system has for caches (XDG_CACHE_HOME, LOCALAPPDATA
   * or ~/.cache).
   */
  public static Path defaultFolder() {
    String home = System.getProperty("workbench.home", "");
    if (!home.isEmpty()) {
      return Path.of(home, ".workbench", "cache", "faces");
    }
    for (String variable : new String[] {"XDG_CACHE_HOME", "LOCALAPPDATA"}) {
      String value = System.getenv(variable);
      if (value != null && !value.isBlank()) {
        return Path.of(value, "saehdbw-workbench", "faces");
      }
    }
    return Path.of(System.getProperty("user.home", ""), ".cache", "saehdbw-workbench", "faces");
  }

  boolean isOff() {
    return mib == 0;
  }

  long bytes() {
    return (long) mib << 20;
  }
}
