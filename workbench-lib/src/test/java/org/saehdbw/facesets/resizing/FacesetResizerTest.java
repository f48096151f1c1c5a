package org.saehdbw.facesets.resizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.Mat;
import org.saehdbw.faces.Alignment;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMasks;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.FaceFileCheck;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetSplit;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.pictures.JpegLayout;
import org.saehdbw.pictures.JpegQuality;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.pictures.Polygon;
import org.saehdbw.sources.Facesets;
import org.saehdbw.testing.FacesetFixtures;
import org.saehdbw.testing.TestFaces;
import org.saehdbw.testing.TinyFaceset;

class FacesetResizerTest {
  private static final double SAME_POINT = 1e-4;

  @TempDir private Path root;
  private Path folder;
  private Path out;

  @BeforeEach
  void makesTheFolders() throws IOException {
    folder = Files.createDirectory(root.resolve("faces"));
    out = root.resolve("resized");
  }

  private Faceset of(String... fixtures) throws IOException, FaceFileException {
    for (String fixture : fixtures) {
      Files.copy(FacesetFixtures.path("dflimg/" + fixture), folder.resolve(fixture));
    }
    return Facesets.open(folder, 1);
  }

  private DflJpeg made(String name) throws FaceFileException {
    return DflJpeg.read(out.resolve(name));
  }

  static List<JsonNode> resized() throws IOException {
    List<JsonNode> faces = new ArrayList<>();
    FacesetFixtures.json("dflimg/expected_resized.json").forEach(faces::add);
    return faces;
  }

  @ParameterizedTest
  @MethodSource("resized")
  void equalsTheOriginalsResizer(JsonNode wanted) throws Exception {
    Faceset faces = of("wf_color_p3.jpg");
    JsonNode shape = wanted.get("decoded_shape");
    FacesetResizer resizer = FacesetResizer.of(faces).size(shape.get(0).asInt());
    FaceType type = FaceType.parse(wanted.at("/metadata/face_type").asText());
    resizer = type == FaceType.WHOLE ? resizer : resizer.faceType(type);
    resizer = shape.size() == 2 ? resizer.gray() : resizer;
    ResizeSummary summary = resizer.to(out);
    assertThat(summary.made()).isEqualTo(1);
    assertThat(summary.skipped()).isEmpty();

    DflJpeg found = made("wf_color_p3.jpg");
    String name = wanted.get("file").asText();
    Picture theirs = PictureFiles.read(FacesetFixtures.path("dflimg/" + name));
    Picture ours = PictureFiles.decode(found.toBytes());
    assertThat(ours.channels()).isEqualTo(theirs.channels());
    assertThat(ours.pixels()).isEqualTo(theirs.pixels());
    assertMetadata(found, wanted);
  }

  private static void assertMetadata(DflJpeg found, JsonNode wanted) throws Exception {
    JsonNode values = wanted.get("metadata");
    assertThat(found.dictionary().keySet())
        .containsExactlyElementsOf(
            values.properties().stream().map(Map.Entry::getKey).sorted(byKey(found)).toList());
    assertThat(found.dictionary().get("landmarks"))
        .isInstanceOfSatisfying(
            NumpyArray.class,
            array -> {
              assertThat(array.dtype()).isEqualTo("f8");
              assertThat(array.shape()).containsExactly(68, 2);
            });
    FaceMetadata face = found.metadata();
    assertThat(face.faceType().fileName()).isEqualTo(values.get("face_type").asText());
    assertClose(face.landmarks().toArray(), FacesetFixtures.points(values.at("/landmarks/values")));
    assertThat(face.sourceFilename()).contains(values.get("source_filename").asText());
    assertThat(face.sourceRect().orElseThrow()).containsExactly(205, 109, 425, 345);
    assertThat(face.sourceLandmarks().orElseThrow().toArray())
        .isEqualTo(FacesetFixtures.points(values.get("source_landmarks")));
    assertThat(face.eyebrowsExpandMod()).isEqualTo(1.25);
    Affine map = face.imageToFace().orElseThrow();
    double[] matrix = {map.m00(), map.m01(), map.m02(), map.m10(), map.m11(), map.m12()};
    List<Double> theirs = new ArrayList<>();
    values
        .at("/image_to_face_mat/values")
        .forEach(row -> row.forEach(v -> theirs.add(v.asDouble())));
    assertClose(matrix, theirs.stream().mapToDouble(Double::doubleValue).toArray());
    assertPolygons(face, wanted);
    Mat mask = FaceMasks.segmentation(face.xsegMask().orElseThrow());
    assertThat(mask.rows()).isEqualTo(256);
    assertThat(differences(mask, values.at("/xseg_mask/decoded_file").asText())).isEmpty();
  }

