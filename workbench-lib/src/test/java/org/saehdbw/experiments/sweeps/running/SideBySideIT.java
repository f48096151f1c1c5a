package org.saehdbw.experiments.sweeps.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.experiments.TrainerTask;
import org.saehdbw.experiments.sweeps.plan.Axis;
import org.saehdbw.experiments.sweeps.plan.Experiment;
import org.saehdbw.experiments.sweeps.plan.ExperimentBuilder;
import org.saehdbw.experiments.sweeps.plan.SweepBudget;
import org.saehdbw.experiments.sweeps.plan.SweepPlan;
import org.saehdbw.experiments.sweeps.results.SweepResults;
import org.saehdbw.experiments.sweeps.results.TrialResult;
import org.saehdbw.files.FileDigest;
import org.saehdbw.processes.ChildProgram;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.testing.TinyModel;

/** Trials that run at once: their results, their memory, their bytes. */
class SideBySideIT {
  @TempDir private Path root;
  private final List<String> remarks = Collections.synchronizedList(new ArrayList<>());

  private final SweepListener listener =
      new SweepListener() {
        @Override
        public void remarked(String line) {
          remarks.add(line);
        }
      };

  private static ExperimentBuilder base(String name) {
    return Experiment.builder()
        .name(name)
        .base(
            Map.of(
                "model",
                TinyModel.DF,
                "face_type",
                "wf",
                "pretrain",
                "true",
                "pretraining_data",
                "drawn:12,size=64",
                "threads",
                "1",
                "batch_size",
                "1"));
  }

  private SweepResults run(ChildProgram<TrainerTask> program, Experiment experiment)
      throws Exception {
    SweepPlan plan = SweepPlan.of(experiment, root);
    SweepDriver.Outcome outcome =
        SweepDriver.run(program, plan, root, false, listener, () -> false, System::nanoTime);
    assertThat(outcome.complete()).isTrue();
    return SweepResults.open(root.resolve(experiment.name()));
  }

  private List<String> ledger(String name) throws IOException {
    return Files.readAllLines(root.resolve(name).resolve("ledger.jsonl")).stream()
        .map(line -> line.replaceAll(".*\"event\":\"(\\w+)\".*", "$1"))
        .filter(event -> event.equals("started") || event.equals("ended"))
        .toList();
  }

  @Test
  void threeRunAtOnceAndEachHasItsResult() throws Exception {
    Experiment experiment =
        base("three")
            .over(Map.of("ae_dims", new Axis.Values(List.of("32", "64"))))
            .seeds(List.of(1L, 2L, 3L))
            .budget(SweepBudget.iterations(4))
            .set("batch_size", "250")
            .parallelTrials(3)
            .build();
    SweepResults results = run(FakeTrainer.program(), experiment);
    assertThat(results.results()).extracting(r -> r.status().text()).containsOnly("done");
    assertThat(results.results()).extracting(TrialResult::iterations).hasSize(6).containsOnly(4L);
    assertThat(ledger("three").subList(0, 3)).containsOnly("started");
    assertThat(ledger("three")).hasSize(12);
    assertThat(remarks).isEmpty();
  }

  @Test
  void outOfMemoryBesideOthersIsTriedAgainWithFewer() throws Exception {
    Experiment experiment =
        base("crowded")
            .set("e_dims", String.valueOf(FakeTrainer.CROWDED))
            .over(Map.of("ae_dims", new Axis.Values(List.of("32", "64"))))
            .seeds(List.of(1L, 2L))
            .budget(SweepBudget.iterations(4))
            .set("batch_size", "150")
            .parallelTrials(2)
            .build();
    SweepResults results = run(FakeTrainer.program(), experiment);
    assertThat(results.results()).hasSize(4);
    assertThat(results.results()).extracting(r -> r.status().text()).containsOnly("done");
    assertThat(remarks)
        .filteredOn(line -> line.contains("out of memory"))
        .isNotEmpty()
        .allMatch(
            line ->
                line.matches(
                    "t000\\d ran out of memory beside others; it runs again with fewer at once"));
  }

  @Test
  void weightsAreTheSameBytesBesideOthersAndAlone() throws Exception {
    ExperimentBuilder asked =
        base("beside")
            .over(Map.of("ae_dims", new Axis.Values(List.of("32"))))
            .seeds(List.of(1L, 2L, 3L))
            .budget(SweepBudget.iterations(2))
            .set("batch_size", "2")
            .parallelTrials(2);
    ChildProgram<TrainerTask> program = ChildProgram.find(TrainerTask.class);
    List<String> beside = weights(run(program, asked.build()));
    // The third one's process was prepared while others still trained.
    List<String> alone =
        weights(run(program, asked.name("alone").seeds(List.of(3L)).parallelTrials(1).build()));
    assertThat(beside).hasSize(3).doesNotHaveDuplicates();
    assertThat(alone).containsExactly(beside.get(2));
  }

  private static List<String> weights(SweepResults results) throws IOException {
    List<String> digests = new ArrayList<>();
    for (TrialResult result : results.results()) {
      RunFolder run = RunFolder.open(result.runFolder().orElseThrow());
      assertThat(run.events()).filteredOn(e -> e.kind() == EventKind.STARTED).hasSize(1);
      try (Stream<Path> files = Files.walk(run.checkpoints())) {
        Path weights =
            files.filter(f -> f.endsWith("weights.safetensors")).max(Path::compareTo).orElseThrow();
        digests.add(FileDigest.of(weights).toString());
      }
    }
    return digests;
  }
}
