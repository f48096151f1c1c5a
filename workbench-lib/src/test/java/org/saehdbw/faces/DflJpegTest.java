package org.saehdbw.faces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.Mat;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.pictures.Polygon;
import org.saehdbw.testing.FacesetFixtures;

class DflJpegTest {
  private static DflJpeg fixture(String name) throws FaceFileException {
    return DflJpeg.read(FacesetFixtures.path("dflimg/" + name));
  }

  static List<JsonNode> faces() throws IOException {
    List<JsonNode> faces = new ArrayList<>();
    for (String list : List.of("dflimg/expected.json", "dflimg/expected_resized.json")) {
      for (JsonNode face : FacesetFixtures.json(list)) {
        if (face.has("app15")) {
          faces.add(face);
        }
      }
    }
    return faces;
  }

  @Test
  void seesEveryFaceFixture() throws IOException {
    assertThat(faces()).hasSize(11);
  }

  @ParameterizedTest
  @MethodSource("faces")
  void findsTheSegmentsAndSizes(JsonNode wanted) throws Exception {
    DflJpeg jpeg = fixture(wanted.get("file").asText());
    assertSegments(jpeg, wanted);
    JpegLayout.Segment data =
        jpeg.segments().stream().filter(s -> s.marker() == 0xEF).findFirst().orElseThrow();
    assertThat(data.start()).isEqualTo(wanted.get("app15").get("offset").asInt());
    assertThat(sha256(data.payload(jpeg.toBytes())))
        .isEqualTo(wanted.get("app15").get("payload_sha256").asText());
  }

  private static void assertSegments(DflJpeg jpeg, JsonNode wanted) {
    List<String> found = new ArrayList<>();
    for (JpegLayout.Segment segment : jpeg.segments()) {
      found.add(
          String.format(
              Locale.ROOT, "%d FF%02X %d", segment.start(), segment.marker(), segment.length()));
    }
    List<String> expected = new ArrayList<>();
    for (JsonNode segment : wanted.get("segments")) {
      int length = segment.get("length_field").asInt();
      expected.add(segment.get("offset") + " " + segment.get("marker").asText() + " " + length);
    }
    assertThat(found).isEqualTo(expected);
    JsonNode shape = wanted.get("decoded_shape");
    assertThat(jpeg.height()).isEqualTo(shape.get(0).asInt());
    assertThat(jpeg.width()).isEqualTo(shape.get(1).asInt());
    assertThat(jpeg.channels()).isEqualTo(shape.size() == 3 ? shape.get(2).asInt() : 1);
  }

  @ParameterizedTest
  @MethodSource("faces")
  void readsEveryValue(JsonNode wanted) throws Exception {
    FaceMetadata face = fixture(wanted.get("file").asText()).metadata();
    JsonNode values = wanted.get("metadata");
    assertThat(face.faceType().fileName()).isEqualTo(values.get("face_type").asText());
    assertThat(face.landmarks().toArray())
        .isEqualTo(FacesetFixtures.points(plain(values, "landmarks")));
    assertThat(face.sourceFilename()).contains(values.get("source_filename").asText());
    List<Integer> rect = new ArrayList<>();
    plain(values, "source_rect").forEach(number -> rect.add(number.asInt()));
    assertThat(face.sourceRect()).contains(rect);
    assertThat(face.sourceLandmarks().orElseThrow().toArray())
        .isEqualTo(FacesetFixtures.points(plain(values, "source_landmarks")));
    assertThat(face.eyebrowsExpandMod())
        .isEqualTo(values.path("eyebrows_expand_mod").asDouble(1.0));
    assertThat(face.imageToFace().isPresent()).isEqualTo(values.has("image_to_face_mat"));
    if (face.imageToFace().isPresent()) {
      Affine map = face.imageToFace().get();
      JsonNode rows = plain(values, "image_to_face_mat");
      assertThat(new double[] {map.m00(), map.m01(), map.m02()}).isEqualTo(doubles(rows.get(0)));
      assertThat(new double[] {map.m10(), map.m11(), map.m12()}).isEqualTo(doubles(rows.get(1)));
    }
    assertThat(face.other()).isEmpty();
    assertPolygons(face, wanted);
    assertXsegMask(face, values);
  }

  private static void assertPolygons(FaceMetadata face, JsonNode wanted) {
    JsonNode polygons = wanted.path("polys_after_load");
    assertThat(face.polygons()).hasSize(polygons.size());
    for (int i = 0; i < polygons.size(); i++) {
      Polygon polygon = face.polygons().get(i);
      assertThat(polygon.include()).isEqualTo(polygons.get(i).get("type").asInt() == 1);
      double[] xy = polygon.xy().stream().mapToDouble(Float::doubleValue).toArray();
      assertThat(xy).isEqualTo(FacesetFixtures.points(polygons.get(i).get("pts")));
    }
    if (wanted.has("polys_mask_file")) {
      JsonNode shape = wanted.get("decoded_shape");
      Mat mask = FaceMasks.polygons(face.polygons(), shape.get(1).asInt(), shape.get(0).asInt());
      assertThat(differences(mask, wanted.get("polys_mask_file").asText())).isEmpty();
    }
  }

