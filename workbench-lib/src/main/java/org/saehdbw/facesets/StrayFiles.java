package org.saehdbw.facesets;

import java.util.Locale;
import java.util.Set;

/**
 * Files and folders that operating systems, archives and editors leave in folders: no tool of ours
 * or of DeepFaceLab writes them.
 */
public final class StrayFiles {
  private static final Set<String> NAMES =
      Set.of(
          ".ds_store",
          ".appledouble",
          ".apdisk",
          ".localized",
          ".fseventsd",
          ".spotlight-v100",
          ".temporaryitems",
          ".trashes",
          "__macosx",
          "icon\r",
          "thumbs.db",
          "ehthumbs.db",
          "ehthumbs_vista.db",
          "desktop.ini",
          "$recycle.bin",
          "system volume information",
          ".directory",
          "lost+found",
          "@eadir",
          ".ipynb_checkpoints",
          "__pycache__",
          ".picasa.ini",
          "picasa.ini",
          ".dropbox",
          ".dropbox.attr",
          ".nomedia");

  private StrayFiles() {}

  /**
   * Whether a file or folder of this name is to be passed over.
   *
   * @param name without folders
   */
  public static boolean is(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("._")
        || lower.startsWith(".trash-")
        || lower.startsWith(".nfs")
        || lower.startsWith(".fuse_hidden")
        || lower.startsWith("~$")
        || lower.startsWith(".~lock.")
        || NAMES.contains(lower);
  }
}
