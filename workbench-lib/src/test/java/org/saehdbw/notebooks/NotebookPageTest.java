package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookPageTest {
  @TempDir private Path home;

  private void settings(String folder, String text) throws IOException {
    Path file =
        home.resolve(folder)
            .resolve("@jupyterlab/apputils-extension")
            .resolve("themes.jupyterlab-settings");
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  @Test
  void followsTheThemeOfJupyterLab() throws IOException {
    String own = ".jupyter/lab/user-settings";
    assertThat(NotebookPage.isDark(Map.of(), home)).as("without settings").isFalse();
    settings(own, "{\n    // Theme\n    \"theme\": \"JupyterLab Dark\"\n}");
    assertThat(NotebookPage.isDark(Map.of(), home)).isTrue();
    settings(own, "{\n    // \"theme\": \"JupyterLab Dark\"\n    \"theme\": \"JupyterLab Light\"}");
    assertThat(NotebookPage.isDark(Map.of(), home)).as("a comment").isFalse();
    settings(own, "{\"theme\": \"JupyterLab Dark\", \"adaptive-theme\": true}");
    assertThat(NotebookPage.isDark(Map.of(), home)).as("follows the browser").isFalse();
    settings(own, "broken");
    assertThat(NotebookPage.isDark(Map.of(), home)).isFalse();
  }

  @Test
  void findsTheSettingsWhereJupyterHasThem() throws IOException {
    settings("config/lab/user-settings", "{\"theme\": \"JupyterLab Dark\"}");
    settings("settings", "{\"theme\": \"JupyterLab Light\"}");
    String config = home.resolve("config").toString();
    assertThat(NotebookPage.isDark(Map.of("JUPYTER_CONFIG_DIR", config), home)).isTrue();
    Map<String, String> both =
        Map.of(
            "JUPYTER_CONFIG_DIR",
            config,
            "JUPYTERLAB_SETTINGS_DIR",
            home.resolve("settings").toString());
    assertThat(NotebookPage.isDark(both, home)).isFalse();
  }

  @Test
  void theEnvironmentOverridesTheSettings() throws IOException {
    assertThat(NotebookPage.isDark(Map.of("WORKBENCH_CHARTS", "Dark"), home)).isTrue();
    settings(".jupyter/lab/user-settings", "{\"theme\": \"JupyterLab Dark\"}");
    assertThat(NotebookPage.isDark(Map.of("WORKBENCH_CHARTS", "light"), home)).isFalse();
  }
}