  private static void assertXsegMask(FaceMetadata face, JsonNode values) throws Exception {
    assertThat(face.xsegMask().isPresent()).isEqualTo(values.has("xseg_mask"));
    if (face.xsegMask().isPresent()) {
      JsonNode mask = values.get("xseg_mask");
      assertThat(sha256(face.xsegMask().get())).isEqualTo(mask.get("bytes_sha256").asText());
      Mat decoded = FaceMasks.segmentation(face.xsegMask().get());
      assertThat(decoded.rows()).isEqualTo(mask.get("decoded_shape").get(0).asInt());
      assertThat(differences(decoded, mask.get("decoded_file").asText())).isEmpty();
    }
  }

  /** The pixels in which a mask differs from a stored picture, at most ten of them. */
  private static List<String> differences(Mat mask, String file) {
    float[] found = FacesetFixtures.floats(mask);
    byte[] wanted = FacesetFixtures.gray("dflimg/" + file);
    assertThat(found).hasSize(wanted.length);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < found.length && differences.size() < 10; i++) {
      if (Math.abs(found[i] * 255 - (wanted[i] & 0xFF)) > 1e-3) {
        differences.add(i % mask.cols() + "," + i / mask.cols() + ": " + found[i] * 255);
      }
    }
    OpenCv.release(mask);
    return differences;
  }

  private static JsonNode plain(JsonNode values, String key) {
    JsonNode value = values.get(key);
    return value.has("values") ? value.get("values") : value;
  }

  private static double[] doubles(JsonNode list) {
    double[] values = new double[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).asDouble();
    }
    return values;
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void aPlainJpegHasNoFaceData() throws Exception {
    DflJpeg plain = fixture("no_metadata.jpg");
    assertSegments(plain, FacesetFixtures.json("dflimg/expected.json").get(7));
    assertThat(plain.dictionary()).isEmpty();
    assertThatThrownBy(plain::metadata)
        .isInstanceOf(FaceFileException.class)
        .hasMessage("no face data in it, it is a plain JPEG picture");
  }

  @Test
  void readsRestartIntervals() throws Exception {
    DflJpeg restarts = fixture("no_metadata_restart_interval.jpg");
    assertThat(restarts.segments()).anyMatch(s -> s.marker() == 0xDD && s.length() == 4);
    Picture decoded = PictureFiles.decode(restarts.toBytes());
    assertThat(restarts.width()).isEqualTo(decoded.width());
    assertThat(restarts.height()).isEqualTo(decoded.height());
  }

  @ParameterizedTest
  @MethodSource("faces")
  void writesBackEveryOtherByte(JsonNode wanted) throws Exception {
    DflJpeg before = fixture(wanted.get("file").asText());
    DflJpeg after = before.withMetadata(before.metadata());
    assertThat(withoutFaceData(after)).isEqualTo(withoutFaceData(before));
    assertThat(after.segments().get(2).marker()).isEqualTo(0xEF);
    assertSameFace(after.metadata(), before.metadata());
    DflJpeg again = after.withMetadata(after.metadata());
    assertThat(again.toBytes()).isEqualTo(after.toBytes());
  }

  private static byte[] withoutFaceData(DflJpeg jpeg) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    byte[] bytes = jpeg.toBytes();
    for (JpegLayout.Segment segment : jpeg.segments()) {
      if (segment.marker() != 0xEF) {
        rest.write(bytes, segment.start(), segment.end() - segment.start());
      }
    }
    return rest.toByteArray();
  }

  private static void assertSameFace(FaceMetadata found, FaceMetadata wanted) {
    assertThat(found).usingRecursiveComparison().ignoringFields("xsegMask").isEqualTo(wanted);
    assertThat(found.xsegMask().map(HexFormat.of()::formatHex))
        .isEqualTo(wanted.xsegMask().map(HexFormat.of()::formatHex));
  }

  @Test
  void unknownKeysSurviveARoundTrip() throws Exception {
    DflJpeg face = fixture("wf_color_p3.jpg");
    Map<String, Object> values = new LinkedHashMap<>(face.dictionary());
    values.put("rating", 5L);
    values.put("tags", List.of("smile", PickleTuple.of(1L, PickleNone.NONE)));
    values.put("vector", NumpyArray.ofFloats(List.of(2), 1, 2));
    values.put("nothing", PickleNone.NONE);
    FaceMetadata read = face.withDictionary(values).metadata();
    DflJpeg written = face.withMetadata(read);
    assertThat(written.metadata().other().keySet()).containsExactly("rating", "tags", "vector");
    assertThat(written.dictionary().get("rating")).isEqualTo(5L);
    assertThat(written.dictionary().get("tags")).isEqualTo(values.get("tags"));
    assertThat(((NumpyArray) value(written.metadata().other(), "vector")).toDoubles())
        .containsExactly(1, 2);
  }

  private static Object value(Map<String, Object> values, String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  @Test
  void refusesMoreFaceDataThanASegmentHolds(@TempDir Path folder) throws Exception {
    DflJpeg face = fixture("mf_gray_p3.jpg");
    Path file = folder.resolve("face.jpg");
    face.write(file);
    assertThatThrownBy(() -> face.withDictionary(Map.of("note", "x".repeat(65_600))).write(file))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("face data in a JPEG may take at most 65533 bytes, these take 65620");
    assertThat(Files.readAllBytes(file)).isEqualTo(face.toBytes());
    // 20 bytes of pickle around the text.
    DflJpeg full = face.withDictionary(Map.of("note", "x".repeat(65_533 - 20)));
    assertThat(value(DflJpeg.parse(full.toBytes()).dictionary(), "note").toString())
        .hasSize(65_513);
  }

  @Test
  void replacesFilesWithoutLeavingPartsBehind(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("face.jpg");
    fixture("mf_gray_p3.jpg").write(file);
    DflJpeg other = fixture("full_color_p4.jpg");
    other.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(other.toBytes());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesAJpegCutInHalf() throws Exception {
    byte[] whole = fixture("wf_color_p3.jpg").toBytes();
    assertThatThrownBy(() -> DflJpeg.parse(Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("the JPEG is cut off: its 8239 bytes have no end marker");
    for (int length = 0; length < 6000; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> DflJpeg.parse(cut)).isInstanceOf(FaceFileException.class);
    }
  }

  @Test
  void refusesFaceDataThatCallAFunction(@TempDir Path folder) throws Exception {
    byte[] whole = fixture("no_metadata.jpg").toBytes();
    byte[] pickle =
        "\u0080\u0003cos\nsystem\nX\u0002\0\0\0id\u0085R.".getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(whole, 0, 2);
    file.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xEF, 0, (byte) (pickle.length + 2)});
    file.writeBytes(pickle);
    file.write(whole, 2, whole.length - 2);
    Path evil = folder.resolve("evil.jpg");
    Files.write(evil, file.toByteArray());
    assertThatThrownBy(() -> DflJpeg.read(evil))
        .isInstanceOf(FaceFileException.class)
        .hasMessageStartingWith(
            evil
                + ": its face data are refused: the pickle asks for os.system, which is refused;"
                + " allowed are _codecs.encode, numpy.");
  }

  @Test
  void namesTheKeyOfAWrongValue() throws Exception {
    DflJpeg face = fixture("mf_gray_p3.jpg");
    assertWrong(
        face,
        "landmarks",
        List.of(1.0, 2.0),
        "landmarks: landmarks must be 68 points (136 numbers), got 2 numbers");
    assertWrong(face, "landmarks", "none", "landmarks must be 68 points, got String");
    assertWrong(face, "source_rect", List.of(1L), "source_rect must be 4 numbers, got ArrayList");
    assertWrong(
        face, "eyebrows_expand_mod", true, "eyebrows_expand_mod must be a number, got true");
    assertWrong(
        face,
        "face_type",
        "cat",
        "face type must be one of h (half_face), mf (midfull_face), f (full_face),"
            + " full_face_no_align, wf (whole_face), head (head), head_no_align, mark_only; got"
            + " cat");
  }

  private static void assertWrong(DflJpeg face, String key, Object value, String message)
      throws FaceFileException {
    Map<String, Object> values = new LinkedHashMap<>(face.dictionary());
    values.put(key, value);
    DflJpeg wrong = face.withDictionary(values);
    assertThatThrownBy(wrong::metadata)
        .isInstanceOf(FaceFileException.class)
        .hasMessage("its face data: " + message);
  }

  @Test
  void encodesGrayWithOneComponentAndColourWithThree(@TempDir Path folder) throws Exception {
    Picture colour = PictureFiles.read(FacesetFixtures.path("dflimg/wf_color_p3.jpg"));
    FaceMetadata face = fixture("wf_color_p3.jpg").metadata();
    Path file = folder.resolve("gray.jpg");
    Picture luma = colour.toGray();
    DflJpeg.write(file, luma, face, 95);
    DflJpeg gray = DflJpeg.read(file);
    assertThat(gray.channels()).isEqualTo(1);
    assertSameFace(gray.metadata(), face);
    Picture back = PictureFiles.decode(gray.toBytes());
    double difference = 0;
    for (int i = 0; i < back.pixels().length; i++) {
      difference += Math.abs((back.pixels()[i] & 0xFF) - (luma.pixels()[i] & 0xFF));
    }
    assertThat(difference / back.pixels().length).isEqualTo(0, within(3.0));
    assertThat(DflJpeg.parse(PictureFiles.encodeJpeg(colour, 90)).channels()).isEqualTo(3);
    assertThatThrownBy(() -> PictureFiles.encodeJpeg(colour, 101))
        .hasMessage("JPEG quality must be from 0 to 100, got 101");
  }
}
