package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.HeadPose;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFingerprint;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class FacesetSortTest {
  private static final SyntheticFaces DRAWN = TinyFaceset.of(40, 64, 6);

  @TempDir private Path folder;

  private static FacesetOrder order(Faceset faces, SortMethod method)
      throws FaceFileException, InterruptedException {
    return FacesetSort.of(faces).by(method).threads(2).order();
  }

  /** Stored faces under names whose order is not the wanted one. */
  private Faceset stored() throws IOException, FaceFileException {
    SortFixtures.copy("wf_color_p3.jpg", folder.resolve("a.jpg"));
    SortFixtures.copy("full_color_p4.jpg", folder.resolve("b.jpg"));
    SortFixtures.copy("half_color_legacy_polys_p3.jpg", folder.resolve("c.jpg"));
    SortFixtures.copy("head_progressive_p3.jpg", folder.resolve("d.jpg"));
    return Facesets.open(folder, 1);
  }

  @Test
  void sortsTheStoredFacesAsTheirMetricsSay() throws Exception {
    Faceset faces = stored();
    assertThat(order(faces, SortMethod.BLUR).names())
        .containsExactly("d.jpg", "b.jpg", "c.jpg", "a.jpg");
    assertThat(order(faces, SortMethod.MOTION_BLUR).names())
        .containsExactly("b.jpg", "c.jpg", "a.jpg", "d.jpg");
    assertThat(order(faces, SortMethod.FACE_YAW).names())
        .containsExactly("b.jpg", "a.jpg", "c.jpg", "d.jpg");
    assertThat(order(faces, SortMethod.FACE_PITCH).names())
        .containsExactly("a.jpg", "d.jpg", "c.jpg", "b.jpg");
    assertThat(order(faces, SortMethod.FACE_SOURCE_RECT_SIZE).names())
        .containsExactly("c.jpg", "b.jpg", "d.jpg", "a.jpg");
    assertThat(order(faces, SortMethod.BRIGHTNESS).names())
        .containsExactly("b.jpg", "a.jpg", "d.jpg", "c.jpg");
    assertThat(order(faces, SortMethod.HUE).names())
        .containsExactly("d.jpg", "a.jpg", "b.jpg", "c.jpg");
    FacesetOrder black = order(faces, SortMethod.BLACK);
    assertThat(black.names()).containsExactly("a.jpg", "c.jpg", "b.jpg", "d.jpg");
    assertThat(black.faces())
        .extracting(FacesetOrder.Ranked::text)
        .containsExactly("0", "0", "1", "17");
    // From a the nearest is d (0.745), then b (1.321 against 1.645).
    FacesetOrder chain = order(faces, SortMethod.HIST);
    assertThat(chain.names()).containsExactly("a.jpg", "d.jpg", "b.jpg", "c.jpg");
    assertThat(chain.faces().get(0).metric()).isEmpty();
    assertThat(chain.faces().get(1).metric().getAsDouble()).isEqualTo(0.7450781, within(1e-6));
    FacesetOrder dissimilar = order(faces, SortMethod.HIST_DISSIM);
    assertThat(dissimilar.names()).containsExactly("c.jpg", "b.jpg", "d.jpg", "a.jpg");
    assertThat(dissimilar.faces().get(0).metric().getAsDouble()).isEqualTo(2.2197088, within(1e-6));
    FacesetOrder names = order(faces, SortMethod.ORIGNAME);
    assertThat(names.faces())
        .extracting(FacesetOrder.Ranked::text)
        .containsExactly("combo_noise.png", "frontal.png", "yaw_m45.png", "yaw_p30.png");
    assertThat(names.rejected()).isEmpty();
    assertThat(names.fingerprint()).isEqualTo(FacesetFingerprint.of(faces));
    assertThat(names.faceset()).isEqualTo(folder.getFileName().toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = SortMethod.class,
      names = {"HUE", "ORIGNAME"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyFaceHasOnePlaceInColourAndGrayOnAnyThreads(SortMethod method) throws Exception {
    for (SyntheticFaces faces : List.of(DRAWN, DRAWN.gray())) {
      FacesetOrder order = order(faces, method);
      List<String> all = new ArrayList<>(order.names());
      order.rejected().forEach(face -> all.add(face.name()));
      assertThat(all)
          .containsExactlyInAnyOrderElementsOf(
              faces.entries().stream().map(Faceset.FaceEntry::name).toList());
      assertThat(IntStream.range(0, order.faces().size()).boxed().toList())
          .isEqualTo(order.faces().stream().map(FacesetOrder.Ranked::rank).toList());
      assertThat(FacesetSort.of(faces).by(method).threads(1).order()).isEqualTo(order);
    }
  }

  @Test
  void sortsByWhatIsMeasuredOfEachFace() throws Exception {
    for (SyntheticFaces faces : List.of(DRAWN, DRAWN.gray())) {
      List<Double> yaws = new ArrayList<>();
      for (int index : order(faces, SortMethod.FACE_YAW).indices()) {
        yaws.add(HeadPose.of(faces.entries().get(index).metadata().landmarks(), 64).yaw());
      }
      assertThat(yaws).isSortedAccordingTo(Comparator.reverseOrder()).hasSize(40);
      List<Double> sharpness = new ArrayList<>();
      for (int index : order(faces, SortMethod.BLUR).indices()) {
        sharpness.add(
            FaceMetrics.sharpness(
                faces.decode(index), faces.entries().get(index).metadata().landmarks()));
      }
      assertThat(sharpness).isSortedAccordingTo(Comparator.reverseOrder()).isNotEmpty();
    }
  }

  @Test
  void chainsByPixels() throws Exception {
    FaceMetadata face = DRAWN.entries().get(0).metadata();
    Faceset faces =
        SortFixtures.Faces.of(
            face,
            List.of("a", "b", "c", "d"),
            List.of(
                SortFixtures.gray(2, 1, 0, 0),
                SortFixtures.gray(2, 1, 250, 250),
                SortFixtures.gray(2, 1, 10, 0),
                SortFixtures.gray(2, 1, 0, 30)));
    FacesetOrder near = order(faces, SortMethod.ABSDIFF);
    assertThat(near.names()).containsExactly("a", "c", "d", "b");
    assertThat(near.faces())
        .extracting(FacesetOrder.Ranked::text)
        .containsExactly("", "10", "40", "470");
    FacesetOrder far = FacesetSort.of(faces).by(SortMethod.ABSDIFF).farthest(true).order();
    assertThat(far.names()).containsExactly("a", "b", "c", "d");
    assertThat(far.settings()).isEqualTo("least similar next");
  }

  @Test
  void facesOfDifferentSizesHaveNoPixelsInCommon() throws Exception {
    assertThatThrownBy(() -> order(stored(), SortMethod.ABSDIFF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "absdiff needs faces of one size, and a.jpg has 256 x 256 pixels but b.jpg has 192 x"
                + " 192; \"faceset resize\" makes them equal");
  }

  @Test
  void grayHasNoHue() throws Exception {
    assertThatThrownBy(() -> order(DRAWN.gray(), SortMethod.HUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "hue needs faces in colour, and all 40 of drawn-40x64-s6 are gray; every other method"
                + " sorts gray faces");
    SortFixtures.copy("mf_gray_p3.jpg", folder.resolve("gray.jpg"));
    FacesetOrder mixed = order(stored(), SortMethod.HUE);
    assertThat(mixed.faces()).hasSize(4);
    assertThat(mixed.rejected())
        .containsExactly(new FacesetOrder.Rejected("gray.jpg", "", "a gray face has no hue"));
  }

  @Test
  void grayAmongColourIsThreeEqualChannels() throws Exception {
    FaceMetadata face = DRAWN.entries().get(0).metadata();
    Faceset faces =
        SortFixtures.Faces.of(
            face,
            List.of("a", "b"),
            List.of(SortFixtures.gray(2, 1, 0, 5), SortFixtures.colour(2, 1, 0, 0, 5, 5, 5, 5)));
    assertThat(order(faces, SortMethod.BLACK).faces())
        .extracting(ranked -> ranked.name() + " " + ranked.text())
        .containsExactly("b 2", "a 3");
    assertThat(order(faces, SortMethod.ABSDIFF).faces().get(1).text()).isEqualTo("5");
  }

  @Test
  void whatCannotBeMeasuredIsRejectedWithTheReason() throws Exception {
    Picture picture = DRAWN.decode(0);
    FaceMetadata bare =
        FaceMetadata.of(FaceType.WHOLE, DRAWN.entries().get(0).metadata().landmarks());
    DflJpeg.write(folder.resolve("bare.jpg"), picture, bare, 90);
    SortFixtures.copy("no_metadata.jpg", folder.resolve("plain.jpg"));
    Faceset faces = stored();
    FacesetOrder.Rejected plain =
        new FacesetOrder.Rejected(
            "plain.jpg", "", "no face data in it, it is a plain JPEG picture");
    assertThat(order(faces, SortMethod.FACE_SOURCE_RECT_SIZE).rejected())
        .containsExactly(
            new FacesetOrder.Rejected("bare.jpg", "", "its face data have no source_rect"), plain);
    assertThat(order(faces, SortMethod.ORIGNAME).rejected())
        .containsExactly(
            new FacesetOrder.Rejected("bare.jpg", "", "its face data have no source_filename"),
            plain);
    assertThat(order(faces, SortMethod.FINAL_FAST).rejected())
        .contains(
            new FacesetOrder.Rejected("bare.jpg", "", "its face data have no source_rect"), plain);
    Files.delete(folder.resolve("b.jpg"));
    assertThat(order(faces, SortMethod.BRIGHTNESS).rejected())
        .hasSize(2)
        .first()
        .satisfies(
            gone ->
                assertThat(gone.reason())
                    .startsWith(folder.resolve("b.jpg") + ": cannot be read ("));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blur", "motion-blur"})
  void facesWithNothingInThemAreRejected(String method) throws Exception {
    byte[] flat = new byte[64 * 64];
    Faceset faces =
        SortFixtures.Faces.of(
            DRAWN.entries().get(0).metadata(),
            List.of("drawn", "flat"),
            List.of(DRAWN.gray().decode(0), new Picture(64, 64, 1, flat)));
    FacesetOrder order = order(faces, SortMethod.parse(method));
    assertThat(order.names()).containsExactly("drawn");
    assertThat(order.rejected())
        .containsExactly(
            new FacesetOrder.Rejected(
                "flat",
                "0",
                method.equals("blur")
                    ? "no sharp edge within the face's hull (sharpness 0)"
                    : "all pixels within the face's hull have one value"));
  }

  @Test
  void framesWithSeveralFacesAreRejectedWhole() throws Exception {
    List<String> names =
        List.of("00001_0.jpg", "00002_0.jpg", "00002_1.jpg", "3_0.jpg", "odd.jpg", "4_0_1.jpg");
    List<Picture> pictures = names.stream().map(name -> SortFixtures.gray(1, 1, 1)).toList();
    SortFixtures.Faces some =
        SortFixtures.Faces.of(DRAWN.entries().get(0).metadata(), names, pictures);
    Faceset faces =
        new SortFixtures.Faces(
            some.entries(),
            pictures,
            List.of(new Faceset.RejectedFile("00003_2.jpg", "no face data")));
    FacesetOrder order = order(faces, SortMethod.ONEFACE);
    assertThat(order.names()).containsExactly("00001_0.jpg", "odd.jpg", "4_0_1.jpg");
    assertThat(order.rejected())
        .extracting(face -> face.name() + ": " + face.reason())
        .containsExactly(
            "00002_0.jpg: its frame shows several faces (00002_1.jpg is one of them)",
            "00002_1.jpg: its frame shows several faces (00002_1.jpg is one of them)",
            "3_0.jpg: its frame shows several faces (00003_2.jpg is one of them)",
            "00003_2.jpg: no face data");
    assertThatThrownBy(() -> order(stored(), SortMethod.ONEFACE))
        .hasMessage(
            "oneface needs names of frame and face such as 00012_0.jpg, and none of the 4 is one"
                + " (first a.jpg)");
  }

  @Test
  void refusesWhatIsOutOfRange() {
    FacesetSort sort = FacesetSort.of(DRAWN);
    assertThatThrownBy(() -> sort.target(64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "target must be at least 65, a face for each of 128 bins of yaw after rounding, got"
                + " 64");
    assertThatThrownBy(() -> sort.threads(0)).hasMessage("threads must be from 1 to 64, got 0");
    assertThatThrownBy(() -> SortMethod.parse("sharpness"))
        .hasMessage(
            "faces are sorted by one of blur, motion-blur, face-yaw, face-pitch,"
                + " face-source-rect-size, hist, hist-dissim, brightness, hue, black, origname,"
                + " oneface, absdiff, final, final-fast; got sharpness");
    assertThat(SortMethod.parse("yaw")).isEqualTo(SortMethod.FACE_YAW);
    assertThat(SortMethod.parse("pitch")).isEqualTo(SortMethod.FACE_PITCH);
  }

  @Test
  void progressCountsEveryFace() throws Exception {
    List<String> news = new ArrayList<>();
    FacesetSort.of(DRAWN)
        .by(SortMethod.HIST)
        .progress((stage, done, of) -> news.add(stage + " " + done + "/" + of))
        .order();
    assertThat(news).hasSize(80).endsWith("chaining 40/40").contains("measuring 40/40");
  }
}
