package org.saehdbw.deepfacelab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pickles.PickleGlobals;
import org.saehdbw.pickles.PickleLimits;
import org.saehdbw.pickles.PickleReader;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.settings.SettingsException;

/** Model folders that the original program saved, copied to where a test may damage them. */
public final class ModelFixture {
  public static final String GRAY = "model_df_ud_gray";
  static final String COLOUR = "model_liae_ud_color";
  static final List<String> BOTH = List.of(GRAY, COLOUR);

  private ModelFixture() {}

  /** Copies the model's own files into a new folder. */
  public static Path copy(String model, Path root) throws IOException {
    Path folder = Files.createDirectories(root.resolve(model));
    try (Stream<Path> files = Files.list(source(model))) {
      for (Path file : files.filter(f -> !f.toString().contains("expected")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder;
  }

  private static Path source(String model) {
    try {
      return Path.of(
          Objects.requireNonNull(ModelFixture.class.getResource("/parity/" + model)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode expected(String model) throws IOException {
    try (InputStream in =
        ModelFixture.class.getResourceAsStream("/parity/" + model + "/expected.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  static ImportedModel imported(String model, Path root) throws IOException, SettingsException {
    return ModelImport.of(copy(model, root)).set("threads", "1").into(root.resolve("runs"));
  }

  /** What changes a dictionary. */
  public interface Change {
    void to(Map<Object, Object> values);
  }

  /** Reads a dictionary whole, changes it and writes it back. */
  static void change(Path file, Change change) throws IOException {
    Map<Object, Object> values = new LinkedHashMap<>(dictionary(file));
    change.to(values);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      PickleWriter.write(values, 4, out);
    }
  }

  /** Changes the options in a data file. */
  public static void changeOptions(Path file, Change change) throws IOException {
    change(
        file,
        values -> {
          Map<Object, Object> options =
              new LinkedHashMap<>((Map<?, ?>) Objects.requireNonNull(values.get("options")));
          change.to(options);
          values.put("options", options);
        });
  }

  static Map<?, ?> dictionary(Path file) throws IOException {
    try {
      PickleReader reader = new PickleReader(PickleGlobals.numpy(), PickleLimits.forFiles());
      return (Map<?, ?>) reader.read(Files.readAllBytes(file));
    } catch (PickleException e) {
      throw new IOException(e);
    }
  }

  /** All files below a folder, their names and bytes. */
  static Map<String, byte[]> bytes(Path folder) throws IOException {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        bytes.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return bytes;
  }
}
