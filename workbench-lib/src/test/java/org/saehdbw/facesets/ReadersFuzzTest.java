package org.saehdbw.facesets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.deepfacelab.ArrayFile;
import org.saehdbw.deepfacelab.DataFile;
import org.saehdbw.deepfacelab.ModelFileException;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.backup.MetadataBackup;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.parallel.Workers;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleReader;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.testing.Damage;
import org.saehdbw.testing.FacesetFixtures;
import org.saehdbw.testing.FuzzReport;

/**
 * Reads damaged files by every reader of files that may come from anywhere. Each ends in a result
 * or in a typed error with a message, and takes memory in proportion to the file.
 */
class ReadersFuzzTest {
  private static final long SEED = Long.getLong("saehdbw.test.seed", 20_240_601);
  private static final int INPUTS = Integer.getInteger("saehdbw.test.inputs", 12_000);

  /** Readers at work at once; each has files of its own. */
  private static final int THREADS = 2;

  /** Above what a good file takes, by a margin: 16 MiB, and 300 bytes for each of the file's. */
  private static final long BYTES_ALWAYS = 16L << 20;

  private static final long BYTES_PER_BYTE = 300;

  @TempDir private Path folder;

  /** One more reader is one more line here. */
  private List<FuzzedReader> readers() throws IOException {
    Path pack = folder.resolve("faceset.pak");
    Path backup = folder.resolve("meta.dat");
    PickleReader pickles = new PickleReader(PickleGlobals.numpy(), PickleLimits.forMetadata());
    return List.of(
        reader("pickle", pickles(), pickles::read),
        reader("face", files(".jpg"), bytes -> DflJpeg.parse(bytes).metadata()),
        reader("pack", files(".pak"), bytes -> FacesetPack.open(Files.write(pack, bytes))),
        reader("backup", files(".dat"), bytes -> restored(Files.write(backup, bytes))),
        reader("weights", ofModel("encoder.npy"), bytes -> ArrayFile.parse("weights", bytes)),
        reader("model data", ofModel("data.dat"), bytes -> DataFile.parse("model data", bytes)));
  }

  private static FuzzedReader reader(
      String name, List<byte[]> seeds, FuzzedReader.Reading reading) {
    return new FuzzedReader(
        name,
        seeds,
        reading,
        List.of(FaceFileException.class, PickleException.class, ModelFileException.class));
  }

  private static Object restored(Path backup) throws FaceFileException, IOException {
    return MetadataBackup.restore(backup.resolveSibling(""), done -> {});
  }

  private static List<byte[]> files(String ending) throws IOException {
    try (var files = Files.list(FacesetFixtures.path("dflimg"))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .map(ReadersFuzzTest::bytes)
          .toList();
    }
  }

  /** A file of the gray model that DeepFaceLab saved. */
  private static List<byte[]> ofModel(String entry) throws IOException {
    String name = "/parity/model_df_ud_gray/small_SAEHDBW_" + entry;
    try (InputStream in = ReadersFuzzTest.class.getResourceAsStream(name)) {
      return List.of(Objects.requireNonNull(in).readAllBytes());
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The face data of every stored file, and a very short pickle. */
  private static List<byte[]> pickles() throws IOException {
    return Stream.concat(
            Stream.of(PickleWriter.write(List.of(1, "a"))),
            files(".jpg").stream().map(ReadersFuzzTest::faceData))
        .filter(pickle -> pickle.length > 0)
        .toList();
  }

  private static byte[] faceData(byte[] file) {
    try {
      return DflJpeg.parse(file).segments().stream()
          .filter(segment -> segment.marker() == 0xEF)
          .findFirst()
          .map(segment -> segment.payload(file))
          .orElse(new byte[0]);
    } catch (FaceFileException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyDamagedFileEndsInAResultOrATypedError() throws IOException, InterruptedException {
    FuzzReport report = new FuzzReport("damaged files", SEED);
    try (Workers workers = new Workers(THREADS, "damaged-files")) {
      List<FuzzedReader> readers = readers();
      workers.each(
          readers.size(),
          i -> readAll(readers.get(i), share(i, readers.size()), report),
          done -> {});
    }
    report.write();
    assertThat(report.errors()).isEmpty();
  }

  /** The first readers take what is left over. */
  private static int share(int reader, int readers) {
    return INPUTS / readers + (reader < INPUTS % readers ? 1 : 0);
  }

  private static void readAll(FuzzedReader reader, int inputs, FuzzReport report) {
    assertThat(reader.seeds()).as(reader.name()).isNotEmpty();
    int results = 0;
    for (int i = 0; i < inputs; i++) {
      Damage damage =
          new Damage(CounterRandom.of(SEED, "fuzz " + reader.name(), i, 0), reader.seeds());
      results += read(reader, damage.next(), i, report) ? 1 : 0;
    }
    report.read(reader.name(), inputs, results);
    // Damage that is never found, or always found, tests nothing.
    assertThat(results).as("results of " + reader.name()).isBetween(inputs / 100, inputs - 1);
  }

  private static boolean read(FuzzedReader reader, byte[] input, int number, FuzzReport report) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean result = false;
    try {
      result = reader.reading().read(input) != null;
      if (!result) {
        report.error("no result: " + described(reader, input, number));
      }
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      if (reader.errors().stream().noneMatch(type -> type.isInstance(e))
          || String.valueOf(e.getMessage()).length() < 10) {
        report.error(e + ": " + described(reader, input, number));
      }
    }
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    if (taken > BYTES_ALWAYS + BYTES_PER_BYTE * input.length) {
      report.error(taken + " bytes taken: " + described(reader, input, number));
    }
    return result;
  }

  private static String described(FuzzedReader reader, byte[] input, int number) {
    return String.format(
        Locale.ROOT,
        "input %d of reader %s, %d bytes: %s",
        number,
        reader.name(),
        input.length,
        HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(input.length, 2000))));
  }
}
