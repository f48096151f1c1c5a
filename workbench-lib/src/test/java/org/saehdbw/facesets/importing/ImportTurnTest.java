package org.saehdbw.facesets.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceLikeness;
import org.saehdbw.faces.LandmarkDoubt;
import org.saehdbw.faces.LandmarkOps;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.PhotoFolder;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.ExifTurn;
import org.saehdbw.pictures.FaceCut;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.TestFaces;

class ImportTurnTest {
  private static final Path LONDON = Path.of("../../shared/data/london");

  /** The orientation that undoes each one. */
  private static final int[] BACK = {0, 1, 2, 3, 4, 5, 8, 7, 6};

  @TempDir Path folder;

  private static byte[] exif(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
    tiff.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
    return tiff.array();
  }

  /** Puts EXIF data with an orientation behind a JPEG's first two bytes. */
  private static byte[] jpeg(byte[] file, int orientation) throws IOException {
    byte[] exif = exif(orientation);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, 2);
    out.write(
        ByteBuffer.allocate(4)
            .putShort((short) 0xFFE1)
            .putShort((short) (8 + exif.length))
            .array());
    out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    out.write(exif);
    out.write(file, 2, file.length - 2);
    return out.toByteArray();
  }

  private static byte[] png(byte[] file, int orientation) throws IOException {
    byte[] exif = exif(orientation);
    byte[] body = new byte[4 + exif.length];
    System.arraycopy("eXIf".getBytes(StandardCharsets.US_ASCII), 0, body, 0, 4);
    System.arraycopy(exif, 0, body, 4, exif.length);
    CRC32 sum = new CRC32();
    sum.update(body);
    int header = 8 + 25;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, header);
    out.write(ByteBuffer.allocate(4).putInt(exif.length).array());
    out.write(body);
    out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    out.write(file, header, file.length - header);
    return out.toByteArray();
  }

  private static String pts(Landmarks points) {
    StringBuilder text = new StringBuilder("{\n");
    for (int i = 0; i < Landmarks.COUNT; i++) {
      text.append(String.format(Locale.ROOT, "%.4f %.4f%n", points.x(i) + 1, points.y(i) + 1));
    }
    return text.append("}\n").toString();
  }

  /** A picture without a face: left and top are dark. */
  private static Picture ramps(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 % width / 2 + i / 3 / width / 4);
    }
    return new Picture(width, height, 3, pixels);
  }

  @Test
  void turnsBackEveryOrientation() {
    Picture picture = ramps(20, 12);
    for (int orientation = 1; orientation <= 8; orientation++) {
      ExifTurn turn = new ExifTurn(orientation);
      Picture turned = turn.apply(picture);
      assertThat(turned.width())
          .isEqualTo(turn.width(picture))
          .isEqualTo(orientation > 4 ? 12 : 20);
      Picture back = new ExifTurn(BACK[orientation]).apply(turned);
      assertThat(back.pixels()).as("orientation " + orientation).isEqualTo(picture.pixels());
    }
    // EXIF: for 6 the stored first row is the right column of what is shown.
    assertThat(new ExifTurn(6).apply(new Picture(2, 1, 1, new byte[] {1, 2})).pixels())
        .containsExactly(1, 2);
    assertThat(new ExifTurn(6).apply(new Picture(1, 2, 1, new byte[] {1, 2})).pixels())
        .containsExactly(2, 1);
    assertThat(new ExifTurn(8).apply(new Picture(1, 2, 1, new byte[] {1, 2})).pixels())
        .containsExactly(1, 2);
    assertThat(new ExifTurn(7).apply(new Picture(2, 1, 1, new byte[] {1, 2})).pixels())
        .containsExactly(2, 1);
  }

  @Test
  void findsTheOrientationInJpegAndPng() throws Exception {
    Picture picture = ramps(32, 32);
    for (int orientation = 1; orientation <= 8; orientation++) {
      ExifTurn turn = new ExifTurn(orientation);
      assertThat(ExifTurn.of(jpeg(PictureFiles.encodeJpeg(picture, 90), orientation)))
          .isEqualTo(turn);
      byte[] png = png(PictureFiles.encodePng(picture), orientation);
      assertThat(ExifTurn.of(png)).isEqualTo(turn);
      assertThat(PictureFiles.decode(png).pixels()).isEqualTo(picture.pixels());
    }
    assertThat(ExifTurn.of(PictureFiles.encodePng(picture))).isEqualTo(ExifTurn.NONE);
  }

  /** Where the pixels show no face, the landmarks' own direction decides. */
  @Test
  void namesLandmarksOfTheTurnedPictureWithoutAFace() throws Exception {
    Path photos = Files.createDirectories(folder.resolve("photos"));
    Landmarks shown = TestFaces.frontal(256).map(new Affine(1, 0, 60, 0, 1, 100));
    for (int orientation : new int[] {1, 3, 4, 5, 6, 7, 8}) {
      Picture stored = new ExifTurn(BACK[orientation]).apply(flat(400, 440));
      Files.write(
          photos.resolve(orientation + ".jpg"),
          jpeg(PictureFiles.encodeJpeg(stored, 95), orientation));
      Files.writeString(photos.resolve(orientation + ".pts"), pts(shown));
    }
    ImportSummary summary = FacesetImport.of(photos).size(64).to(folder.resolve("out"));
    assertThat(summary.imported()).containsExactly("1_0.jpg");
    assertThat(summary.turnNeeded().size()).isEqualTo(6);
    assertThat(summary.bad().get(3))
        .isEqualTo(
            new Faceset.RejectedFile(
                "6.jpg",
                "6.pts belongs to the picture as its EXIF orientation shows it (turned by 90"
                    + " degrees clockwise), not as it is stored; --apply-exif-turn turns the"
                    + " picture first"));
  }

  private static Picture flat(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    java.util.Arrays.fill(pixels, (byte) 120);
    return new Picture(width, height, 3, pixels);
  }

  private record Photo(String name, Picture picture, Landmarks points) {}

  /** All photographs, or every third where the run is to be short. */
  private static List<Photo> london() throws Exception {
    assumeTrue(Files.isDirectory(LONDON), "the London set is not beside the repository");
    List<Photo> photos = new ArrayList<>();
    try (var files = Files.list(LONDON)) {
      int number = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".tem")).sorted().toList()) {
        if (!Amount.isFull() && number++ % 3 != 0) {
          continue;
        }
        String stem = PhotoFolder.stemOf(file);
        photos.add(
            new Photo(
                stem,
                PictureFiles.read(LONDON.resolve(stem + ".jpg")),
                LandmarkFormat.TEM.read(file)));
      }
    }
    return photos;
  }

  private Path write(List<Photo> photos, int orientation, boolean turnPicture, boolean turnPoints)
      throws IOException {
    Path to = Files.createTempDirectory(folder, "photos");
    ExifTurn back = new ExifTurn(BACK[orientation]);
    for (Photo photo : photos) {
      Picture stored = turnPicture ? back.apply(photo.picture()) : photo.picture();
      Files.write(
          to.resolve(photo.name() + ".jpg"),
          jpeg(PictureFiles.encodeJpeg(stored, 95), orientation));
      Landmarks points = photo.points();
      if (turnPoints) {
        points = points.map(back.map(photo.picture().width(), photo.picture().height()));
        points = orientation % 2 == (orientation > 4 ? 1 : 0) ? swapped(points) : points;
      }
      Files.writeString(to.resolve(photo.name() + ".pts"), pts(points));
    }
    return to;
  }

  /** The points of a face that is seen mirrored: left and right change their numbers. */
  private static Landmarks swapped(Landmarks points) {
    return LandmarkOps.mirror(points, 1).map(new Affine(-1, 0, 0, 0, 1, 0));
  }

  @Test
  void findsEveryOrientationOfRealPhotographs() throws Exception {
    List<Photo> photos = london();
    Path plain = folder.resolve("plain");
    FacesetImport.of(write(photos, 1, false, false)).size(64).to(plain);
    int missed = 0;
    for (int orientation = 2; orientation <= 8; orientation++) {
      FacesetImport asked = FacesetImport.of(write(photos, orientation, true, false)).size(64);
      Path out = folder.resolve("without" + orientation);
      missed += photos.size() - asked.to(out).turnNeeded().size();
      Path turned = folder.resolve("turned" + orientation);
      ImportSummary summary = asked.applyExifTurn(true).to(turned);
      assertThat(summary.imported()).hasSize(photos.size());
      assertThat(summary.turned().size())
          .as("orientation " + orientation)
          .isGreaterThanOrEqualTo(photos.size() - 2);
      String first = summary.imported().get(0);
      DflJpeg face = DflJpeg.read(turned.resolve(first));
      DflJpeg expected = DflJpeg.read(plain.resolve(first));
      assertThat(face.metadata().landmarks()).isEqualTo(expected.metadata().landmarks());
      assertThat(
              meanDifference(
                  PictureFiles.read(turned.resolve(first)),
                  PictureFiles.read(plain.resolve(first))))
          .isLessThan(4);
    }
    assertThat(missed).as("of 119, or of 357").isLessThanOrEqualTo(Amount.isFull() ? 3 : 1);
  }

  /** Landmarks of the stored picture, as DeepFaceLab has them, and orientations that are stale. */
  @Test
  void acceptsLandmarksOfTheStoredPicture() throws Exception {
    List<Photo> photos = london();
    int falseAlarms = 0;
    for (int orientation = 2; orientation <= 8; orientation++) {
      ImportSummary right =
          FacesetImport.of(write(photos, orientation, true, true))
              .size(64)
              .to(folder.resolve("right" + orientation));
      ImportSummary stale =
          FacesetImport.of(write(photos, orientation, false, false))
              .size(64)
              .to(folder.resolve("stale" + orientation));
      falseAlarms +=
          right.turnNeeded().size()
              + stale.turnNeeded().size()
              + right.doubtful().size()
              + stale.doubtful().size();
    }
    assertThat(falseAlarms).as("of 238, or of 714").isLessThanOrEqualTo(Amount.isFull() ? 4 : 2);
  }

  /** Faces that are really tilted, and pictures whose EXIF data were lost. */
  @Test
  void tellsTiltedFacesFromTurnedPictures() throws Exception {
    int doubtful = 0;
    int found = 0;
    List<Photo> photos = london();
    for (Photo photo : photos) {
      for (int degrees = 15; degrees < 360; degrees += 45) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        Affine tilt =
            new Affine(
                cos, -sin, 256 - 256 * cos + 256 * sin, sin, cos, 256 - 256 * sin - 256 * cos);
        Picture tilted = FaceCut.of(photo.picture(), tilt, 512);
        doubtful += LandmarkDoubt.of(tilted, photo.points().map(tilt)).isPresent() ? 1 : 0;
      }
      Picture lying = new ExifTurn(8).apply(photo.picture());
      found += LandmarkDoubt.of(lying, photo.points()).isPresent() ? 1 : 0;
    }
    assertThat(doubtful).as("of 136, or of 408").isZero();
    assertThat(found).as("of 17, or of 51").isGreaterThanOrEqualTo(photos.size() * 4 / 5);
  }

  private static double meanDifference(Picture first, Picture second) {
    double sum = 0;
    for (int i = 0; i < first.pixels().length; i++) {
      sum += Math.abs((first.pixels()[i] & 0xFF) - (second.pixels()[i] & 0xFF));
    }
    return sum / first.pixels().length;
  }

  @Test
  void theShareOfAFacesLandmarksThatLookLikeOne() throws Exception {
    List<Double> likeness = new ArrayList<>();
    for (Photo photo : london()) {
      likeness.add(FaceLikeness.of(photo.picture(), photo.points()));
    }
    likeness.sort(null);
    assertThat(likeness.get(likeness.size() / 2)).isEqualTo(0.9, within(0.15));
    assertThat(likeness.get(2)).isGreaterThan(0.3);
  }
}
