package org.saehdbw.facesets.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.sources.Facesets;
import org.saehdbw.testing.TestFaces;

class FacesetImportTest {
  private static final Path DATA = Path.of("../../shared/data");

  @TempDir Path folder;

  private Path photos() throws IOException {
    return Files.createDirectories(folder.resolve("photos"));
  }

  /** A photograph whose blue is its x, green its y (both scaled to 0..250) and red 40. */
  private static Picture ramps(int side) {
    byte[] pixels = new byte[side * side * 3];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        pixels[3 * (y * side + x)] = (byte) Math.round(250.0 * x / side);
        pixels[3 * (y * side + x) + 1] = (byte) Math.round(250.0 * y / side);
        pixels[3 * (y * side + x) + 2] = 40;
      }
    }
    return new Picture(side, side, 3, pixels);
  }

  private static Landmarks inPhoto(int side) {
    // A quarter of the photograph on each side, turned by a few degrees.
    double zoom = side / 512.0;
    return TestFaces.frontal(256)
        .map(new Affine(zoom, 0.1 * zoom, 120 * zoom, -0.1 * zoom, zoom, 140 * zoom));
  }

  private static String pts(Landmarks landmarks) {
    StringBuilder text = new StringBuilder("version: 1\nn_points:  68\n{\n");
    for (int i = 0; i < Landmarks.COUNT; i++) {
      text.append(
          String.format(Locale.ROOT, "%.6f %.6f%n", landmarks.x(i) + 1, landmarks.y(i) + 1));
    }
    return text.append("}\n").toString();
  }

  @Test
  void cutsThePixelsThatTheMatrixNames() throws Exception {
    for (int side : new int[] {256, 512, 1536}) {
      Path photo = photos().resolve("p.jpg");
      Files.write(photo, PictureFiles.encodeJpeg(ramps(side), 100));
      Files.writeString(photos().resolve("p.pts"), pts(inPhoto(side)));
      Path out = folder.resolve("out" + side);
      FacesetImport.of(photos()).faceType(FaceType.FULL).size(128).quality(100).to(out);
      Faceset faces = Facesets.open(out, 1);
      FaceMetadata face = faces.entries().get(0).metadata();
      Picture cut = faces.decode(0);
      Affine back = face.imageToFace().orElseThrow().inverse();
      double error = 0;
      for (int y = 8; y < 120; y++) {
        for (int x = 8; x < 120; x++) {
          double wanted = 250 * back.mapX(x, y) / side;
          error += ((cut.pixels()[3 * (y * 128 + x)] & 0xFF) - wanted) / (112 * 112);
        }
      }
      // A whole pixel of shift would show as about 1.
      assertThat(error).as("side " + side).isEqualTo(0, within(0.15));
    }
  }

  @Test
  void writesFullMetadata() throws Exception {
    Files.write(photos().resolve("anna 1.jpg"), PictureFiles.encodeJpeg(ramps(512), 95));
    Files.writeString(photos().resolve("anna 1.pts"), pts(inPhoto(512)));
    Path out = folder.resolve("out");
    ImportSummary summary =
        FacesetImport.of(photos()).faceType(FaceType.WHOLE).size(192).gray(true).to(out);
    assertThat(summary)
        .isEqualTo(
            new ImportSummary(
                List.of("anna 1_0.jpg"),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0));
    DflJpeg file = DflJpeg.read(out.resolve("anna 1_0.jpg"));
    assertThat(file.channels()).isEqualTo(1);
    assertThat(file.width()).isEqualTo(192);
    assertThat(file.dictionary().keySet())
        .containsExactly(
            "face_type",
            "landmarks",
            "source_filename",
            "source_rect",
            "source_landmarks",
            "image_to_face_mat");
    FaceMetadata face = file.metadata();
    assertThat(face.faceType()).isEqualTo(FaceType.WHOLE);
    assertThat(face.sourceFilename()).contains("anna 1.jpg");
    Landmarks source = face.sourceLandmarks().orElseThrow();
    assertThat(source.toArray()).containsExactly(inPhoto(512).toArray(), within(1e-5));
    assertThat(face.imageToFace()).contains(Alignment.faceMatrix(source, FaceType.WHOLE, 192));
    assertThat(face.landmarks()).isEqualTo(source.map(face.imageToFace().orElseThrow()));
    double[] rect = Alignment.rectangle(source);
    assertThat(face.sourceRect())
        .contains(List.of((int) rect[0], (int) rect[1], (int) rect[2], (int) rect[3]));
  }

  @Test
  void namesEveryFileThatItLeavesOut() throws Exception {
    Picture photo = ramps(512);
    byte[] jpeg = PictureFiles.encodeJpeg(photo, 95);
    for (String name : List.of("good", "bare", "few", "far", "text", "open")) {
      Files.write(photos().resolve(name + ".jpg"), jpeg);
    }
    String points = pts(inPhoto(512));
    for (String name : List.of("good", "half", "fake")) {
      Files.writeString(photos().resolve(name + ".pts"), points);
    }
    Files.write(photos().resolve("half.jpg"), Arrays.copyOf(jpeg, jpeg.length / 2));
    Files.writeString(photos().resolve("fake.png"), "no picture");
    Files.write(photos().resolve("good.jpeg"), jpeg);
    Files.writeString(photos().resolve("few.pts"), "n_points: 1\n{\n1 2\n}\n");
    Files.writeString(photos().resolve("open.pts"), "1 2\n");
    Files.writeString(photos().resolve("text.pts"), points.replaceFirst("\\{\n\\S+", "{\nx"));
    Landmarks far = inPhoto(512).map(new Affine(1, 0, 900, 0, 1, 0));
    Files.writeString(photos().resolve("far.pts"), pts(far));
    ImportSummary summary = FacesetImport.of(photos()).to(folder.resolve("out"));
    assertThat(summary.imported()).containsExactly("good_0.jpg");
    assertThat(summary.withoutLandmarks()).containsExactly("bare.jpg");
    assertThat(summary.bad())
        .extracting(file -> file.name() + ": " + file.reason())
        .containsExactly(
            "fake.png: not a picture that can be decoded",
            "far.jpg: 68 of the 68 points in far.pts lie outside of the picture of 512 x 512"
                + " pixels",
            "few.jpg: few.pts has 1 points, another template than the 68 of iBUG",
            "good.jpg: another picture called good came before",
            "half.jpg: the JPEG is cut off: its " + jpeg.length / 2 + " bytes have no end marker",
            "open.jpg: open.pts has 1 points, another template than the 68 of iBUG",
            "text.jpg: text.pts must have two numbers in line 4");
  }

  @Test
  void refusesImpossibleRequests() throws Exception {
    Path photos = photos();
    assertThatThrownBy(() -> FacesetImport.of(photos).to(folder.resolve("out")))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            photos
                + " holds no pictures that can be read; import needs photographs (jpg, jpeg, png,"
                + " tif, tiff, bmp, webp, pgm, ppm, pnm) with .pts files beside them");
    assertThatThrownBy(() -> FacesetImport.of(photos).to(photos))
        .hasMessage("faces must go into another folder than " + photos);
    assertThatThrownBy(() -> FacesetImport.of(photos).size(8))
        .hasMessage("size must be from 16 to 2048, got 8");
    assertThatThrownBy(() -> FacesetImport.of(photos).faceType(FaceType.MARK_ONLY))
        .hasMessage("face type mark_only has no crop; use h, mf, f, wf or head");
    assertThatThrownBy(() -> LandmarkFormat.parse("xml"))
        .hasMessage("landmarks must be one of pts, txt, csv, json, tem; got xml");
  }

  @Test
  void readsLandmarksWithAMarkAndRefusesOtherEncodings() throws Exception {
    String points = pts(inPhoto(512));
    Files.write(photos().resolve("a.jpg"), PictureFiles.encodeJpeg(ramps(512), 95));
    Files.writeString(photos().resolve("a.pts"), "\uFEFF" + points);
    Files.write(photos().resolve("b.jpg"), PictureFiles.encodeJpeg(ramps(512), 95));
    Files.write(
        photos().resolve("b.pts"), points.getBytes(java.nio.charset.StandardCharsets.UTF_16));
    ImportSummary summary = FacesetImport.of(photos()).size(64).to(folder.resolve("out"));
    assertThat(summary.imported()).containsExactly("a_0.jpg");
    assertThat(summary.bad())
        .containsExactly(
            new Faceset.RejectedFile(
                "b.jpg", "b.pts is not text in UTF-8 or ASCII; save it as UTF-8"));
  }

  @Test
  void derivesTheKnownAnchorsOfTheLondonTemplate() {
    double[] template = new double[2 * LondonTemplate.POINTS];
    for (int i = 0; i < LondonTemplate.POINTS; i++) {
      template[2 * i] = 10 * i;
      template[2 * i + 1] = -i;
    }
    Landmarks face = LondonTemplate.toLandmarks(template);
    int[][] anchors = {{36, 18}, {39, 22}, {42, 23}, {45, 27}, {48, 87}, {54, 93}, {8, 129}};
    for (int[] anchor : anchors) {
      assertThat(face.x(anchor[0])).isEqualTo(10.0 * anchor[1], within(1e-9));
      assertThat(face.y(anchor[0])).isEqualTo(-anchor[1], within(1e-9));
    }
    // Between points 52 and 58, and two thirds of the way from 29 to 30.
    assertThat(face.x(28)).isEqualTo(550, within(1e-9));
    assertThat(face.x(40)).isEqualTo((290 + 600) / 3.0, within(1e-9));
    // The jaw begins 35 % down from point 109 to point 110.
    assertThat(face.x(0)).isEqualTo(1093.5, within(1e-9));
  }

  private void photograph(String name, Picture picture, Landmarks points) throws IOException {
    byte[] file =
        name.endsWith(".png")
            ? PictureFiles.encodePng(picture)
            : PictureFiles.encodeJpeg(picture, 95);
    Files.write(photos().resolve(name), file);
    Files.writeString(
        photos().resolve(name.substring(0, name.lastIndexOf('.')) + ".pts"), pts(points));
  }

  @Test
  void grayPhotographsBecomeThreeChannelsUnlessGrayIsAsked() throws Exception {
    Picture colour = ramps(512);
    photograph("c.jpg", colour, inPhoto(512));
    photograph("g.jpg", colour.toGray(), inPhoto(512));
    photograph("p.png", colour.toGray(), inPhoto(512));
    FacesetImport asked = FacesetImport.of(photos()).size(64);
    for (boolean gray : new boolean[] {false, true}) {
      Path out = folder.resolve("out" + gray);
      asked.gray(gray).to(out);
      assertThat(Facesets.open(out, 1).entries())
          .extracting(Faceset.FaceEntry::channels)
          .containsExactly(gray ? new Integer[] {1, 1, 1} : new Integer[] {3, 3, 3});
    }
    Picture repeated = PictureFiles.decode(Files.readAllBytes(folder.resolve("outfalse/g_0.jpg")));
    int most = 0;
    for (int i = 0; i < repeated.pixels().length; i += 3) {
      most = Math.max(most, Math.abs(repeated.pixels()[i] - repeated.pixels()[i + 2]));
    }
    assertThat(most).isZero();
  }

  @Test
  void namesPicturesOfOtherKindsAndCountsFilesOfTheSystem() throws Exception {
    photograph("a.jpg", ramps(512), inPhoto(512));
    for (String name :
        List.of("b.heic", "c.GIF", "._a.jpg", ".DS_Store", "Thumbs.db", "notes.md")) {
      Files.writeString(photos().resolve(name), "x");
    }
    Files.createDirectories(photos().resolve("__MACOSX"));
    ImportSummary summary = FacesetImport.of(photos()).size(64).to(folder.resolve("out"));
    assertThat(summary.imported()).containsExactly("a_0.jpg");
    assertThat(summary.withoutLandmarks()).isEmpty();
    assertThat(summary.notRead()).containsExactly("b.heic", "c.GIF");
    assertThat(summary.stray()).isEqualTo(4);
  }

  @Test
  void readsTheOtherKindsOfPictures() throws Exception {
    Picture picture = ramps(512);
    org.opencv.core.Mat pixels = OpenCv.toMat(picture);
    for (String kind : List.of("bmp", "webp", "tif", "tiff", "ppm", "pgm", "pnm", "png", "jpeg")) {
      org.opencv.core.MatOfByte file = new org.opencv.core.MatOfByte();
      org.opencv.core.Mat stored = kind.equals("pgm") ? OpenCv.toMat(picture.toGray()) : pixels;
      org.opencv.imgcodecs.Imgcodecs.imencode("." + kind, stored, file);
      Files.write(photos().resolve(kind + "." + kind.toUpperCase(Locale.ROOT)), file.toArray());
      Files.writeString(photos().resolve(kind + ".pts"), pts(inPhoto(512)));
    }
    ImportSummary summary = FacesetImport.of(photos()).size(64).to(folder.resolve("out"));
    assertThat(summary.bad()).isEmpty();
    assertThat(summary.imported())
        .containsExactly(
            "bmp_0.jpg",
            "jpeg_0.jpg",
            "pgm_0.jpg",
            "png_0.jpg",
            "pnm_0.jpg",
            "ppm_0.jpg",
            "tif_0.jpg",
            "tiff_0.jpg",
            "webp_0.jpg");
    Picture face = PictureFiles.read(folder.resolve("out/bmp_0.jpg"));
    Picture same = PictureFiles.read(folder.resolve("out/tif_0.jpg"));
    assertThat(same.pixels()).isEqualTo(face.pixels());
  }

  @Test
  void neverWritesOverFacesUnlessAsked() throws Exception {
    photograph("a.jpg", ramps(512), inPhoto(512));
    photograph("b.jpg", ramps(512), inPhoto(512));
    Path out = folder.resolve("out");
    FacesetImport.of(photos()).size(64).to(out);
    byte[] before = Files.readAllBytes(out.resolve("a_0.jpg"));
    FacesetImport gray = FacesetImport.of(photos()).size(32).gray(true);
    assertThatThrownBy(() -> gray.to(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "imported faces go into a new or an empty folder, got "
                + out
                + ", which holds 2 files (first a_0.jpg); --force adds to them and replaces faces"
                + " of the same name");
    assertThat(Files.readAllBytes(out.resolve("a_0.jpg"))).isEqualTo(before);
    Path file = out.resolve("b_0.jpg");
    assertThatThrownBy(() -> gray.to(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("imported faces go into a folder, got the file " + file);
    assertThat(gray.force(true).to(out).imported()).hasSize(2);
    assertThat(DflJpeg.read(out.resolve("a_0.jpg")).width()).isEqualTo(32);
  }

  @Test
  void neverWritesFacesTwiceBesideRenamedOnes() throws Exception {
    photograph("a.jpg", ramps(512), inPhoto(512));
    photograph("b.jpg", ramps(512), inPhoto(512));
    Path out = folder.resolve("out");
    FacesetImport asked = FacesetImport.of(photos()).size(64);
    asked.to(out);
    Files.move(out.resolve("a_0.jpg"), out.resolve("00001.jpg"));
    Files.move(out.resolve("b_0.jpg"), out.resolve("00000.jpg"));
    assertThatThrownBy(() -> asked.force(true).to(out))
        .hasMessage(
            out
                + " holds 2 faces of these photographs under other names (first 00000.jpg, of"
                + " b.jpg), so they would be there twice; \"faceset sort "
                + out
                + " --undo\" gives them their names back, or import into another folder");
    try (var files = Files.list(out)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void importsTheLondonSet() throws Exception {
    Path london = DATA.resolve("london");
    assumeTrue(Files.isDirectory(london), "the London set is not beside the repository");
    Path out = folder.resolve("london");
    FacesetImport request = FacesetImport.of(london).landmarks(LandmarkFormat.TEM);
    ImportSummary summary = request.faceType(FaceType.WHOLE).size(256).to(out);
    assertThat(summary.imported()).hasSize(51);
    assertThat(summary.withoutLandmarks()).hasSize(51).allMatch(name -> name.endsWith("_08.jpg"));
    assertThat(summary.bad()).isEmpty();
    Faceset faces = Facesets.open(out, 2);
    assertThat(faces.entries()).hasSize(51);
    for (Faceset.FaceEntry face : faces.entries()) {
      HeadPose pose = HeadPose.of(face.metadata().landmarks(), face.width());
      assertThat(Math.toDegrees(pose.yaw())).as(face.name()).isBetween(-12.0, 12.0);
      Landmarks points = face.metadata().landmarks();
      // Frontal faces lie about the middle of the crop; the left jaw mirrors the right one.
      assertThat((points.x(36) + points.x(45)) / 2).as(face.name()).isBetween(118.0, 138.0);
      assertThat(points.x(0) + points.x(16)).as(face.name()).isBetween(230.0, 282.0);
      assertThat(points.y(8)).as(face.name()).isGreaterThan(points.y(57));
    }
  }

  @Test
  void namesATemplateThatItDoesNotKnow() throws Exception {
    Path lisa = DATA.resolve("lisa");
    assumeTrue(Files.isDirectory(lisa), "lisa's photographs are not beside the repository");
    ImportSummary summary =
        FacesetImport.of(lisa).landmarks(LandmarkFormat.TEM).to(folder.resolve("lisa"));
    assertThat(summary.imported()).isEmpty();
    assertThat(summary.bad()).hasSize(4);
    assertThat(summary.bad().get(0))
        .isEqualTo(
            new Faceset.RejectedFile(
                "lisa1.jpg",
                "lisa1.tem has 106 points, another template than the 189 of the London set's"
                    + " template"));
  }
}
