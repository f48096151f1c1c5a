package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.queries.QueriedRuns;
import tech.tablesaw.api.Table;

class RunsTest {
  @TempDir private Path folder;

  @Test
  void runsAreATable() throws IOException {
    QueriedRuns.label(QueriedRuns.make(folder, "small", 0.05, 3), "", "film", "night");
    QueriedRuns.make(folder, "tall", 0.03, 1);
    Table all = Runs.list(folder);
    assertThat(all.columnNames())
        .containsExactly(
            "number",
            "name",
            "status",
            "iteration",
            "model",
            "src loss",
            "dst loss",
            "held out",
            "mean face",
            "last save (UTC)",
            "tags");
    assertThat(all.stringColumn("tags").asList()).containsExactly("film night", "");
    assertThat(all.doubleColumn("held out").asList()).containsExactly(0.05, 0.03);
    assertThat(Runs.where(folder, "held_out < 0.04").stringColumn("name").asList())
        .containsExactly("tall_s1");
    assertThat(Html.of(all).toString()).contains("small_s1", "finished", "film night");
    assertThatThrownBy(() -> Runs.where(folder, "held_uot < 0.04"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nearest are held_out");
  }

  @Test
  void aFolderWithoutRunsIsAnEmptyTable() throws IOException {
    assertThat(Runs.list(folder.resolve("none")).rowCount()).isZero();
  }
}
