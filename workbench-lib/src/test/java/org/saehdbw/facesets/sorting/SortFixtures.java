package org.saehdbw.facesets.sorting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.Picture;

/** The stored examples and made-up facesets of this package's tests. */
final class SortFixtures {
  private SortFixtures() {}

  static Path file(String name) {
    return Path.of("src/test/resources/dflimg").resolve(name);
  }

  static JsonNode expected() throws IOException {
    return new ObjectMapper().readTree(file("expected_sort_metrics.json").toFile());
  }

  static void copy(String fixture, Path to) throws IOException {
    Files.copy(file(fixture), to);
  }

  static Picture gray(int width, int height, int... values) {
    return new Picture(width, height, 1, bytes(values));
  }

  static Picture colour(int width, int height, int... values) {
    return new Picture(width, height, 3, bytes(values));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Faces in memory. */
  record Faces(List<FaceEntry> entries, List<Picture> pictures, List<RejectedFile> rejected)
      implements Faceset {
    static Faces of(FaceMetadata metadata, List<String> names, List<Picture> pictures) {
      List<FaceEntry> entries = new java.util.ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        Picture picture = pictures.get(i);
        entries.add(
            new FaceEntry(
                names.get(i), picture.width(), picture.height(), picture.channels(), metadata));
      }
      return new Faces(entries, pictures, List.of());
    }

    @Override
    public String name() {
      return "made-up";
    }

    @Override
    public Picture decode(int index) {
      return pictures.get(index);
    }
  }
}
