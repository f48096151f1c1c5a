package org.saehdbw.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.resizing.FacesetResizer;
import org.saehdbw.facesets.resizing.ResizeSummary;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.sources.Facesets;

/** The resizer from the opening of a folder to its last file, and the parts of one face. */
final class ResizeBenchmark {
  private final Path faces;
  private final Path out;
  private final int side;
  private final int rounds;
  private final Consumer<String> progress;
  private final OperatingSystemMXBean system =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private int made;
  private double cpuMillis;

  ResizeBenchmark(Path faces, Path out, int side, int rounds, Consumer<String> progress) {
    this.faces = faces;
    this.out = out;
    this.side = side;
    this.rounds = rounds;
    this.progress = progress;
  }

  List<BenchRow> run() throws IOException, FaceFileException, InterruptedException {
    List<BenchRow> rows = new ArrayList<>();
    progress.accept("warming up");
    round(true, false, 2);
    for (boolean cut : new boolean[] {false, true}) {
      for (boolean gray : new boolean[] {true, false}) {
        double[] one = new double[rounds];
        double[] two = new double[rounds];
        double[] cpu = new double[rounds];
        String name = "to " + side + " px " + (gray ? "gray" : "colour") + (cut ? ", wf to f" : "");
        progress.accept(name);
        for (int i = 0; i < rounds; i++) {
          two[i] = round(gray, cut, 2);
          cpu[i] = cpuMillis;
          one[i] = round(gray, cut, 1);
        }
        rows.add(row(name + ", 1 thread", "faces/s", one, Double.NaN));
        // The second thread's worth: over one thread's rate.
        rows.add(row(name + ", 2 threads", "faces/s", two, Numbers.median(one)));
        rows.add(row(name + ", CPU of a face", "ms", cpu, Double.NaN));
      }
    }
    progress.accept("the parts of one face");
    rows.addAll(parts());
    return rows;
  }

  /** Resizes everything into a new folder; returns faces a second, opening included. */
  private double round(boolean gray, boolean cut, int threads)
      throws IOException, FaceFileException, InterruptedException {
    long cpuStart = system.getProcessCpuTime();
    long start = System.nanoTime();
    FacesetResizer resizer =
        FacesetResizer.of(Facesets.open(faces, threads)).size(side).threads(threads);
    resizer = gray ? resizer.gray() : resizer;
    resizer = cut ? resizer.faceType(FaceType.FULL) : resizer;
    ResizeSummary summary = resizer.to(out.resolve("round" + made++));
    double seconds = (System.nanoTime() - start) / 1e9;
    cpuMillis = (system.getProcessCpuTime() - cpuStart) / 1e6 / summary.made();
    return summary.made() / seconds;
  }

  /** What no way of resizing can do without: the least that a face takes on one thread. */
  private List<BenchRow> parts() throws FaceFileException {
    Faceset set = Facesets.open(faces, 1);
    int count = set.entries().size();
    double[] parse = new double[rounds];
    double[] decode = new double[rounds];
    double[] gray = new double[rounds];
    double[] encode = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long[] nanos = new long[4];
      for (int i = 0; i < count; i++) {
        byte[] file = set.file(i).orElseThrow();
        nanos[0] -= System.nanoTime();
        DflJpeg.parse(file).metadata();
        long parsed = System.nanoTime();
        Picture picture = PictureFiles.decode(file);
        long decoded = System.nanoTime();
        Picture mixed = GrayFrom.LUMA.apply(picture);
        long grayed = System.nanoTime();
        PictureFiles.encodeJpeg(crop(mixed), FacesetResizer.DEFAULT_QUALITY);
        long encoded = System.nanoTime();
        nanos[0] += parsed;
        nanos[1] += decoded - parsed;
        nanos[2] += grayed - decoded;
        nanos[3] += encoded - grayed;
      }
      parse[round] = nanos[0] / 1e6 / count;
      decode[round] = nanos[1] / 1e6 / count;
      gray[round] = nanos[2] / 1e6 / count;
      encode[round] = nanos[3] / 1e6 / count;
    }
    return List.of(
        row("of a face: its data", "ms", parse, Double.NaN),
        row("of a face: decoding", "ms", decode, Double.NaN),
        row("of a face: gray", "ms", gray, Double.NaN),
        row("of a face: encoding a gray part of the new size", "ms", encode, Double.NaN));
  }

  /** The picture's middle, with the new size's pixels. */
  private Picture crop(Picture picture) {
    byte[] pixels = new byte[side * side];
    int left = (picture.width() - side) / 2;
    int top = (picture.height() - side) / 2;
    for (int y = 0; y < side; y++) {
      int from = (top + y) * picture.width() + left;
      System.arraycopy(picture.pixels(), from, pixels, y * side, side);
    }
    return new Picture(side, side, 1, pixels);
  }

  private static BenchRow row(String name, String unit, double[] values, double other) {
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    double middle = Numbers.median(values);
    boolean known = !Double.isNaN(other);
    return new BenchRow(
        name,
        middle,
        unit,
        least,
        most,
        known ? OptionalDouble.of(other) : OptionalDouble.empty(),
        known ? OptionalDouble.of(middle / other) : OptionalDouble.empty());
  }
}
