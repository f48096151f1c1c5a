package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.pickles.NumpyArray;

/** One clear error for each way in which a model folder can be wrong, and no run folder. */
class BadModelTest {
  @TempDir private Path root;
  private Path folder;

  @BeforeEach
  void copyTheModel() throws IOException {
    folder = ModelFixture.copy(ModelFixture.GRAY, root);
  }

  private Path file(String entry) {
    return folder.resolve("small_SAEHDBW_" + entry);
  }

  private void assertRefused(Path file, String reason) throws IOException {
    Path runs = Files.createDirectories(root.resolve("runs"));
    assertThatThrownBy(() -> ModelImport.of(folder).into(runs))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(file + ": " + reason);
    try (Stream<Path> left = Files.list(runs)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void noModel() throws IOException {
    folder = root.resolve("nowhere");
    assertRefused(folder, "no such folder");
    folder = Files.createDirectory(root.resolve("empty"));
    assertRefused(
        folder, "holds no model: no file is named NAME_SAEHD_data.dat or NAME_SAEHDBW_data.dat");
  }

  @ParameterizedTest
  @CsvSource({"inter.npy", "decoder_src.npy", "encoder.npy"})
  void aPartIsMissing(String part) throws IOException {
    Files.delete(file(part));
    assertRefused(
        file(part),
        "is missing; a df model has the parts encoder, inter, decoder_src, decoder_dst"
            .replace("a df model", "a df-ud model"));
  }

  @Test
  void theDataFileIsMissing() throws IOException {
    Files.delete(file("data.dat"));
    assertRefused(file("data.dat"), "is missing");
  }

  @Test
  void aPartOfAnotherModel() throws IOException {
    Files.copy(
        ModelFixture.copy(ModelFixture.COLOUR, root).resolve("small_SAEHD_inter_AB.npy"),
        file("inter.npy"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused(
        file("inter.npy"),
        "dense2/weight:0 must have the shape [8, 32] in df-ud-64-8-2-2-2-gray, got [8, 64]; the"
            + " file may be of another model");
  }

  @Test
  void aColourEncoderBeforeGrayDecoders() throws IOException {
    Files.copy(
        ModelFixture.copy(ModelFixture.COLOUR, root).resolve("small_SAEHD_encoder.npy"),
        file("encoder.npy"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused(
        file("decoder_src.npy"),
        "out_conv/weight:0 must have the shape [1, 1, 4, 3] in df-ud-64-8-2-2-2-colour, got"
            + " [1, 1, 4, 1]; the file may be of another model");
  }

  @Test
  void neitherGrayNorColour() throws IOException {
    ModelFixture.change(
        file("encoder.npy"),
        values ->
            values.put(
                "down1/downs_0/conv1/weight:0",
                NumpyArray.ofFloats(List.of(5, 5, 2, 2), new float[100])));
    assertRefused(
        file("encoder.npy"),
        "down1/downs_0/conv1/weight:0 must have 1 input channel for gray or 3 for colour on its"
            + " third axis, got the shape [5, 5, 2, 2]");
  }

  @Test
  void aKeyTooFewOrTooMany() throws IOException {
    ModelFixture.change(file("decoder_dst.npy"), values -> values.remove("out_convm/bias:0"));
    assertRefused(
        file("decoder_dst.npy"), "has no out_convm/bias:0, which df-ud-64-8-2-2-2-gray needs");
    copyAgain("decoder_dst.npy");
    ModelFixture.change(
        file("encoder.npy"), values -> values.put("extra:0", NumpyArray.ofFloats(List.of(1), 1)));
    assertRefused(
        file("encoder.npy"),
        "holds extra:0, which df-ud-64-8-2-2-2-gray does not have; the file may be of another"
            + " model");
  }

  private void copyAgain(String entry) throws IOException {
    Files.copy(
        ModelFixture.copy(ModelFixture.GRAY, root.resolve("again"))
            .resolve("small_SAEHDBW_" + entry),
        file(entry),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void numbersThatAreNoWeights() throws IOException {
    ModelFixture.change(
        file("encoder.npy"),
        values -> values.put("down1/downs_0/conv1/bias:0", NumpyArray.ofInts(List.of(2), 1, 2)));
    assertRefused(
        file("encoder.npy"),
        "down1/downs_0/conv1/bias:0 must be of f4 elements, or of f2 or f8, which are converted,"
            + " got i4");
    copyAgain("encoder.npy");
    ModelFixture.change(
        file("inter.npy"),
        values ->
            values.put(
                "dense1/bias:0", NumpyArray.ofFloats(List.of(8), 0, 0, 0, Float.NaN, 0, 0, 0, 0)));
    assertRefused(
        file("inter.npy"),
        "dense1/bias:0 holds NaN at element 3, and a model with such numbers cannot be trained");
  }

  @Test
  void anOptimizerThatIsNotThisModels() throws IOException {
    ModelFixture.change(file("src_dst_opt.npy"), values -> values.remove("iters:0"));
    assertRefused(file("src_dst_opt.npy"), "has no iters:0");
    copyAgain("src_dst_opt.npy");
    ModelFixture.change(
        file("src_dst_opt.npy"), values -> values.put("iters:0", NumpyArray.ofInts(List.of(), -4)));
    assertRefused(file("src_dst_opt.npy"), "iters:0 must be at least 0, got -4");
    copyAgain("src_dst_opt.npy");
    ModelFixture.change(
        file("src_dst_opt.npy"), values -> values.remove("vs_inter/dense1/bias_0:0"));
    assertRefused(
        file("src_dst_opt.npy"),
        "has no vs_inter/dense1/bias_0:0, which df-ud-64-8-2-2-2-gray needs");
  }

  @Test
  void filesThatAreNoDictionaries() throws IOException {
    Files.write(file("inter.npy"), new byte[0]);
    assertRefused(file("inter.npy"), "was never completely written: it is empty");
    Files.write(file("inter.npy"), HexFormat.of().parseHex("80045d2e"));
    assertRefused(file("inter.npy"), "must be a dictionary of arrays, got ArrayList");
    Files.write(
        file("inter.npy"), HexFormat.of().parseHex("80047d286b0175".replace("6b", "4b") + "2e"));
    assertRefused(
        file("inter.npy"), "the pickle puts pairs into something that is not a" + " dictionary");
    Files.write(file("inter.npy"), HexFormat.of().parseHex("80047d284b014b02752e"));
    assertRefused(file("inter.npy"), "every key must be text, got 1");
    Files.write(file("inter.npy"), HexFormat.of().parseHex("80047d288c01614e752e"));
    assertRefused(file("inter.npy"), "a must be an array of numbers, got PickleNone");
    Files.write(file("data.dat"), new byte[0]);
    assertRefused(file("data.dat"), "was never completely written: it is empty");
    Files.write(file("data.dat"), HexFormat.of().parseHex("80045d2e"));
    assertRefused(file("data.dat"), "must be a dictionary, got ArrayList");
  }

  @Test
  void picklesThatWouldRunSomething() throws IOException {
    byte[] evil =
        ("\u0080\u0004cos\nsystem\n\u008c\u0004echo\u0085R.").getBytes(StandardCharsets.ISO_8859_1);
    String refused =
        "the pickle asks for os.system, which is refused; allowed are _codecs.encode,"
            + " numpy._core.multiarray._reconstruct, numpy._core.multiarray.scalar,"
            + " numpy._core.numeric._frombuffer, numpy.core.multiarray._reconstruct,"
            + " numpy.core.multiarray.scalar, numpy.core.numeric._frombuffer, numpy.dtype,"
            + " numpy.ndarray";
    for (String entry : List.of("data.dat", "encoder.npy", "src_dst_opt.npy")) {
      Files.write(file(entry), evil);
      assertRefused(file(entry), refused);
      copyAgain(entry);
    }
    Files.write(file("GAN.npy"), evil);
    assertRefused(file("GAN.npy"), refused);
  }

  @Test
  void objectArraysAndLyingLengths() throws IOException {
    byte[] bytes = Files.readAllBytes(file("encoder.npy"));
    byte[] objects = replaced(bytes, new byte[] {'f', '4'}, new byte[] {'O', '8'});
    Files.write(file("encoder.npy"), objects);
    assertRefused(file("encoder.npy"), "numpy elements of type O8 are not plain numbers");
    // Four gigabytes of text in a file of seven bytes.
    Files.write(file("encoder.npy"), HexFormat.of().parseHex("800458ffffffff"));
    assertRefused(
        file("encoder.npy"), "the pickle is cut off: 4294967295 bytes wanted at byte 7, it has 7");
    byte[] long8 = HexFormat.of().parseHex("80048effffffffffffff7f");
    Files.write(file("encoder.npy"), long8);
    assertRefused(
        file("encoder.npy"),
        "the pickle is cut off: 9223372036854775807 bytes wanted at byte 11, it has 11");
    Files.write(file("encoder.npy"), Arrays.copyOf(bytes, bytes.length + 5));
    assertRefused(
        file("encoder.npy"),
        String.format(
            Locale.ROOT,
            "the pickle ends at byte %d, but there are %d bytes",
            bytes.length,
            bytes.length + 5));
  }

  private static byte[] replaced(byte[] bytes, byte[] from, byte[] to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.replace(
            new String(from, StandardCharsets.ISO_8859_1),
            new String(to, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void filesThatAreCutOff() throws IOException {
    for (String entry : List.of("encoder.npy", "data.dat", "src_dst_opt.npy")) {
      byte[] bytes = Files.readAllBytes(file(entry));
      for (int length : new int[] {1, 2, 11, 100, 1000, bytes.length / 2, bytes.length - 1}) {
        Files.write(file(entry), Arrays.copyOf(bytes, length));
        assertThatThrownBy(() -> ModelImport.of(folder).into(root.resolve("runs")))
            .isInstanceOf(ModelFileException.class)
            .hasMessageStartingWith(file(entry) + ": the pickle ");
      }
      Files.write(file(entry), bytes);
    }
    assertThat(root.resolve("runs")).doesNotExist();
  }

  @Test
  void iterationsAndHistories() throws IOException {
    ModelFixture.change(file("data.dat"), values -> values.put("iter", -1));
    assertRefused(file("data.dat"), "iter must be a whole number from 0 to 999999999, got -1");
    ModelFixture.change(file("data.dat"), values -> values.put("iter", "three"));
    assertRefused(file("data.dat"), "iter must be a whole number from 0 to 999999999, got three");
    ModelFixture.change(
        file("data.dat"),
        values -> {
          values.put("iter", 3);
          values.put("loss_history", List.of(List.of(1.0, 2.0), List.of(1.0)));
        });
    assertRefused(file("data.dat"), "entry 1 of loss_history must be [src, dst]");
    ModelFixture.change(file("data.dat"), values -> values.put("loss_history", 5));
    assertRefused(file("data.dat"), "loss_history must be a list, got Long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "archi|hd|option archi must be df or liae, with letters of udtc such as df-udt, got 'hd'",
        "archi|df-|option archi must be df or liae, with letters of udtc such as df-udt, got"
            + " 'df-'",
        "face_type|whole|option face_type must be one of h, mf, f, wf, head, got 'whole'"
            + " (data.dat); choose one with --set face_type=TYPE",
        "ae_dims|wide|option ae_dims must be a whole number from 1 to 4096, got wide",
      })
  void optionsThatCannotBe(String key, String value, String reason) throws IOException {
    ModelFixture.changeOptions(file("data.dat"), options -> options.put(key, value));
    assertRefused(file("data.dat"), reason);
  }

  @Test
  void optionsThatAreMissingOrOfAnotherKind() throws IOException {
    ModelFixture.changeOptions(file("data.dat"), options -> options.remove("d_dims"));
    assertRefused(file("data.dat"), "has no option d_dims; cannot determine the model");
    ModelFixture.changeOptions(file("data.dat"), options -> options.put("d_dims", 1 << 30));
    assertRefused(
        file("data.dat"), "option d_dims must be a whole number from 1 to 4096, got 1073741824");
    ModelFixture.changeOptions(
        file("data.dat"),
        options -> {
          options.put("d_dims", 2);
          options.put("resolution", 72);
        });
    assertRefused(
        file("data.dat"),
        "options: resolution must be a multiple of 32 and at least 64 for df-ud, got 72; nearest"
            + " is 64");
    ModelFixture.changeOptions(file("data.dat"), options -> options.put("resolution", List.of(64)));
    assertRefused(
        file("data.dat"),
        "option resolution must be a number, text, a truth value or None, got ArrayList");
    ModelFixture.change(file("data.dat"), values -> values.put("options", Map.of()));
    assertRefused(file("data.dat"), "has no option archi; cannot determine the model");
    ModelFixture.change(file("data.dat"), values -> values.remove("options"));
    assertRefused(file("data.dat"), "has no options; cannot determine the model");
  }

  @Test
  void dimsThatOverflowAreRefusedBeforeMemoryIsTaken() throws IOException {
    ModelFixture.changeOptions(
        file("data.dat"),
        options -> {
          options.put("resolution", 2048);
          for (String key : List.of("ae_dims", "e_dims", "d_dims", "d_mask_dims")) {
            options.put(key, 4096);
          }
        });
    assertRefused(
        file("encoder.npy"),
        "down1/downs_0/conv1/weight:0 must have the shape [5, 5, 1, 4096] in"
            + " df-ud-2048-4096-4096-4096-4096-gray, got [5, 5, 1, 2]; the file may be of another"
            + " model");
  }
}