  /** The order of keys in a file does not count for anybody; ours is the extractor's. */
  private static java.util.Comparator<String> byKey(DflJpeg found) {
    List<String> order = List.copyOf(found.dictionary().keySet());
    return java.util.Comparator.comparingInt(order::indexOf);
  }

  private static void assertPolygons(FaceMetadata face, JsonNode wanted) {
    JsonNode polygons = wanted.get("polys_after_load");
    assertThat(face.polygons()).hasSameSizeAs(polygons).isNotEmpty();
    for (int i = 0; i < polygons.size(); i++) {
      assertThat(face.polygons().get(i).include())
          .isEqualTo(polygons.get(i).get("type").asInt() == 1);
      assertClose(
          face.polygons().get(i).xy().stream().mapToDouble(Float::doubleValue).toArray(),
          FacesetFixtures.points(polygons.get(i).get("pts")));
    }
    JsonNode shape = wanted.get("decoded_shape");
    Mat mask = FaceMasks.polygons(face.polygons(), shape.get(1).asInt(), shape.get(0).asInt());
    assertThat(differences(mask, wanted.get("polys_mask_file").asText())).isEmpty();
  }

  private static void assertClose(double[] found, double[] wanted) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(wanted[i], within(SAME_POINT));
    }
  }

  private static List<String> differences(Mat mask, String file) {
    float[] found = FacesetFixtures.floats(mask);
    byte[] wanted = FacesetFixtures.gray("dflimg/" + file);
    assertThat(found).hasSize(wanted.length);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (Math.round(found[i] * 255) != (wanted[i] & 0xFF)) {
        differences.add(i + ": " + found[i] + " and " + (wanted[i] & 0xFF));
      }
    }
    return differences;
  }

  private static double meanDistance(Picture a, Picture b) {
    byte[] left = a.pixels();
    byte[] right = b.pixels();
    assertThat(left).hasSameSizeAs(right);
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs((left[i] & 0xFF) - (right[i] & 0xFF));
    }
    return sum / left.length;
  }

  @Test
  void writesTheOriginalsKindOfJpeg() throws Exception {
    Faceset faces = of("wf_color_p3.jpg");
    FacesetResizer.of(faces).size(64).to(out);
    FacesetResizer.of(faces).size(64).gray().to(root.resolve("gray"));
    // Sampling factors of each component: brightness 2 x 2, colours 1 x 1.
    assertThat(frame(out)).containsExactly(1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1);
    assertThat(frame(root.resolve("gray"))).startsWith(1).endsWith(0).hasSize(3);
    byte[] file = Files.readAllBytes(out.resolve("wf_color_p3.jpg"));
    assertThat(JpegQuality.of(file)).hasValue(100);
  }

  private static byte[] frame(Path where) throws FaceFileException {
    DflJpeg jpeg = DflJpeg.read(where.resolve("wf_color_p3.jpg"));
    JpegLayout.Segment frame =
        jpeg.segments().stream()
            .filter(JpegLayout.Segment::isFrameHeader)
            .findFirst()
            .orElseThrow();
    byte[] payload = frame.payload(jpeg.toBytes());
    return Arrays.copyOfRange(payload, 6, payload.length);
  }

  @Test
  void grayAloneLeavesEverythingInItsPlace() throws Exception {
    Faceset faces = of("wf_color_p3.jpg", "full_color_p4.jpg", "mf_gray_p3.jpg");
    FacesetResizer.of(faces).gray().to(out);
    Faceset gray = Facesets.open(out, 1);
    assertThat(gray.entries()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      FaceMetadata before = faces.entries().get(i).metadata();
      FaceMetadata after = gray.entries().get(i).metadata();
      assertThat(gray.entries().get(i).channels()).isEqualTo(1);
      assertThat(gray.entries().get(i).width()).isEqualTo(faces.entries().get(i).width());
      assertThat(after.landmarks()).isEqualTo(before.landmarks());
      assertThat(after.polygons()).isEqualTo(before.polygons());
      assertThat(after.imageToFace()).isEqualTo(before.imageToFace());
      assertThat(after.xsegMask().isPresent()).isEqualTo(before.xsegMask().isPresent());
      assertThat(after.xsegMask().orElse(new byte[0]))
          .isEqualTo(before.xsegMask().orElse(new byte[0]));
      assertThat(meanDistance(gray.decode(i), faces.decode(i).toGray())).isLessThan(0.3);
    }
    // What was gray is not encoded again.
    assertThat(gray.decode(1).pixels().length).isEqualTo(192 * 192);
    int was = index(faces, "mf_gray_p3.jpg");
    assertThat(gray.decode(was).pixels()).isEqualTo(faces.decode(was).pixels());
  }

  private static int index(Faceset faces, String name) {
    return faces.entries().stream().map(Faceset.FaceEntry::name).toList().indexOf(name);
  }

  @Test
  void oneChannelIsTaken() throws Exception {
    Faceset faces = TinyFaceset.of(1, 64);
    FacesetResizer.of(faces).gray(GrayFrom.GREEN).to(out);
    byte[] colour = faces.decode(0).pixels();
    byte[] green = new byte[64 * 64];
    for (int i = 0; i < green.length; i++) {
      green[i] = colour[3 * i + 1];
    }
    Picture made = Facesets.open(out, 1).decode(0);
    assertThat(meanDistance(made, new Picture(64, 64, 1, green))).isLessThan(0.3);
  }

  @Test
  void halfTheSizeHalvesEveryNumber() throws Exception {
    double[] xy = TestFaces.frontal(64).toArray();
    FaceMetadata face =
        new FaceMetadata(
            FaceType.WHOLE,
            Landmarks.of(xy),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Affine(0.5, -0.25, 10, 0.25, 0.5, -4)),
            1.5,
            List.of(new Polygon(false, List.of(1f, 3f, 63f, 3f, 20.5f, 40f))),
            Optional.empty(),
            Map.of("mine", "kept"));
    Picture picture = TinyFaceset.of(1, 64).decode(0);
    DflJpeg.write(folder.resolve("a.jpg"), picture, face, 95);
    FacesetResizer.of(Facesets.open(folder, 1)).size(32).to(out);
    FaceMetadata made = made("a.jpg").metadata();
    assertThat(made.landmarks().toArray()).isEqualTo(Arrays.stream(xy).map(v -> v / 2).toArray());
    assertThat(made.polygons())
        .containsExactly(new Polygon(false, List.of(0.5f, 1.5f, 31.5f, 1.5f, 10.25f, 20f)));
    // Without the frame's points the original fails here.
    assertThat(made.imageToFace()).contains(new Affine(0.25, -0.125, 5, 0.125, 0.25, -2));
    assertThat(made.eyebrowsExpandMod()).isEqualTo(1.5);
    assertThat(made.other()).isEqualTo(Map.of("mine", "kept"));
  }

  @Test
  void theMiddleOfAWholeFaceMovesUpInAFullFace() throws Exception {
    // A whole face's middle is 0.07 above a full face's in the unit square, whose side is a part of
    // 1 / (1 + 2 sqrt(2) 0.2109375) = 1 / 1.596621 of a full face: 192 * (0.5 - 0.07 / 1.596621).
    Affine step = ResizedData.step(TestFaces.frontal(256), FaceType.FULL, 192);
    assertThat(step.mapX(128, 128)).isCloseTo(96, within(1e-3));
    assertThat(step.mapY(128, 128)).isCloseTo(87.5822, within(1e-3));
    assertThat(Math.hypot(step.m00(), step.m10()))
        .isCloseTo(192 / 256.0 * 2.131371 / 1.596621, within(1e-5));
  }

  @Test
  void masksOfAnyResolutionLandInTheSamePlace() throws Exception {
    Picture picture = TinyFaceset.of(1, 128).decode(0);
    for (int side : new int[] {64, 128, 256, 512}) {
      byte[] pixels = new byte[side * side];
      // Two thirds of the width, the upper half.
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (i % side < side * 2 / 3 && i / side < side / 2 ? 255 : 0);
      }
      byte[] mask = PictureFiles.encodePng(new Picture(side, side, 1, pixels));
      FaceMetadata plain = FaceMetadata.of(FaceType.WHOLE, TestFaces.frontal(128));
      FaceMetadata masked =
          plain.moved(
              plain.faceType(), plain.landmarks(), Optional.empty(), List.of(), Optional.of(mask));
      DflJpeg.write(
          folder.resolve(String.format(Locale.ROOT, "m%03d.jpg", side)), picture, masked, 95);
    }
    FacesetResizer.of(Facesets.open(folder, 1)).size(96).faceType(FaceType.FULL).to(out);
    float[] usual = mask("m256.jpg");
    // In the unit square of 256 pixels the edges go to where the points of the picture go.
    Affine step = ResizedData.step(TestFaces.frontal(256), FaceType.FULL, 256);
    int edge = (int) Math.round(step.mapX(256 * 2 / 3.0, 100));
    assertThat(usual[100 * 256 + edge - 3]).isEqualTo(1);
    assertThat(usual[100 * 256 + edge + 3]).isZero();
    for (String name : List.of("m064.jpg", "m128.jpg", "m512.jpg")) {
      float[] other = mask(name);
      int wrong = 0;
      for (int i = 0; i < usual.length; i++) {
        wrong += usual[i] == other[i] ? 0 : 1;
      }
      // A pixel along two edges of 170 and 128 pixels, of 65,536 in all.
      assertThat(wrong).as(name).isLessThan(700);
    }
  }

  private float[] mask(String name) throws FaceFileException {
    Mat mask = FaceMasks.segmentation(made(name).metadata().xsegMask().orElseThrow());
    assertThat(mask.rows()).isEqualTo(256);
    return FacesetFixtures.floats(mask);
  }

  @Test
  void aPackGivesWhatItSaysAndItsFilesTheRest() throws Exception {
    Files.copy(
        FacesetFixtures.path("dflimg/faceset_persons.pak"), folder.resolve(FacesetPack.FILE_NAME));
    Faceset pack = Facesets.open(folder, 1);
    ResizeSummary summary = FacesetResizer.of(pack).size(64).gray().to(out);
    assertThat(summary.made()).isEqualTo(pack.entries().size()).isPositive();
    Faceset made = Facesets.open(out, 1);
    assertThat(made.entries())
        .extracting(Faceset.FaceEntry::name)
        .containsExactlyElementsOf(
            pack.entries().stream().map(face -> face.name().replace('/', '_')).sorted().toList());
    for (Faceset.FaceEntry face : made.entries()) {
      assertThat(face.metadata().sourceLandmarks()).isPresent();
      assertThat(face.metadata().sourceRect()).isPresent();
      assertThat(face.metadata().imageToFace()).isPresent();
    }
    assertThat(FacesetSplit.of(made, 0.5).heldOut())
        .hasSameSizeAs(FacesetSplit.of(pack, 0.5).heldOut());
  }

  @Test
  void grayCopiesHoldOutTheFacesThatTheirColourHoldsOut() throws Exception {
    TinyFaceset.write(TinyFaceset.of(30, 48, 5), folder);
    Faceset colour = Facesets.open(folder, 2);
    FacesetResizer.of(colour).size(32).gray().to(out);
    FacesetResizer.of(Facesets.open(out, 2)).size(64).to(root.resolve("again"));
    for (Path copy : List.of(out, root.resolve("again"))) {
      Faceset faces = Facesets.open(copy, 2);
      assertThat(FacesetSplit.of(faces, 0.3)).isEqualTo(FacesetSplit.of(colour, 0.3));
      assertThat(faces.originHash(7)).isEqualTo(colour.contentHash(7));
    }
  }

  @Test
  void anyNumberOfThreadsMakesTheSameFilesAndTheOriginalsStay() throws Exception {
    TinyFaceset.write(TinyFaceset.of(12, 48, 5), folder);
    Map<String, String> before = contents(folder);
    Faceset faces = Facesets.open(folder, 2);
    FacesetResizer resizer = FacesetResizer.of(faces).size(40).faceType(FaceType.FULL).gray();
    List<Integer> done = new ArrayList<>();
    ResizeSummary summary = resizer.threads(3).to(out, (made, all) -> done.add(made));
    resizer.threads(1).to(root.resolve("one"));
    assertThat(contents(root.resolve("one"))).isEqualTo(contents(out)).hasSize(14);
    assertThat(contents(folder)).isEqualTo(before);
    assertThat(done).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(summary.complete()).isTrue();
    assertThat(summary.lines()).hasSize(1);
    assertThat(summary.lines().get(0))
        .matches("\\Q" + out + "\\E: 12 of 12 faces made in \\d+\\.\\d s \\(\\d+ faces/s\\)");
  }

  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(path -> !path.endsWith(".resize.lock")).toList()) {
        contents.put(
            String.valueOf(file.getFileName()), FaceFileCheck.sha256(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void enlargingAndWideningAreSaidBeforehand() throws Exception {
    Faceset faces = of("half_color_legacy_polys_p3.jpg", "wf_color_p3.jpg");
    List<String> warnings = new ArrayList<>();
    ResizeListener listener =
        new ResizeListener() {
          @Override
          public void advanced(int done, int missing) {
            assertThat(warnings).hasSize(1);
          }

          @Override
          public void warned(String message) {
            warnings.add(message);
          }
        };
    FacesetResizer.of(faces).size(160).to(out, listener);
    assertThat(warnings)
        .containsExactly("1 of 2 faces are enlarged, which adds pixels and no detail");
    ResizeSummary wide =
        FacesetResizer.of(faces).size(64).faceType(FaceType.WHOLE).to(root.resolve("wide"));
    assertThat(wide.warnings())
        .containsExactly("1 of 2 faces show less than the new face type, the rest of it is black");
  }

  @Test
  void headsAndFacesThatAreNotTurnedAreResizedToo() throws Exception {
    Faceset faces = of("head_progressive_p3.jpg");
    FacesetResizer.of(faces).size(128).to(out);
    FacesetResizer.of(faces).faceType(FaceType.WHOLE).to(root.resolve("whole"));
    FaceMetadata head = made("head_progressive_p3.jpg").metadata();
    assertThat(head.faceType()).isEqualTo(FaceType.HEAD);
    Landmarks frame = head.sourceLandmarks().orElseThrow();
    assertThat(head.imageToFace().orElseThrow())
        .isEqualTo(Alignment.faceMatrix(frame, FaceType.HEAD, 128));
    Faceset.FaceEntry whole = Facesets.open(root.resolve("whole"), 1).entries().get(0);
    assertThat(whole.width()).isEqualTo(256);
    assertThat(whole.metadata().faceType()).isEqualTo(FaceType.WHOLE);
  }

  @Test
  void whatCannotBeUsedIsNamedAndTheRestIsMade() throws Exception {
    FaceMetadata face = FaceMetadata.of(FaceType.WHOLE, TestFaces.frontal(64));
    Picture wide = new Picture(64, 48, 1, new byte[64 * 48]);
    DflJpeg.write(folder.resolve("wide.jpg"), wide, face, 95);
    FaceMetadata noMask =
        face.moved(
            face.faceType(),
            face.landmarks(),
            Optional.empty(),
            List.of(),
            Optional.of(new byte[] {1, 2, 3}));
    Picture square = new Picture(64, 64, 1, new byte[64 * 64]);
    DflJpeg.write(folder.resolve("mask.jpg"), square, noMask, 95);
    byte[] file = Files.readAllBytes(FacesetFixtures.path("dflimg/wf_color_p3.jpg"));
    JpegLayout.Segment frame =
        JpegLayout.of(file).segments().stream()
            .filter(JpegLayout.Segment::isFrameHeader)
            .findFirst()
            .orElseThrow();
    // No decoder of ours knows samples of 13 bits.
    file[frame.end() - frame.length() + 2] = 13;
    Files.write(folder.resolve("undecodable.jpg"), file);
    String longName = "n".repeat(246) + ".jpg";
    Files.copy(FacesetFixtures.path("dflimg/wf_color_p3.jpg"), folder.resolve(longName));
    Faceset faces = of("full_color_p4.jpg", "mark_only_p3.jpg", "no_metadata.jpg");
    ResizeSummary summary = FacesetResizer.of(faces).size(64).faceType(FaceType.FULL).to(out);
    assertThat(summary.skipped())
        .extracting(skipped -> skipped.name() + ": " + skipped.reason())
        .containsExactly(
            "mark_only_p3.jpg: a whole frame with points (mark_only), not an aligned face",
            "mask.jpg: its segmentation mask (xseg_mask) is not a PNG or JPEG picture",
            longName + ": a face's file name may have at most 249 bytes, got 250",
            "no_metadata.jpg: no face data in it, it is a plain JPEG picture",
            "undecodable.jpg: not a picture that can be decoded",
            "wide.jpg: an aligned face must be square, got 64 x 48");
    assertThat(summary.made()).isEqualTo(1);
    assertThat(summary.missing()).isZero();
    assertThat(summary.lines())
        .hasSize(7)
        .contains("skipped wide.jpg: an aligned face must be square, got 64 x 48");
    assertThat(Facesets.open(out, 1).entries()).hasSize(1);
  }

  @Test
  void impossibleWishesAreNamed() {
    FacesetResizer resizer = FacesetResizer.of(TinyFaceset.of(1, 32));
    Map<Runnable, String> wishes = new LinkedHashMap<>();
    wishes.put(() -> resizer.size(31), "size must be from 32 to 2048, got 31");
    wishes.put(() -> resizer.size(2049), "size must be from 32 to 2048, got 2049");
    wishes.put(() -> resizer.threads(0), "threads must be from 1 to 64, got 0");
    wishes.put(() -> resizer.quality(101), "JPEG quality must be from 0 to 100, got 101");
    wishes.put(
        () -> resizer.faceType(FaceType.HEAD_NO_ALIGN),
        "face type must be h, mf, f, wf or head, got head_no_align");
    wishes.put(
        () -> resizer.faceType(FaceType.MARK_ONLY),
        "face type must be h, mf, f, wf or head, got mark_only");
    wishes.put(
        () -> resizer.gray(GrayFrom.RANDOM),
        "a gray copy needs one way to gray, gray_from must not be random");
    wishes.forEach(
        (wish, message) ->
            assertThatThrownBy(wish::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
    assertThatThrownBy(() -> resizer.to(out))
        .hasMessage("nothing to do: resizing needs a new size, another face type or gray");
    assertThat(out).doesNotExist();
  }
}
