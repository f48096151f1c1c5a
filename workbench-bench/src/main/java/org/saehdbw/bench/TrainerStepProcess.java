package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.saehdbw.files.FileTree;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import org.saehdbw.training.plan.TrainingSettings;

/**
 * The child process that times iterations of a whole trainer, loader included: MODEL BATCH THREADS
 * STEPS. It pretrains on drawn faces without pictures and judgements; its times are those of {@code
 * metrics.csv}.
 */
public final class TrainerStepProcess {
  /** By then every face was drawn once, and Java's compilers are done. */
  private static final int WARM_UP = 40;

  private TrainerStepProcess() {}

  /** Times iterations and prints one JSON line. */
  public static void main(String[] arguments)
      throws IOException, SettingsException, InterruptedException {
    int steps = Integer.parseInt(arguments[3]);
    Path folder = Files.createTempDirectory("bench-trainer");
    try {
      Settings settings =
          SettingsReader.readWords(
              TrainingSettings.defaults(),
              List.of(
                  "model=" + arguments[0],
                  "batch_size=" + arguments[1],
                  "threads=" + arguments[2],
                  "target_iter=" + (WARM_UP + steps),
                  "face_type=wf",
                  "pretrain=y",
                  "pretraining_data=drawn:60,size=128,seed=7",
                  "cache_dir=" + folder.resolve("cache"),
                  "pictures=none",
                  "device=cpu",
                  "save_interval_min=0",
                  "save_interval_iter=" + (WARM_UP + steps)));
      PreparedRun run = PreparedRun.create(settings, folder.resolve("runs"), Optional.empty());
      Trainer.run(run, TrainerListener.NONE, () -> false);
      double[] millis =
          MetricsReader.readAll(run.folder().metricsFile()).rows().stream()
              .skip(WARM_UP)
              .mapToDouble(MetricsRow::stepMillis)
              .toArray();
      Arrays.sort(millis);
      StepTiming timing =
          new StepTiming(
              Numbers.median(millis),
              millis[0],
              millis[millis.length - 1],
              OurStepProcess.peakResidentMib());
      System.out.println(new ObjectMapper().writeValueAsString(timing));
    } finally {
      FileTree.delete(folder);
    }
  }
}
