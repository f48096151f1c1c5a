package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.charts.ChartFiles;
import org.saehdbw.processes.StartClock.Span;
import org.saehdbw.runs.RunFolder;

class StartTimesTest {
  @TempDir private Path folder;

  private static Span main(String name, double begin, double end) {
    return new Span(name, "main", begin, OptionalDouble.of(end));
  }

  @Test
  void rowsAreMediansOfTheRoundsWithTheirRange() throws IOException {
    StartTimes times =
        new StartTimes(
            List.of(
                new StartRound(
                    2.5,
                    4,
                    List.of(
                        main("Java", 0, 100),
                        main("model", 700, 900),
                        new Span("judge", "judge", 900, OptionalDouble.empty()))),
                new StartRound(
                    3.5,
                    7,
                    List.of(
                        main("Java", 0, 200),
                        main("model", 900, 1400),
                        new Span("judge", "judge", 1000, OptionalDouble.of(3000)))),
                new StartRound(2, 5, List.of(main("Java", 0, 140), main("model", 600, 1000)))));
    assertThat(times.rows())
        .containsExactly(
            BenchRow.alone("from train to the end of the first iteration", 2.5, "s", 2, 3.5),
            BenchRow.alone("train --set target_iter=1, whole", 5, "s", 4, 7),
            BenchRow.alone("Java (main) begins", 0, "ms", 0, 0),
            BenchRow.alone("Java (main) ends", 140, "ms", 100, 200),
            BenchRow.alone("model (main) begins", 700, "ms", 600, 900),
            BenchRow.alone("model (main) ends", 1000, "ms", 900, 1400),
            BenchRow.alone("judge (judge) begins", 1000, "ms", 1000, 1000),
            BenchRow.alone("judge (judge) ends", 3000, "ms", 3000, 3000));
    assertThat(times.chart()).hasSize(1);
    assertThat(ChartFiles.svg(times.chart().get(0))).startsWith("<svg");
    assertThat(new StartTimes(List.of(new StartRound(1, 2, List.of()))).chart()).isEmpty();
  }

  @Test
  void theFirstIterationEndsByTheClockOfItsRow() throws IOException {
    Files.writeString(
        folder.resolve("metrics.csv"),
        """
        iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor
        1,1767225602.750,500,9,3.9,3.9,1
        2,1767225604.000,500,9,3.9,3.9,1
        """);
    Files.writeString(
        folder.resolve("events.jsonl"),
        """
        {"time":"2026-01-01T00:00:00.000Z","event":"started","iteration":0}
        {"time":"2026-01-01T00:00:03.000Z","event":"first_iteration","iteration":1,\
        "start_ms":[{"name":"Java","thread":"main","begin":0.0,"end":40.5}]}
        """);
    StartRound round = StartBenchmark.read(new RunFolder(folder), 1767225600.25, 4.5);
    assertThat(round.firstSeconds()).isCloseTo(2.5, within(1e-6));
    assertThat(round.wholeSeconds()).isEqualTo(4.5);
    assertThat(round.phases()).containsExactly(main("Java", 0, 40.5));
  }

  @Test
  void theCommandIsTheEntryPointsOwn() {
    List<String> command =
        new StartBenchmark(Path.of("experiments", "quickstart.yaml"), List.of("threads=1"))
            .command(folder);
    assertThat(command.get(0)).matches(".*workbench(\\.cmd)?");
    assertThat(Path.of(command.get(0))).isAbsolute();
    assertThat(command.subList(1, command.size()))
        .containsExactly(
            "train",
            Path.of("experiments", "quickstart.yaml").toString(),
            "--set",
            "threads=1",
            "--set",
            "target_iter=1",
            "--runs",
            folder.toString());
  }
}
