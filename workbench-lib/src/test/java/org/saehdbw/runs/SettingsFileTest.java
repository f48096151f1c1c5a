package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  @TempDir private Path folder;

  @Test
  void namesAFileThatIsNotUtf8() throws IOException {
    Path file = folder.resolve("settings.yaml");
    Files.write(file, "src: \"é\"  # a.yaml\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(RunException.class)
        .hasMessage(file + " is not UTF-8 text: byte 0xE9 at offset 6 (line 1); save it as UTF-8");
  }

  @Test
  void historyIsCommentsAtTheEndNewestLast() throws IOException {
    Path file = folder.resolve("settings.yaml");
    Map<String, SettingValue> settings = Map.of("src", new SettingValue("/new  # x", "--set"));
    List<String> old =
        SettingChange.history(
            NOON, 300, List.of(new SettingChange("learning_rate", "0.00005", "0.00001")));
    SettingsFile.write(file, settings, old);
    assertThat(SettingsFile.history(file)).isEqualTo(old);
    List<String> all = new ArrayList<>(old);
    all.addAll(
        SettingChange.history(NOON, 301, List.of(new SettingChange("src", "", "/new  # x\ny"))));
    SettingsFile.write(file, settings, all);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "# 1 effective settings; the origin of each value is behind it.",
            "src: \"/new  # x\"  # --set",
            "# Changed when the run was resumed, newest last:",
            "# 2026-01-02T12:00:00Z, iteration 300: learning_rate: 0.00005 -> 0.00001",
            "# 2026-01-02T12:00:00Z, iteration 301: src: \"\" -> \"/new  # x\\ny\"");
    assertThat(SettingsFile.history(file)).isEqualTo(all);
    assertThat(SettingsFile.read(file)).isEqualTo(settings);
  }

  @Test
  void filesOfEarlierVersionsHaveNoHistory() throws IOException {
    Path file = folder.resolve("settings.yaml");
    Files.writeString(
        file,
        "# 1 effective settings; the origin of each value is behind it.\nseed: 1  # default\n");
    assertThat(SettingsFile.history(file)).isEmpty();
    // A setting that is missing is not made up for by a line of the history.
    Files.writeString(
        file,
        "# 2 effective settings; the origin of each value is behind it.\nseed: 1  # default\n"
            + "# 2026-01-02T12:00:00Z, iteration 3: seed: 2 -> 1\n");
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOf(RunException.class)
        .hasMessageEndingWith("it ends in the middle, after 1 of 2 settings");
  }

  @Test
  void utf16IsNotTakenForAFileThatWasNeverWritten() throws IOException {
    Path file = folder.resolve("settings.yaml");
    Files.write(file, "src: 1  # a.yaml\n".getBytes(StandardCharsets.UTF_16LE));
    assertThatThrownBy(() -> SettingsFile.requireWhole(file))
        .isInstanceOf(RunException.class)
        .hasMessage(file + " is UTF-16 text, not UTF-8; save it as UTF-8");
  }
}
