package org.saehdbw.dataloaders;

import java.nio.file.Path;
import org.saehdbw.files.Workspace;

/**
 * Where faces are kept that were decoded and brought to the samples' size, and how many.
 *
 * @param folder of the cache's files, shared by runs and safe to delete at any time
 * @param mib how large all of its files together may grow, in MiB; 0 keeps nothing
 */
public record CacheOptions(Path folder, int mib) {
  private static final int LARGEST_MIB = 1 << 24;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if it is negative or above 16 TiB
   */
  public CacheOptions {
    if (mib < 0 || mib > LARGEST_MIB) {
      throw new IllegalArgumentException(
          "cache_mib must be from 0 to " + LARGEST_MIB + ", got " + mib);
    }
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
