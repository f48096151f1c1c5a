package org.saehdbw.training.saving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;

class HourlyBackupsTest {
  @TempDir private Path folder;
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> warnings = new ArrayList<>();

  private HourlyBackups every(int hours) {
    return new HourlyBackups(new RunFolder(folder), hours, now::get);
  }

  private void pass(long minutes) {
    now.addAndGet(TimeUnit.MINUTES.toNanos(minutes));
  }

  @Test
  void isDueAfterSoManyHoursAndNeverWhenOff() {
    HourlyBackups two = every(2);
    HourlyBackups off = every(0);
    pass(119);
    assertThat(two.due()).isFalse();
    pass(2);
    assertThat(two.due()).isTrue();
    pass(10_000);
    assertThat(off.due()).isFalse();
  }

  @Test
  void copiesCheckpointSettingsAndNewestPreview() throws IOException {
    Path generation = Files.createDirectories(folder.resolve("checkpoints").resolve("000000012"));
    Files.writeString(generation.resolve("state.json"), "{}");
    Files.writeString(folder.resolve("settings.yaml"), "batch_size: 4\n");
    Files.createDirectories(folder.resolve("previews"));
    Files.writeString(folder.resolve("previews").resolve("0000007_faces.png"), "old");
    Files.writeString(folder.resolve("previews").resolve("0000012_faces.png"), "new");
    HourlyBackups hourly = every(1);
    pass(61);
    hourly.make(12, warnings::add);
    assertThat(hourly.due()).isFalse();
    assertThat(warnings).isEmpty();
    Path made = folder.resolve("backups").resolve("01");
    assertThat(made.resolve("state.json")).hasContent("{}");
    assertThat(made.resolve("settings.yaml")).hasContent("batch_size: 4\n");
    assertThat(made.resolve("0000012_faces.png")).hasContent("new");
    assertThat(made.resolve("0000007_faces.png")).doesNotExist();
  }

  @Test
  void oneThatCannotBeMadeIsAWarning() {
    HourlyBackups hourly = every(1);
    pass(61);
    hourly.make(3, warnings::add);
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0)).startsWith("the backup of iteration 3 could not be made ");
    assertThat(hourly.due()).isFalse();
  }
}
