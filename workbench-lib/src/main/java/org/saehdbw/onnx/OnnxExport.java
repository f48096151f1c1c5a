package org.saehdbw.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.parallel.Progress;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.training.components.CustomComponents;

/**
 * Writes a run's newest checkpoint as an ONNX file, which programs that load DFM files run.
 *
 * <pre>{@code
 * ExportedOnnx model = OnnxExport.of(run.folder()).write(Path.of("alice.dfm"));
 * }</pre>
 *
 * <p>The file takes three channels, blue, green and red; that of a gray model makes gray of them as
 * the run did ({@code gray_from}) and repeats the face that it draws. An instance never changes;
 * each method returns another one.
 */
public final class OnnxExport {
  private static final int MOST_FACES = 1024;
  private static final int COLOUR = 3;

  private final RunFolder run;
  private final CustomComponents own;
  private final boolean oneChannel;
  private final OptionalInt batch;
  private final boolean force;
  private final Progress progress;

  private OnnxExport(
      RunFolder run,
      CustomComponents own,
      boolean oneChannel,
      OptionalInt batch,
      boolean force,
      Progress progress) {
    this.run = run;
    this.own = own;
    this.oneChannel = oneChannel;
    this.batch = batch;
    this.force = force;
    this.progress = progress;
  }

  /** Takes a run. */
  public static OnnxExport of(RunFolder run) {
    return new OnnxExport(
        run, CustomComponents.NONE, false, OptionalInt.empty(), false, Progress.NONE);
  }

  /**
   * Gives a block of one's own that the run was trained with and that only this process has.
   *
   * @throws IllegalArgumentException if its short name is none, or is one of ours
   */
  public OnnxExport with(BlockKind block) {
    return new OnnxExport(run, own.with(block), oneChannel, batch, force, progress);
  }

  /** Leaves a gray model as it is: one channel in, one channel out. */
  public OnnxExport oneChannel() {
    return new OnnxExport(run, own, true, batch, force, progress);
  }

  /**
   * Fixes how many faces the file takes at once; without this it takes any number.
   *
   * @param faces 1 to 1024
   * @throws IllegalArgumentException if it is another number
   */
  public OnnxExport batch(int faces) {
    if (faces < 1 || faces > MOST_FACES) {
      throw new IllegalArgumentException(
          "batch must be from 1 to " + MOST_FACES + " faces, got " + faces);
    }
    return new OnnxExport(run, own, oneChannel, OptionalInt.of(faces), force, progress);
  }

  /** Replaces a file of the same name. */
  public OnnxExport force() {
    return new OnnxExport(run, own, oneChannel, batch, true, progress);
  }

  /** Reports the arrays that are written. */
  public OnnxExport progress(Progress to) {
    return new OnnxExport(run, own, oneChannel, batch, force, to);
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param file usually {@code NAME.dfm} or {@code NAME.onnx}, in a folder that exists
   * @throws IllegalArgumentException if it is a folder, or a file that may not be replaced, or one
   *     channel is asked for and the model is in colour
   * @throws org.saehdbw.checkpoints.CheckpointException if all checkpoints are damaged
   * @throws org.saehdbw.runs.RunException if the run has no checkpoint or its settings are damaged,
   *     its model is too large for an ONNX file, or has a block with an operation that the file
   *     cannot express
   */
  public ExportedOnnx write(Path file) throws IOException {
    requireFree(file);
    SavedModel model = SavedModel.open(run, own);
    if (oneChannel && model.spec().channels() != 1) {
      throw new IllegalArgumentException(
          "one channel is for gray models, " + run.name() + " is " + model.spec());
    }
    int channels = oneChannel ? 1 : COLOUR;
    OnnxGraph graph = model.graph(new FaceGraph(channels, batch, model.grayFrom().mix()));
    OnnxFile content = new OnnxFile(graph, model.origin(channels));
    long bytes = content.bytes();
    OnnxFile.requireReadable(bytes, run.name() + ": " + model.spec());
    try (SafetensorsReader weights = model.openWeights()) {
      AtomicFile.write(
          file,
          channel ->
              content.writeTo(
                  channel, (parameter, into) -> weights.read(parameter.name(), into), progress));
    }
    return new ExportedOnnx(
        file,
        run.name(),
        model.spec(),
        model.iteration(),
        channels,
        batch,
        OnnxFile.OPSET,
        bytes,
        model.remarks());
  }

  private void requireFree(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + ": is a folder; name a file in it");
    }
    if (!force && Files.exists(file)) {
      throw new IllegalArgumentException(file + ": exists already; force (--force) replaces it");
    }
  }
}
