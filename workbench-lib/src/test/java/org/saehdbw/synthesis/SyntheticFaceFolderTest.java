package org.saehdbw.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.Faceset.FaceEntry;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.sources.Facesets;

class SyntheticFaceFolderTest {
  private final SyntheticFaces faces =
      SyntheticFaces.of(9).size(64).seed(11).identities(3, 1).faceType(FaceType.FULL);
  @TempDir private Path folder;

  @Test
  void writtenFacesAreReadAsAFaceset() throws Exception {
    Path out = folder.resolve("a/b");
    faces.writeTo(out);
    Faceset read = Facesets.open(out, 1);
    assertThat(read.rejected()).isEmpty();
    assertThat(read.entries()).hasSize(9);
    for (int i = 0; i < 9; i++) {
      FaceEntry from = faces.entries().get(i);
      FaceEntry back = read.entries().get(i);
      assertThat(back.name()).isEqualTo(from.name());
      assertThat(List.of(back.width(), back.height(), back.channels())).containsExactly(64, 64, 3);
      assertThat(back.metadata().faceType()).isEqualTo(FaceType.FULL);
      assertThat(back.metadata().landmarks()).isEqualTo(from.metadata().landmarks());
      assertThat(meanDifference(read.decode(i), faces.decode(i))).isLessThan(4);
    }
  }

  /** DeepFaceLab's sorts and its recovery of names read these. */
  @ParameterizedTest
  @CsvSource({"half_face", "full_face", "whole_face", "head"})
  void facesSayWhereTheyWereCut(String type) throws Exception {
    SyntheticFaces drawn = SyntheticFaces.of(5).size(96).seed(4).faceType(FaceType.parse(type));
    drawn.writeTo(folder);
    for (int i = 0; i < 5; i++) {
      String name = "00000" + i + "_0.jpg";
      DflJpeg file = DflJpeg.read(folder.resolve(name));
      assertThat(file.dictionary().keySet())
          .containsExactly(
              "face_type",
              "landmarks",
              "source_filename",
              "source_rect",
              "source_landmarks",
              "image_to_face_mat");
      FaceMetadata face = file.metadata();
      assertThat(face.sourceFilename()).contains("00000" + i + ".png");
      Landmarks source = face.sourceLandmarks().orElseThrow();
      Affine cut = face.imageToFace().orElseThrow();
      assertThat(source.map(cut).toArray())
          .containsExactly(face.landmarks().toArray(), within(1e-9));
      Affine asked = Alignment.faceMatrix(source, face.faceType(), 96);
      assertThat(new double[] {cut.m00(), cut.m01(), cut.m02(), cut.m10(), cut.m11(), cut.m12()})
          .containsExactly(
              new double[] {
                asked.m00(), asked.m01(), asked.m02(), asked.m10(), asked.m11(), asked.m12()
              },
              within(1e-9));
      // About as large as it is aligned: nothing is enlarged.
      assertThat(Math.hypot(cut.m00(), cut.m10())).isBetween(0.6, 1.4);
      double[] rect = Alignment.rectangle(source);
      assertThat(face.sourceRect())
          .contains(List.of((int) rect[0], (int) rect[1], (int) rect[2], (int) rect[3]));
      assertThat(drawn.entries().get(i).metadata()).isEqualTo(face);
    }
  }

  @Test
  void grayFacesHaveOneChannel() throws Exception {
    faces.gray().writeTo(folder);
    assertThat(Facesets.open(folder, 1).entries()).allMatch(face -> face.channels() == 1);
  }

  @Test
  void anyNumberOfThreadsWritesTheSameFiles() throws Exception {
    List<Integer> told = new ArrayList<>();
    faces.writeTo(folder.resolve("one"));
    faces.writeTo(folder.resolve("three"), 3, told::add);
    assertThat(told).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    List<Path> files;
    try (var listed = Files.list(folder.resolve("one"))) {
      files = listed.toList();
    }
    assertThat(files).hasSize(10);
    for (Path file : files) {
      Path twin = folder.resolve("three").resolve(file.getFileName());
      assertThat(twin).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void parametersComeBackAsTheyWere() throws Exception {
    faces.writeTo(folder);
    Map<String, FaceParameters> read = SyntheticParameters.read(folder);
    assertThat(read.keySet())
        .containsExactlyElementsOf(faces.entries().stream().map(FaceEntry::name).toList());
    List<FaceParameters> values = List.copyOf(read.values());
    for (int i = 0; i < 9; i++) {
      assertThat(values.get(i)).isEqualTo(faces.parameters(i));
    }
    String first = Files.readAllLines(folder.resolve("faces.jsonl")).get(0);
    assertThat(first)
        .startsWith("{\"file\":\"000000_0.jpg\",\"identity\":3,\"yaw\":")
        .contains(",\"eyes_open\":")
        .contains(",\"light_azimuth\":")
        .endsWith(",\"seed\":" + faces.parameters(0).seed() + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "[1]! must be a JSON object, got [1]",
        "{\"identity\":1}! must name the picture's file, got {\"identity\":1}",
        "{\"file\":7}! must name the picture's file, got {\"file\":7}",
      })
  void aBadLineIsNamed(String line, String reason) throws Exception {
    Path file = folder.resolve("faces.jsonl");
    Files.writeString(file, line + "\n");
    assertThatThrownBy(() -> SyntheticParameters.read(folder))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(file + " line 1: " + reason);
  }

  @Test
  void valuesOutOfRangeMissingOrTwiceAreNamed() throws Exception {
    faces.writeTo(folder);
    Path file = folder.resolve("faces.jsonl");
    List<String> lines = Files.readAllLines(file);
    String second = lines.get(1);
    bad(file, lines, second.replace("\"identity\":1", "\"identity\":9"))
        .hasMessage(file + " line 2: identity must be from 0 to 7, got 9");
    bad(file, lines, lines.get(0)).hasMessage(file + " line 2: 000000_0.jpg came before");
    bad(file, lines, second.replaceAll(",\"seed\":[-0-9]+", ""))
        .hasMessageStartingWith(file + " line 2: ")
        .hasMessageContaining("'seed'");
    bad(file, lines, second.replace("{", "{\"grin\":1,"))
        .hasMessageStartingWith(file + " line 2: ")
        .hasMessageContaining("\"grin\"");
    bad(file, lines, "{\"file\":\"a\"").hasMessageStartingWith(file + " line 2: ");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ?> bad(
      Path file, List<String> lines, String line) throws Exception {
    Files.writeString(file, lines.get(0) + "\n" + line + "\n");
    return assertThatThrownBy(() -> SyntheticParameters.read(folder))
        .isInstanceOf(FaceFileException.class);
  }

  @Test
  void nothingIsMixedIntoOtherFiles() throws Exception {
    Files.writeString(folder.resolve("mine.txt"), "x");
    assertThatThrownBy(() -> faces.writeTo(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "drawn faces go into a new or an empty folder, got " + folder + ", which holds files");
    assertThatThrownBy(() -> faces.writeTo(folder.resolve("new"), 0, told -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads must be from 1 to 64, got 0");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  private static double meanDifference(Picture a, Picture b) {
    long sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += Math.abs((a.pixels()[i] & 255) - (b.pixels()[i] & 255));
    }
    return (double) sum / a.pixels().length;
  }
}
