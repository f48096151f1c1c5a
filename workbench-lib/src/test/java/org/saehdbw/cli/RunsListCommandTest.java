package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.queries.QueriedRuns;

class RunsListCommandTest {
  @TempDir private Path folder;

  private CommandRun list(String... words) {
    List<String> all = new ArrayList<>(List.of("runs", "list", "--runs", folder.toString()));
    all.addAll(List.of(words));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private List<String> names(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    List<String> names = new ArrayList<>();
    for (JsonNode row : list(all.toArray(String[]::new)).json()) {
      names.add(row.get("name").asText());
    }
    return names;
  }

  private void threeRuns() throws IOException {
    QueriedRuns.label(
        QueriedRuns.make(folder, "small", 0.05, 3, "batch_size=4"), "a \"note\",\nof two", "film");
    QueriedRuns.make(folder, "tall", 0.03, 1, "batch_size=6");
    QueriedRuns.make(folder, "wide", 0.0004, 2, "batch_size=10");
  }

  @Test
  void theTableHasAColumnForEachFigure() throws IOException {
    threeRuns();
    CommandRun run = list("--sort", "-held_out");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out().lines().toList())
        .hasSize(4)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("#  name      status    iteration  model  ");
              assertThat(lines.get(1)).startsWith("1  small_s1  finished         10  df-ud-64-32-");
              assertThat(lines.get(1)).endsWith("  film");
              assertThat(lines.get(2)).contains("  0.1000    0.0500    0.0300  ");
              assertThat(lines.get(3)).startsWith("3  wide_s1 ").contains("  4.00e-04  ");
            });
    assertThat(run.err()).isEmpty();
  }

  @Test
  void conditionsAndSortingGoTogether() throws IOException {
    threeRuns();
    assertThat(names("--where", "held_out < 0.04", "--where", "batch_size >= 6", "--sort", "-date"))
        .containsExactly("0003_wide_s1", "0002_tall_s1");
    assertThat(names("--where", "tag = film")).containsExactly("0001_small_s1");
  }

  /** -h and -V are options, and these keys begin with them. */
  @Test
  void aKeyAfterAMinusIsNoOption() throws IOException {
    threeRuns();
    List<String> falling = List.of("0001_small_s1", "0002_tall_s1", "0003_wide_s1");
    assertThat(names("--sort", "-held_out")).isEqualTo(falling);
    assertThat(names("--sort=-held_out")).isEqualTo(falling);
    assertThat(names("--sort", "-date"))
        .containsExactly("0001_small_s1", "0003_wide_s1", "0002_tall_s1");
    assertThat(names("--sort=date"))
        .containsExactly("0002_tall_s1", "0003_wide_s1", "0001_small_s1");
    for (String[] words : new String[][] {{"--sort"}, {"--sort", "--json"}}) {
      CommandRun run = list(words);
      assertThat(run.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
      assertThat(run.err())
          .isEqualTo(
              "workbench runs list: --sort needs a key, such as -date (see workbench runs list"
                  + " --help)");
    }
  }

  @Test
  void wrongWordsAreAskedWrongly() throws IOException {
    threeRuns();
    CommandRun unknown = list("--where", "held_uot < 0.04");
    assertThat(unknown.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(unknown.err())
        .startsWith(
            "workbench runs list: runs have no setting or figure 'held_uot'; nearest are held_out,");
    CommandRun wrong = list("--where", "held_out");
    assertThat(wrong.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(wrong.err())
        .startsWith("workbench runs list: a condition must be KEY OPERATOR VALUE");
    CommandRun both = list("--csv", "--json");
    assertThat(both.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(both.err()).contains("--csv and --json cannot be combined");
    CommandRun before = CommandRun.of("runs", "--runs", folder.toString(), "list");
    assertThat(before.code()).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(before.err())
        .startsWith(
            "workbench runs list: the run and all options must be after list, got runs --runs");
  }

  @Test
  void csvHasEveryFigureAndSetting() throws IOException {
    threeRuns();
    CommandRun run = list("--csv", "--where", "number = 1");
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0))
        .startsWith("name,number,path,status,iteration,model,src_loss,dst_loss,step_ms,held_out,")
        .contains(",mask_iou,", ",setting.batch_size,", ",setting.held_out,", ",tags,note,");
    assertThat(run.out()).contains("\r\n0001_small_s1,1,", ",film,\"a \"\"note\"\",\nof two\",");
  }

  @Test
  void archivedRunsAreHidden() throws IOException {
    threeRuns();
    assertThat(CommandRun.of("runs", "archive", "1", "tall", "--runs", folder.toString()).out())
        .isEqualTo("0001_small_s1: archived\n0002_tall_s1: archived");
    assertThat(names()).containsExactly("0003_wide_s1");
    assertThat(CommandRun.of("runs", "--runs", folder.toString()).out())
        .endsWith("\n2 archived runs are not shown; runs list --archived shows all");
    assertThat(list("--archived").out()).contains("(archived) film");
    assertThat(names("--archived")).hasSize(3);
    assertThat(
            CommandRun.of("runs", "archive", "--restore", "1", "--runs", folder.toString()).code())
        .isEqualTo(ExitCode.DONE);
    assertThat(names()).containsExactly("0001_small_s1", "0003_wide_s1");
  }

  @Test
  void damageIsALineBelowTheTable() throws IOException {
    RunFolder run = QueriedRuns.make(folder, "small", 0.05, 3);
    Files.writeString(run.labelsFile(), "{");
    CommandRun all = list();
    assertThat(all.code()).isEqualTo(ExitCode.DONE);
    assertThat(all.out().lines().toList())
        .hasSize(3)
        .last()
        .isEqualTo(
            "problem  " + run.labelsFile() + ": is damaged, it is not JSON; correct or delete it");
  }

  @Test
  void nothingFoundIsSaid() throws IOException {
    assertThat(list().out()).isEqualTo("no runs in " + folder);
    threeRuns();
    CommandRun none = list("--where", "held_out > 1");
    assertThat(none.code()).isEqualTo(ExitCode.DONE);
    assertThat(none.out()).isEqualTo("none of 3 runs in " + folder + " fits");
    assertThat(names("--where", "held_out > 1")).isEmpty();
  }
}
