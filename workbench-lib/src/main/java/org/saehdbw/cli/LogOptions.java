package org.saehdbw.cli;

import java.io.IOException;
import java.util.Locale;
import org.saehdbw.runs.metrics.MetricsReader;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.forecast.RunTargets;
import org.saehdbw.training.forecast.TrainedTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a training command shows its iterations. A command has it with {@code @Mixin}. */
final class LogOptions {
  /** The form of the line. */
  enum Form {
    METERS,
    DEEPFACELAB
  }

  @Option(
      names = "--log-line",
      paramLabel = "FORM",
      defaultValue = "meters",
      converter = FormConverter.class,
      description = {
        "What the line of an iteration shows: meters (time of an iteration, samples/s, waiting for"
            + " data, time left, memory), or deepfacelab for its own line (default:"
            + " ${DEFAULT-VALUE})."
      })
  private Form form = Form.METERS;

  @Option(
      names = "--log-every",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Keep a line each N iterations as well; 0 keeps one after each save only (default:"
              + " ${DEFAULT-VALUE}).")
  private int every;

  static final class FormConverter implements ITypeConverter<Form> {
    @Override
    public Form convert(String word) {
      for (Form form : Form.values()) {
        if (form.name().toLowerCase(Locale.ROOT).equals(word)) {
          return form;
        }
      }
      throw new TypeConversionException("must be meters or deepfacelab, got " + word);
    }
  }

  /**
   * Checks what the types cannot.
   *
   * @throws IllegalArgumentException if a line is kept each N iterations, N below 0
   */
  void check() {
    if (every < 0) {
      throw new IllegalArgumentException("--log-every must be at least 0, got " + every);
    }
  }

  /** Whether a line other than the usual one is asked for. */
  boolean isSet() {
    return form != Form.METERS || every != 0;
  }

  /** Makes the line of a run that is about to train. */
  StatusLine line(ProgressLine progress, PreparedRun run, long iteration) throws IOException {
    LogLine text = form == Form.DEEPFACELAB ? new DeepFaceLabLine() : meters(run, iteration);
    return new StatusLine(progress, text, every);
  }

  private static MeterLine meters(PreparedRun run, long iteration) throws IOException {
    RunTargets targets = RunTargets.of(run.settings(), run.folder().events(), iteration);
    boolean counts = targets.trainSeconds() > 0 || targets.stages().isTimed();
    return new MeterLine(
        targets,
        counts
            ? TrainedTime.of(targets, MetricsReader.readAll(run.folder().metricsFile()).rows())
            : new TrainedTime(targets));
  }
}
