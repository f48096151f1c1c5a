package org.saehdbw.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.FacesetReport;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;
import org.saehdbw.pictures.JpegTurn;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.testing.FacesetFixtures;

/** JPEG files as other programs write them. */
class JpegVariantsTest {
  @TempDir private Path folder;

  private static byte[] fixture(String name) throws IOException {
    return Files.readAllBytes(FacesetFixtures.path("dflimg/" + name));
  }

  /** Puts bytes behind the start marker, or before another place. */
  private static byte[] insert(byte[] file, int at, byte[] more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, at);
    out.writeBytes(more);
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"no_metadata_restart_interval.jpg", "head_progressive_p3.jpg", "no_metadata.jpg"})
  void takesFaceDataAndKeepsThePicture(String name) throws Exception {
    byte[] file = fixture(name);
    FaceMetadata face = DflJpeg.parse(fixture("wf_color_p3.jpg")).metadata();
    DflJpeg written = DflJpeg.parse(file).withMetadata(face);
    DflJpeg read = DflJpeg.parse(written.toBytes());
    assertThat(read.metadata().landmarks()).isEqualTo(face.landmarks());
    Picture before = PictureFiles.decode(file);
    Picture after = PictureFiles.decode(read.toBytes());
    assertThat(after.pixels()).isEqualTo(before.pixels());
    assertThat(read.width()).isEqualTo(before.width());
    assertThat(read.height()).isEqualTo(before.height());
  }

  @Test
  void fillBytesBeforeMarkersAreRead() throws Exception {
    byte[] file = fixture("wf_color_p3.jpg");
    DflJpeg plain = DflJpeg.parse(file);
    byte[] filled = file;
    byte[] fill = {-1, -1, -1};
    for (int i = plain.segments().size() - 2; i > 0; i--) {
      filled = insert(filled, plain.segments().get(i).start(), fill);
    }
    DflJpeg read = DflJpeg.parse(filled);
    assertThat(read.segments()).hasSize(plain.segments().size());
    assertThat(read.metadata().landmarks()).isEqualTo(plain.metadata().landmarks());
    assertThat(PictureFiles.decode(filled).pixels()).isEqualTo(PictureFiles.decode(file).pixels());
    DflJpeg again = read.withMetadata(read.metadata());
    assertThat(again.metadata().landmarks()).isEqualTo(plain.metadata().landmarks());
    assertThat(PictureFiles.decode(again.toBytes()).pixels())
        .isEqualTo(PictureFiles.decode(file).pixels());
  }

  @Test
  void cmykIsRefusedByName() throws Exception {
    byte[] file = fixture("wf_color_p3.jpg");
    DflJpeg plain = DflJpeg.parse(file);
    JpegLayout.Segment frame =
        plain.segments().stream()
            .filter(JpegLayout.Segment::isFrameHeader)
            .findFirst()
            .orElseThrow();
    byte[] cmyk = insert(file, frame.end(), new byte[] {4, 0x11, 0});
    cmyk[frame.start() + 3] += 3;
    cmyk[frame.start() + 9] = 4;
    String message =
        "a CMYK picture (4 components); only gray and RGB pictures are read, save it as RGB";
    assertThatThrownBy(() -> DflJpeg.parse(cmyk))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(message);
    Path stored = folder.resolve("print.jpg");
    Files.write(stored, cmyk);
    assertThatThrownBy(() -> DflJpeg.read(stored)).hasMessage(stored + ": " + message);
    assertThat(FacesetFolder.scan(folder, 1).rejected())
        .containsExactly(new Faceset.RejectedFile("print.jpg", message));
  }

  @Test
  void twoChannelsAreRefused() throws Exception {
    byte[] file = fixture("wf_color_p3.jpg");
    int at =
        DflJpeg.parse(file).segments().stream()
            .filter(JpegLayout.Segment::isFrameHeader)
            .findFirst()
            .orElseThrow()
            .start();
    file[at + 9] = 2;
    assertThatThrownBy(() -> DflJpeg.parse(file))
        .hasMessage(
            "a picture must have sides of at least 1 and 1 or 3 channels, got 256 x 256 x 2");
  }

  /** A TIFF header with one directory of one entry, the orientation. */
  private static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    tiff.putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteBuffer segment = ByteBuffer.allocate(4 + 6 + 26);
    segment.putShort((short) 0xFFE1).putShort((short) (2 + 6 + 26));
    segment.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff.array());
    return segment.array();
  }

  @ParameterizedTest
  @CsvSource({"true, 6, 6", "false, 3, 3", "true, 1, 1", "true, 9, 1", "false, 0, 1"})
  void findsACamerasTurn(boolean little, int stored, int found) throws Exception {
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    byte[] file = insert(fixture("wf_color_p3.jpg"), 2, exif(order, stored));
    assertThat(JpegTurn.of(file, JpegLayout.of(file))).isEqualTo(found);
  }

  @Test
  void damagedCameraDataAreUpright() throws Exception {
    byte[] exif = exif(ByteOrder.LITTLE_ENDIAN, 6);
    // The marker, "Exif", a header of 8 bytes, a count, and the entry that matters.
    int entryEnd = 4 + 6 + 8 + 2 + 12;
    for (int length = 4; length < entryEnd; length++) {
      byte[] cut = Arrays.copyOf(exif, length);
      cut[3] = (byte) (length - 2);
      byte[] file = insert(fixture("wf_color_p3.jpg"), 2, cut);
      assertThat(JpegTurn.of(file, JpegLayout.of(file))).isEqualTo(1);
    }
    byte[] far = exif.clone();
    Arrays.fill(far, 14, 18, (byte) 0xFF);
    byte[] file = insert(fixture("wf_color_p3.jpg"), 2, far);
    assertThat(JpegTurn.of(file, JpegLayout.of(file))).isEqualTo(1);
  }

  @Test
  void aCamerasTurnIsReportedAndNotApplied() throws Exception {
    byte[] plain = fixture("wf_color_p3.jpg");
    byte[] turned = insert(plain, 2, exif(ByteOrder.BIG_ENDIAN, 6));
    Files.write(folder.resolve("a.jpg"), plain);
    Files.write(folder.resolve("b.jpg"), turned);
    Faceset faces = FacesetFolder.scan(folder, 1);
    assertThat(faces.decode(1).pixels()).isEqualTo(faces.decode(0).pixels());
    FacesetReport report = FacesetReport.of(faces);
    assertThat(report.turned()).containsExactly("b.jpg");
    assertThat(report.bytes()).isEqualTo(plain.length + turned.length);
  }
}
