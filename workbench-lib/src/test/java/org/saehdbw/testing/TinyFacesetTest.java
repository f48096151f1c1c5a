package org.saehdbw.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.synthesis.SyntheticFaces;

class TinyFacesetTest {
  @TempDir private Path root;

  @Test
  void equalSetsAreDrawnOnce() {
    SyntheticFaces faces = TinyFaceset.of(3, 32, 5);
    assertThat(faces).isEqualTo(SyntheticFaces.of(3).size(32).seed(5));
    assertThat(TinyFaceset.shared(SyntheticFaces.of(3).size(32).seed(5))).isSameAs(faces);
    assertThat(TinyFaceset.of(3, 32, 5).decode(1)).isSameAs(faces.decode(1));
    assertThat(TinyFaceset.of(3, 32)).isEqualTo(SyntheticFaces.of(3).size(32).seed(1));
  }

  @Test
  void everyFolderHoldsWhatDrawnFacesWrite() throws IOException, InterruptedException {
    SyntheticFaces faces = SyntheticFaces.of(3).size(32).seed(6);
    faces.writeTo(root.resolve("drawn"));
    TinyFaceset.write(faces, root.resolve("first"));
    TinyFaceset.write(faces, root.resolve("second"));
    assertThat(files("first")).isEqualTo(files("drawn")).hasSize(4);
    assertThat(files("second")).isEqualTo(files("drawn"));
  }

  @Test
  void facesGoIntoAnEmptyFolderOnly() throws IOException, InterruptedException {
    SyntheticFaces faces = SyntheticFaces.of(1).size(32).seed(7);
    TinyFaceset.write(faces, root.resolve("faces"));
    for (SyntheticFaces each :
        new SyntheticFaces[] {faces, SyntheticFaces.of(1).size(32).seed(8)}) {
      assertThatThrownBy(() -> TinyFaceset.write(each, root.resolve("faces")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "drawn faces go into a new or an empty folder, got "
                  + root.resolve("faces")
                  + ", which holds files");
    }
  }

  private Map<String, String> files(String folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(root.resolve(folder))) {
      for (Path file : all.toList()) {
        files.put(
            String.valueOf(file.getFileName()),
            java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
