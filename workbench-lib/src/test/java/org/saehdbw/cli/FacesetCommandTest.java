package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.synthesis.SyntheticFaces;

class FacesetCommandTest {
  private static final Path LONDON = Path.of("../../shared/data/london");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void importsEveryPersonOfTheLondonSet() throws IOException {
    assumeTrue(Files.isDirectory(LONDON), "the London photographs are not here");
    Path faces = folder.resolve("faces");
    int code =
        run(
            "faceset",
            "import",
            LONDON.toString(),
            "--landmarks",
            "tem",
            "--face-type",
            "wf",
            "--size",
            "64",
            "--out",
            faces.toString(),
            "--json");
    assertThat(code).isEqualTo(ExitCode.DONE);
    JsonNode summary = new ObjectMapper().readTree(out.toString());
    assertThat(summary.get("imported")).hasSize(51);
    assertThat(summary.get("without_landmarks")).hasSize(51);
    assertThat(summary.get("bad")).isEmpty();

    out.getBuffer().setLength(0);
    assertThat(run("faceset", "info", faces.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.get("faces").asInt()).isEqualTo(51);
    assertThat(report.at("/face_types/whole_face").asInt()).isEqualTo(51);
    assertThat(report.at("/sizes/64 x 64").asInt()).isEqualTo(51);
  }

  @Test
  void anEmptyFolderHoldsNoFaces() {
    assertThat(run("faceset", "info", folder.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().strip()).isEqualTo(folder.getFileName() + ": 0 faces");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = folder.resolve("none");
    assertThat(run("faceset", "info", missing.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo("workbench faceset info: no such folder: " + missing);
  }

  private int importTo(String name, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> words =
        new ArrayList<>(
            List.of(
                "faceset",
                "import",
                folder.resolve("photos").toString(),
                "--size",
                "64",
                "--out",
                folder.resolve(name).toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  /** Photographs with the points of drawn faces. */
  private Path photographs(int count) throws IOException {
    Path photos = Files.createDirectory(folder.resolve("photos"));
    SyntheticFaces faces = SyntheticFaces.of(count).size(128);
    for (int i = 0; i < count; i++) {
      Files.write(photos.resolve(i + ".jpg"), PictureFiles.encodeJpeg(faces.decode(i), 95));
      StringBuilder points = new StringBuilder();
      for (int k = 0; k < Landmarks.COUNT; k++) {
        Landmarks face = faces.entries().get(i).metadata().landmarks();
        points.append(String.format(Locale.ROOT, "%.3f %.3f%n", face.x(k), face.y(k)));
      }
      Files.writeString(photos.resolve(i + ".txt"), points);
    }
    return photos;
  }

  @Test
  void sameReasonsAreCountedAndOtherKindsNamed() throws IOException {
    Path photos = photographs(6);
    for (int i = 0; i < 5; i++) {
      Files.writeString(
          photos.resolve(i + ".txt"), Files.readString(photos.resolve(i + ".txt")) + "1 2\n");
    }
    Files.writeString(photos.resolve("x.heic"), "");
    Files.writeString(photos.resolve("._0.jpg"), "");
    assertThat(importTo("a", "--landmarks", "txt")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "skipped 5 files, first 0.jpg: 0.txt has 69 points, another template than the 68 of"
                + " iBUG; then 1.jpg, 2.jpg, 3.jpg and 1 more",
            "left out 1 pictures of a kind that is not read: x.heic; these kinds are read: jpg,"
                + " jpeg, png, tif, tiff, bmp, webp, pgm, ppm, pnm",
            "skipped 1 files of the operating system",
            "imported 1, without landmarks 0, bad 5; the faces are in " + folder.resolve("a"));
    assertThat(importTo("a", "--landmarks", "txt")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench faceset import: imported faces go into a new or an empty folder, got "
                + folder.resolve("a")
                + ", which holds 1 files (first 5_0.jpg); --force adds to them and replaces faces"
                + " of the same name");
    assertThat(importTo("a", "--landmarks", "txt", "--force")).isEqualTo(ExitCode.DONE);
    assertThat(importTo("b", "--landmarks", "txt", "--strict")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void importNamesPhotographsWithoutLandmarksAndCountsDoubtfulFaces() throws IOException {
    Path photos = photographs(2);
    Files.delete(photos.resolve("0.txt"));
    String points = Files.readString(photos.resolve("1.txt"));
    Files.writeString(photos.resolve("1.txt"), "y x\n" + points);
    assertThat(importTo("a", "--landmarks", "txt")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "doubtful 1.jpg: the landmarks have left and right, or x and y, exchanged",
            "left out 1 photographs without a .txt file of the same name: 0.jpg",
            "imported 1, without landmarks 1, bad 0, doubtful 1; the faces are in "
                + folder.resolve("a"));
  }

  @Test
  void helpSaysWhatImportNeedsAndReads() {
    assertThat(run("faceset", "import", "--help")).isEqualTo(ExitCode.DONE);
    String help = out.toString().replaceAll("\\s+", " ");
    assertThat(help)
        .contains("This does not find landmarks")
        .contains("Frames without landmarks must be extracted with DeepFaceLab")
        .contains("Photographs that are read: jpg, jpeg, png, tif, tiff, bmp, webp, pgm, ppm, pnm.")
        .contains("--apply-exif-turn")
        .contains("--force");
  }

  @Test
  void infoNamesMixturesLyingFacesAndSubfolders() throws Exception {
    Path faces = folder.resolve("faces");
    SyntheticFaces.of(3).size(128).writeTo(faces);
    DflJpeg first = DflJpeg.read(faces.resolve("000000_0.jpg"));
    Picture upright = PictureFiles.read(faces.resolve("000000_0.jpg"));
    byte[] turned = upright.pixels().clone();
    int pixels = upright.width() * upright.height();
    for (int i = 0; i < pixels; i++) {
      System.arraycopy(upright.pixels(), 3 * i, turned, 3 * (pixels - 1 - i), 3);
    }
    Picture upsideDown = new Picture(upright.width(), upright.height(), 3, turned);
    DflJpeg.write(faces.resolve("lying.jpg"), upsideDown, first.metadata(), 95);
    DflJpeg.write(faces.resolve("gray.jpg"), upright.toGray(), first.metadata(), 95);
    assertThat(run("faceset", "info", faces.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString().lines().toList())
        .contains(
            "lying          1 of 5 faces show a face on its side or upside down against their"
                + " landmarks, first lying.jpg; import the photographs again with"
                + " --apply-exif-turn",
            "gray and colour mixed: 1 pictures have one channel and 4 three; DeepFaceLab's colour"
                + " program cannot read one-channel pictures, \"faceset resize --gray\" makes all"
                + " gray");
    Path people = Files.createDirectory(folder.resolve("people"));
    Files.move(faces, people.resolve("alice"));
    Files.writeString(people.resolve("poster.png"), "");
    out.getBuffer().setLength(0);
    assertThat(run("faceset", "info", people.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().lines().toList())
        .containsExactly(
            "people: 0 faces",
            "left out poster.png: only files whose names end in .jpg carry face data",
            "the subfolders hold 5 pictures, which are not read because the folder has 1 pictures"
                + " of its own; move those away to read each subfolder as a person");
  }

  @Test
  void anUnknownFaceTypeIsAskedWrongly() {
    int code =
        run(
            "faceset",
            "import",
            folder.toString(),
            "--landmarks",
            "tem",
            "--face-type",
            "whole",
            "--out",
            folder.resolve("x").toString());
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString()).contains("face type must be one of").endsWith("got whole\n");
  }

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
