package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the notebook's page is dark, so that charts are drawn to fit. The protocol between
 * JupyterLab and its kernels does not say so. The kernel runs on the machine of the server, and
 * reads JupyterLab's settings of the user there.
 */
final class NotebookPage {
  /** Says {@code dark} or {@code light} where the settings cannot tell, or to override them. */
  static final String VARIABLE = "WORKBENCH_CHARTS";

  private static final Path FILE =
      Path.of("@jupyterlab", "apputils-extension", "themes.jupyterlab-settings");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*//.*$");
  private static final Pattern THEME = Pattern.compile("\"theme\"\\s*:\\s*\"([^\"]*)\"");

  /** The page follows the system of the browser then, which is not known here. */
  private static final Pattern ADAPTIVE = Pattern.compile("\"adaptive-theme\"\\s*:\\s*true");

  private NotebookPage() {}

  /** Looks each time, because the theme may be changed while the kernel runs. */
  static boolean isDark() {
    return isDark(System.getenv(), Path.of(System.getProperty("user.home", "")));
  }

  /**
   * Reads the settings; a page is light unless something says otherwise.
   *
   * @param home the user's own folder
   */
  static boolean isDark(Map<String, String> environment, Path home) {
    String asked = environment.getOrDefault(VARIABLE, "").strip().toLowerCase(Locale.ROOT);
    if (!asked.isEmpty()) {
      return asked.equals("dark");
    }
    try {
      Path file = settings(environment, home).resolve(FILE);
      return Files.isRegularFile(file) && isDark(Files.readString(file));
    } catch (IOException | RuntimeException e) {
      // A chart is drawn all the same.
      return false;
    }
  }

  private static boolean isDark(String settings) {
    String plain = COMMENT.matcher(settings).replaceAll("");
    Matcher theme = THEME.matcher(plain);
    return !ADAPTIVE.matcher(plain).find()
        && theme.find()
        && theme.group(1).toLowerCase(Locale.ROOT).contains("dark");
  }

  private static Path settings(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("JUPYTERLAB_SETTINGS_DIR", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String config = environment.getOrDefault("JUPYTER_CONFIG_DIR", "");
    Path folder = config.isEmpty() ? home.resolve(".jupyter") : Path.of(config);
    return folder.resolve("lab").resolve("user-settings");
  }
}
