package org.saehdbw.runs.meters;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.saehdbw.runs.metrics.MetricsRow;

/** The stages whose times {@code metrics.csv} has. */
public enum TimedStage {
  /** The trainer waits for data. */
  WAIT(Kind.TRAINER, MetricsRow::waitMillis),
  /** Samples into the engine's memory. */
  COPY(Kind.TRAINER, row -> row.stages().copy()),
  /** Forward pass, losses and gradients. */
  COMPUTE(Kind.TRAINER, row -> row.stages().compute()),
  /** The update of the weights. */
  OPTIMIZER(Kind.TRAINER, row -> row.stages().optimizer()),
  /** Reading and decoding, in the loader. */
  DECODE(Kind.LOADER, row -> row.stages().decode()),
  /** Colour to gray, in the loader. */
  GRAY(Kind.LOADER, row -> row.stages().gray()),
  /** Transfer towards a reference, in the loader. */
  TRANSFER(Kind.LOADER, row -> row.stages().transfer()),
  /** Cutting, warp, affine map, tone, in the loader. */
  WARP(Kind.LOADER, row -> row.stages().warp()),
  /** Masks, in the loader. */
  MASKS(Kind.LOADER, row -> row.stages().masks()),
  /** Writing into the batch, in the loader. */
  ASSEMBLE(Kind.LOADER, row -> row.stages().assemble()),
  /** A save, with what is judged and drawn at it. */
  SAVE(Kind.RARE, row -> row.stages().save()),
  /** The preview pictures. */
  PREVIEW(Kind.RARE, row -> row.stages().preview());

  /** How a stage's time relates to an iteration's. */
  enum Kind {
    /** A part of the iteration; these follow one another. */
    TRAINER,
    /** Of one sample, beside the iteration on other threads. */
    LOADER,
    /** Between iterations, now and then. */
    RARE
  }

  private final Kind kind;
  private final ToDoubleFunction<MetricsRow> millis;

  TimedStage(Kind kind, ToDoubleFunction<MetricsRow> millis) {
    this.kind = kind;
    this.millis = millis;
  }

  static List<TimedStage> of(Kind kind) {
    return Arrays.stream(values()).filter(stage -> stage.kind == kind).toList();
  }

  Kind kind() {
    return kind;
  }

  /** Returns the stage's milliseconds, of one sample where it is the loader's; NaN if unknown. */
  double millis(MetricsRow row) {
    return millis.applyAsDouble(row);
  }

  /** Returns the name in events, such as {@code compute}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
