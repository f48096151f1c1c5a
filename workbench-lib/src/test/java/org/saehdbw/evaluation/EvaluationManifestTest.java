package org.saehdbw.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetSplit;
import org.saehdbw.facesets.resizing.GrayCopy;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class EvaluationManifestTest {
  private static final SyntheticFaces FACES = TinyFaceset.of(60, 48, 4);

  @TempDir private Path folder;

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static EvaluationSet choose(Faceset faces, List<Integer> candidates, int most)
      throws FaceFileException {
    return EvaluationSet.choose(faces, candidates, PoseBins.usual(), most);
  }

  @Test
  void facesAreSpreadOverTheBins() throws FaceFileException {
    PoseBins bins = PoseBins.usual();
    EvaluationSet all = choose(FACES, upTo(60), 60);
    int[] sizes = counts(all, bins);
    int filled = (int) IntStream.of(sizes).filter(size -> size > 0).count();
    assertThat(filled).isGreaterThan(5);
    assertThat(all.faces()).hasSize(60);
    // As many as there are bins with faces: one of each.
    assertThat(IntStream.of(counts(choose(FACES, upTo(60), filled), bins)).max()).hasValue(1);
    int[] twice = counts(choose(FACES, upTo(60), 2 * filled), bins);
    for (int bin = 0; bin < sizes.length; bin++) {
      assertThat(twice[bin]).isGreaterThanOrEqualTo(Math.min(sizes[bin], 2));
    }
  }

  private static int[] counts(EvaluationSet pinned, PoseBins bins) {
    int[] counts = new int[bins.count()];
    for (PinnedFace face : pinned.faces()) {
      counts[bins.bin(face.yawDegrees(), face.pitchDegrees())]++;
    }
    return counts;
  }

  @Test
  void theChoiceDependsOnTheFacesAlone() throws FaceFileException {
    List<Integer> shuffled = new ArrayList<>(upTo(60));
    Collections.reverse(shuffled);
    shuffled.add(7);
    assertThat(choose(FACES, shuffled, 20)).isEqualTo(choose(FACES, upTo(60), 20));
    assertThat(choose(FACES, upTo(60), 20).faces()).hasSize(20);
  }

  @Test
  void needsAFace() {
    assertThatThrownBy(() -> choose(FACES, List.of(), 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a manifest must pin at least one face of drawn-60x48-s4, got 0 candidates and at most"
                + " 20");
  }

  @Test
  void isReadBackAsItWasWritten() throws IOException, FaceFileException {
    EvaluationManifest manifest =
        new EvaluationManifest(
            PoseBins.usual(),
            choose(FACES, upTo(20), 5),
            Optional.of(choose(FACES.seed(5), upTo(20), 4)));
    Path file = folder.resolve("deep").resolve("held-out.json");
    manifest.write(file);
    assertThat(EvaluationManifest.read(file)).isEqualTo(manifest);
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");

    EvaluationManifest one =
        new EvaluationManifest(PoseBins.usual(), manifest.src(), Optional.empty());
    one.write(file);
    assertThat(EvaluationManifest.read(file)).isEqualTo(one);
    assertThat(one.dstOrSrc()).isEqualTo(manifest.src());
  }

  @Test
  void grayIsTheSameFaceAsColour() throws IOException, FaceFileException {
    EvaluationSet pinned = choose(FACES, upTo(60), 12);
    EvaluationSet.Found colour = pinned.find(FACES);
    EvaluationSet.Found gray = pinned.find(FACES.gray());
    assertThat(colour.otherForm()).isZero();
    assertThat(gray.otherForm()).isEqualTo(12);
    assertThat(gray.indices()).isEqualTo(colour.indices());
    assertThat(FACES.entries().get(colour.indices().get(3)).name())
        .isEqualTo(pinned.faces().get(3).name());
    assertThat(FacesetSplit.of(FACES.gray(), 0.3)).isEqualTo(FacesetSplit.of(FACES, 0.3));
  }

  @Test
  void aGrayCopyKnowsItsOrigins() throws IOException, FaceFileException {
    SyntheticFaces drawn = TinyFaceset.of(12, 32, 9);
    Path copy = folder.resolve("gray");
    GrayCopy.write(drawn, copy, GrayFrom.LUMA, written -> {});
    Faceset gray = Facesets.open(copy, 1);
    EvaluationSet.Found found = choose(drawn, upTo(12), 6).find(gray);
    assertThat(found.otherForm()).isEqualTo(6);
    EvaluationSet back = choose(gray, upTo(12), 6);
    assertThat(back.find(drawn).indices()).isEqualTo(back.find(gray).indices());
    assertThat(back.find(gray).otherForm()).isZero();
  }

  @Test
  void renamedFilesAreFoundAndOthersAreNamed()
      throws IOException, InterruptedException, FaceFileException {
    TinyFaceset.write(TinyFaceset.of(5, 32), folder);
    EvaluationSet pinned = choose(Facesets.open(folder, 1), upTo(5), 5);
    Path first = folder.resolve("000000_0.jpg");
    Files.move(first, folder.resolve("renamed.jpg"));
    EvaluationSet.Found found = pinned.find(Facesets.open(folder, 1));
    assertThat(found.indices()).hasSize(5).contains(4);
    assertThat(found.otherForm()).isZero();

    // The same points in gray; another face under an old name; one that is gone.
    Faceset faces = Facesets.open(folder, 1);
    Faceset.FaceEntry gray = faces.entries().get(0);
    DflJpeg.write(folder.resolve(gray.name()), faces.decode(0).toGray(), gray.metadata(), 90);
    assertThat(pinned.find(Facesets.open(folder, 1)).otherForm()).isEqualTo(1);
    Faceset.FaceEntry other = faces.entries().get(2);
    DflJpeg.write(folder.resolve("000002_0.jpg"), faces.decode(2), other.metadata(), 90);
    Files.delete(folder.resolve("renamed.jpg"));
    assertThatThrownBy(() -> pinned.find(Facesets.open(folder, 1)))
        .isInstanceOf(ManifestException.OtherFaces.class)
        .hasMessage(
            String.format(
                Locale.ROOT,
                "%1$s must have the 5 faces pinned of %1$s: 1 missing (000000_0.jpg), 1 changed"
                    + " (000002_0.jpg)",
                folder));
  }

  @Test
  void damagedFilesAreToldApart() throws IOException {
    Path file = folder.resolve("m.json");
    Files.writeString(file, "{\"format\": \"saehdbw-eval");
    assertThatThrownBy(() -> EvaluationManifest.read(file))
        .isInstanceOf(ManifestException.Corrupt.class)
        .hasMessageStartingWith(file + ": is not a valid manifest: Unexpected end-of-input");
    Files.writeString(file, "{}");
    assertThatThrownBy(() -> EvaluationManifest.read(file))
        .isInstanceOf(ManifestException.Corrupt.class)
        .hasMessage(file + ": format must be saehdbw-evaluation");
    Files.writeString(file, "{\"format\": \"saehdbw-evaluation\", \"version\": 2}");
    assertThatThrownBy(() -> EvaluationManifest.read(file))
        .isInstanceOf(ManifestException.TooNew.class)
        .hasMessage(file + ": version must be 1, got 2, written by a newer program");
    Files.writeString(
        file,
        "{\"format\": \"saehdbw-evaluation\", \"version\": 1, \"pose_bins\":"
            + " {\"yaw_degrees\": [5, 1], \"pitch_degrees\": []}}");
    assertThatThrownBy(() -> EvaluationManifest.read(file))
        .isInstanceOf(ManifestException.Corrupt.class)
        .hasMessage(file + ": is not a valid manifest: yaw_degrees must ascend, got [5.0, 1.0]");
    Files.writeString(
        file,
        "{\"format\": \"saehdbw-evaluation\", \"version\": 1, \"pose_bins\":"
            + " {\"yaw_degrees\": [1], \"pitch_degrees\": []}}");
    assertThatThrownBy(() -> EvaluationManifest.read(file))
        .isInstanceOf(ManifestException.Corrupt.class)
        .hasMessage(file + ": must have src");
  }

  @Test
  void theFilesKeysAreThoseOfTheDocs() throws IOException, FaceFileException {
    Path file = folder.resolve("m.json");
    new EvaluationManifest(PoseBins.usual(), choose(FACES, upTo(3), 1), Optional.empty())
        .write(file);
    String text = Files.readString(file);
    assertThat(text)
        .contains("\"pose_bins\"", "\"yaw_degrees\"", "\"pitch_degrees\"", "\"faceset\"")
        .contains("\"name\"", "\"content\"", "\"origin\"", "\"landmarks\"")
        .contains("\"faceset\" : \"drawn:60,size=48,seed=4,colour=true,face_type=wf\"");
  }
}
