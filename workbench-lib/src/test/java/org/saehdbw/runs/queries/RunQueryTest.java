package org.saehdbw.runs.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;

class RunQueryTest {
  @TempDir private Path root;

  @BeforeEach
  void makeRuns() throws IOException {
    RunFolder first = QueriedRuns.make(root, "small", 0.05, 3, "batch_size=4");
    QueriedRuns.label(first, "Too soft,\nGrain is right.", "film", "night");
    RunFolder second =
        QueriedRuns.make(root, "tall", 0.03, 1, "batch_size=6", "archi=liae-ud", "gan_power=0.1");
    QueriedRuns.label(second, "", "film-2");
    QueriedRuns.make(root, "wide", 0.04, 2, "batch_size=10", "held_out=0.25");
    RunFolder.create(root, "empty", 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          held_out < 0.04            | 2
          held_out <= 0.04           | 2 3
          held_out>0.04              | 1
          held_out >= 4e-2           | 1 3
          held_out = 0.05            | 1
          held_out != 0.05           | 2 3
          mask_iou = .75             | 1 2 3
          src/dssim > 0.2            | 1 2 3
          mean_face = 0.05           | 1 2 3
          batch_size = 4             | 1
          batch_size == 4.0          | 1
          batch_size > 4             | 2 3
          batch_size ~ 1             | 3
          setting.held_out = 0.25    | 3
          gan_power = 0              | 1 3
          archi = LIAE-ud            | 2
          model ~ liae               | 2
          model ~ DF-                | 1 3
          src_loss = 0.1             | 1 2 3
          step_ms > 499.9            | 1 2 3
          iteration < 1              | 4
          number >= 3                | 3 4
          name ~ tall                | 2
          name != 0004_empty_s1      | 1 2 3
          status = finished          | 1 2 3
          status = Interrupted       | 4
          tag = film                 | 1
          tag = FILM                 | 1
          tag != film                | 2 3 4
          tag ~ film                 | 1 2
          tag = none                 | ''
          note ~ 'soft, grain'       | ''
          note ~ grain is            | 1
          note = ''                  | 2 3 4
          date > 2026-11-01          | 1 3
          date >= 2026-11-01         | 1 2 3
          date = 2026-11-02          | 3
          date != 2026-11-02         | 1 2
          started < 2026-11-01T10:01 | 2
          started = "2026-11-01 10:00" | 2
          last_save >= 2026-11-03T10:00:11 | 1
          last_save > 2026-11-03T10:00:11 | ''
          """)
  void conditionsFindRuns(String condition, String numbers) throws IOException {
    assertThat(found("", condition)).isEqualTo(numbers);
  }

  @Test
  void allConditionsMustHold() throws IOException {
    assertThat(found("", "held_out < 0.05", "batch_size > 6")).isEqualTo("3");
  }

  @ParameterizedTest
  @CsvSource({
    "held_out,2 3 1 4",
    "-held_out,1 3 2 4",
    "-date,1 3 2 4",
    "date,2 3 1 4",
    "batch_size,1 2 3 4",
    "-number,4 3 2 1",
    "name,1 2 3 4",
    "-name,4 3 2 1",
    "tag,1 2 3 4",
    "-mask_iou,1 2 3 4"
  })
  void keysSortRunsAndThoseWithoutComeLast(String sort, String numbers) throws IOException {
    assertThat(found(sort)).isEqualTo(numbers);
  }

  @Test
  void archivedRunsAreLeftOutUnlessTheyAreAskedFor() throws IOException {
    RunFolder first = RunFolder.all(root).get(0);
    RunLabels.change(first, before -> before.withArchived(true));
    List<RunFacts> runs = RunFacts.all(root);
    assertThat(numbers(RunQuery.ALL.apply(runs))).isEqualTo("2 3 4");
    assertThat(numbers(new RunQuery(List.of(), "", true).apply(runs))).isEqualTo("1 2 3 4");
    assertThat(found("", "archived = true")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "held_out",
        "< 4",
        "held_out 4",
        "4 < held_out",
        "held_out << ",
        "held_out <",
        "held_out < x",
        "held_out < 0x10",
        "held_out < NaN",
        "batch_size > 4; rm -rf /",
        "note = 'open",
        "note = \"",
        "date > yesterday",
        "date > 2026-13-01",
        "date > 2026-11-30T99",
        "'tag' = film",
        "a b = c",
        "\u0000 = 1",
        "tag > film",
        "held_out ! 4"
      })
  void whatIsNoConditionIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> RunCondition.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank()
        .doesNotContain("\n", "\u0000");
  }

  @Test
  void refusalsSayWhatIsAllowed() {
    assertThatThrownBy(() -> RunCondition.parse("held_out 4"))
        .hasMessage(
            "a condition must be KEY OPERATOR VALUE with an operator of < <= > >= = != ~, such as"
                + " 'held_out < 0.04', got 'held_out 4'");
    assertThatThrownBy(() -> RunCondition.parse("batch_size > four"))
        .hasMessage("batch_size > needs a number, got 'four'");
    assertThatThrownBy(() -> RunCondition.parse("date > soon"))
        .hasMessage(
            "date must be compared with a date such as 2026-11-30 or 2026-11-30T14:05, got 'soon'");
    assertThatThrownBy(() -> RunCondition.parse("note = 'open"))
        .hasMessage("the quotation mark of a value must be closed, got 'note = 'open'");
    assertThatThrownBy(() -> RunCondition.parse("x".repeat(10_000)))
        .hasMessageEndingWith("got '" + "x".repeat(80) + "...'");
    assertThatThrownBy(() -> RunCondition.parse("held_out < " + "9".repeat(100_000)))
        .hasMessageStartingWith("held_out < needs a number, got '999");
  }

  @Test
  void unknownKeysNameTheNearest() {
    assertThatThrownBy(() -> found("", "batchsize = 4"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "runs have no setting or figure 'batchsize'; nearest are batch_size, ");
    assertThatThrownBy(() -> found("-luma", "batch_size = 4"))
        .hasMessageStartingWith(
            "runs have no setting or figure 'luma'; nearest are luma_mse, luma_psnr_db, luma_ssim");
    assertThatThrownBy(() -> found("", "setting.mask_iou = 4"))
        .hasMessageStartingWith("runs have no setting or figure 'setting.mask_iou'");
    assertThatThrownBy(() -> RunQuery.parse(List.of("nosuch = 1"), "", false).apply(List.of()))
        .hasMessageStartingWith("runs have no setting or figure 'nosuch'");
  }

  @Test
  void damageIsAProblemAndNeverAnError() throws IOException {
    RunFolder first = RunFolder.all(root).get(0);
    Files.writeString(first.labelsFile(), "{");
    Files.writeString(first.settingsFile(), "batch_size: 4\n");
    RunFacts facts = RunFacts.of(first);
    assertThat(facts.labels()).isEqualTo(RunLabels.NONE);
    assertThat(facts.settings()).isEmpty();
    assertThat(facts.model()).isEmpty();
    assertThat(facts.summary().problems())
        .containsExactly(
            first.labelsFile() + ": is damaged, it is not JSON; correct or delete it",
            first.settingsFile() + ": must have one setting and its origin, got batch_size: 4");
    assertThat(found("", "batch_size > 0")).isEqualTo("2 3");
  }

  @Test
  void settingsThatDifferAreInTheOrderOfTheFile() throws IOException {
    List<RunFacts> runs = RunFacts.all(root);
    assertThat(SettingRow.differing(runs.subList(0, 2)))
        .containsExactly(
            new SettingRow("archi", List.of("df-ud", "liae-ud")),
            new SettingRow("gan_power", List.of("0", "0.1")),
            new SettingRow("batch_size", List.of("4", "6")));
    assertThat(SettingRow.differing(List.of(runs.get(0), runs.get(0)))).isEmpty();
    assertThat(SettingRow.differing(List.of(runs.get(0), runs.get(3)))).isEmpty();
    assertThat(SettingRow.differing(List.of(runs.get(0), runs.get(2), runs.get(3))))
        .contains(new SettingRow("batch_size", List.of("4", "10", SettingRow.UNKNOWN)));
  }

  @Test
  void changedSettingsNameDefaultAndOrigin() throws IOException {
    assertThat(ChangedSetting.of(RunFacts.all(root).get(1)))
        .contains(
            new ChangedSetting("batch_size", "6", "4", "--set"),
            new ChangedSetting("resolution", "64", "128", "file"))
        .noneMatch(one -> one.key().equals("archi"));
    assertThat(ChangedSetting.of(RunFacts.all(root).get(3))).isEmpty();
  }

  @Test
  void filesAreMeasuredByFolder() throws IOException {
    RunFolder run = RunFolder.create(root, "files", 1);
    Files.write(Files.createDirectory(run.checkpoints().resolve("1")).resolve("a"), new byte[7]);
    Files.write(run.checkpoints().resolve("1").resolve("b"), new byte[3]);
    Files.write(run.previews().resolve("p.png"), new byte[5]);
    Files.write(run.path().resolve("x"), new byte[2]);
    RunFiles files = RunFiles.of(run);
    assertThat(files.bytes()).isEqualTo(17);
    assertThat(files.parts())
        .containsOnly(
            Map.entry("checkpoints", new RunFiles.Part(1, 10)),
            Map.entry("previews", new RunFiles.Part(1, 5)),
            Map.entry("other", new RunFiles.Part(1, 2)));
  }

  private String found(String sort, String... conditions) throws IOException {
    return numbers(RunQuery.parse(List.of(conditions), sort, false).apply(RunFacts.all(root)));
  }

  private static String numbers(List<RunFacts> runs) {
    return String.join(
        " ", runs.stream().map(run -> String.valueOf(run.folder().number())).toList());
  }
}
