package org.saehdbw.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.packs.PackUnpacker;
import org.saehdbw.facesets.packs.PackWriter;
import org.saehdbw.files.FileTree;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.sources.Facesets;

/** Reads, packs and unpacks one folder over and over, each beside a plain copy. */
final class FacesetsBenchmark {
  private static final double MILLION = 1e6;
  private static final String READ_FOLDER = "face data of the folder";
  private static final String READ_PACK = "face data of the pack";
  private static final String PACK = "packing";
  private static final String COPY_TO_ONE = "copying into one file";
  private static final String UNPACK = "unpacking";
  private static final String COPY_EACH = "copying each file";

  private final Path folder;
  private final Path faces;
  private final int threads;
  private final int rounds;
  private final Consumer<String> remarks;
  private final Map<String, double[]> millis = new LinkedHashMap<>();

  FacesetsBenchmark(Path folder, Path faces, int threads, int rounds, Consumer<String> remarks) {
    this.folder = folder;
    this.faces = faces;
    this.threads = threads;
    this.rounds = rounds;
    this.remarks = remarks;
  }

  private interface Work {
    void run() throws IOException, FaceFileException;
  }

  List<BenchRow> run() throws IOException, FaceFileException {
    double first = time(() -> FacesetFolder.scan(faces, threads));
    Path pack = folder.resolve("faceset.pak");
    Path one = folder.resolve("one");
    Path out = folder.resolve("out");
    Faceset opened = FacesetFolder.scan(faces, threads);
    for (int round = 0; round < rounds; round++) {
      remarks.accept("round " + (round + 1) + " of " + rounds);
      keep(READ_FOLDER, round, () -> FacesetFolder.scan(faces, threads));
      keep(PACK, round, () -> PackWriter.of(opened).force(true).to(pack, done -> {}));
      keep(COPY_TO_ONE, round, () -> copyToOne(one));
      keep(READ_PACK, round, () -> Facesets.open(pack, threads));
      FileTree.delete(out);
      keep(UNPACK, round, () -> PackUnpacker.unpack(pack, out, done -> {}));
      FileTree.delete(out);
      keep(COPY_EACH, round, () -> copyEach(out));
    }
    return List.of(
        BenchRow.alone(READ_FOLDER + ", the first time in a process", first, "ms", first, first),
        row(READ_FOLDER, ""),
        row(READ_PACK, ""),
        row(PACK, COPY_TO_ONE),
        row(UNPACK, COPY_EACH));
  }

  private static double time(Work work) throws IOException, FaceFileException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / MILLION;
  }

  private void keep(String name, int round, Work work) throws IOException, FaceFileException {
    millis.computeIfAbsent(name, key -> new double[rounds])[round] = time(work);
  }

  private void copyToOne(Path one) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            one,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (Path file : files()) {
        try (FileChannel in = FileChannel.open(file)) {
          in.transferTo(0, in.size(), out);
        }
      }
      out.force(true);
    }
  }

  private void copyEach(Path out) throws IOException {
    Files.createDirectories(out);
    for (Path file : files()) {
      Files.copy(file, out.resolve(file.getFileName()));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(faces)) {
      return files.sorted().toList();
    }
  }

  private BenchRow row(String name, String baseline) {
    double[] ours = millis.getOrDefault(name, new double[1]);
    double least = Arrays.stream(ours).min().orElseThrow();
    double most = Arrays.stream(ours).max().orElseThrow();
    if (baseline.isEmpty()) {
      return BenchRow.alone(name, Numbers.median(ours), "ms", least, most);
    }
    double[] theirs = millis.getOrDefault(baseline, new double[1]);
    double[] ratios = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    return new BenchRow(
        name + " (other: " + baseline + ")",
        Numbers.median(ours),
        "ms",
        least,
        most,
        OptionalDouble.of(Numbers.median(theirs)),
        OptionalDouble.of(Numbers.median(ratios)));
  }
}
