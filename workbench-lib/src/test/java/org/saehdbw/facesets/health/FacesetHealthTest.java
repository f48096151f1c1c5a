package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.SyntheticFace;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class FacesetHealthTest {
  private static final SyntheticFaces FACES = TinyFaceset.of(12, 96, 41);

  @TempDir private Path folder;

  @Test
  void theReportDoesNotDependOnThreads() throws InterruptedException {
    HealthReport one = FacesetHealth.of(FACES).threads(1).at(64);
    HealthReport three = FacesetHealth.of(FACES).threads(3).at(64);
    assertThat(three.src().faces()).isEqualTo(one.src().faces());
    assertThat(three.toString()).isEqualTo(one.toString());
    assertThat(one.src().decode()).as("drawn faces have no files").isEmpty();
    assertThat(one.dst()).isEmpty();
  }

  @Test
  void tellsProgressOfBothSides() throws InterruptedException {
    List<String> told = new ArrayList<>();
    FacesetHealth.of(FACES, FACES.seed(42))
        .threads(2)
        .progress((role, done) -> told.add(role + done))
        .at(64);
    assertThat(told).hasSize(24).startsWith("src1").endsWith("dst12");
  }

  @Test
  void copiesAreGroupedAndCounted() throws InterruptedException {
    MemoryFaceset faces = new MemoryFaceset();
    for (int index : new int[] {0, 1, 0, 2, 0, 1}) {
      SyntheticFace face = FACES.draw(FACES.parameters(index));
      faces.add("face " + faces.entries().size(), face.picture(), face.metadata());
    }
    HealthReport report = FacesetHealth.of(faces).at(96);
    assertThat(report.src().copies()).containsExactly(List.of(0, 2, 4), List.of(1, 5));
    assertThat(report.src().spareCopies()).isEqualTo(3);
    Finding copies = report.found(FindingKind.COPIES).get(0);
    assertThat(copies.headline())
        .isEqualTo("5 of 6 src faces (83.3 %) are near-duplicates in 2 groups; 3 can be removed");
    assertThat(copies.faces().get(0)).isEqualTo(new Finding.Named("face 0", "group 1 of 3 faces"));
    assertThat(copies.worst()).hasSize(5);
    assertThat(copies.action()).contains("faceset sort SRC");
  }

  @Test
  void namesWhatCannotBeRead() throws Exception {
    SyntheticFace face = FACES.draw(FACES.parameters(0));
    DflJpeg.write(folder.resolve("good.jpg"), face.picture(), face.metadata(), 90);
    DflJpeg.write(folder.resolve("late.jpg"), face.picture(), face.metadata(), 90);
    Files.write(folder.resolve("bad.jpg"), new byte[] {1});
    FacesetFolder faces = FacesetFolder.scan(folder, 1);
    Files.write(folder.resolve("late.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8});

    HealthReport report = FacesetHealth.of(faces, FACES).at(96);
    Finding unreadable = report.found(FindingKind.UNREADABLE).get(0);
    assertThat(unreadable.headline())
        .isEqualTo("2 of 3 src files (66.7 %) cannot be read as faces");
    assertThat(unreadable.faces()).extracting(Finding.Named::name).contains("bad.jpg", "late.jpg");
    assertThat(report.findings().get(0)).isEqualTo(unreadable);
    assertThat(report.src().decode()).isPresent();
    assertThat(report.src().decode().get().faces()).isEqualTo(1);
  }

  @Test
  void mixturesAndSizesAreTold() throws InterruptedException {
    MemoryFaceset faces = new MemoryFaceset().withFiles();
    for (int i = 0; i < 3; i++) {
      SyntheticFaces from = i == 0 ? FACES.gray().faceType(FaceType.FULL) : FACES;
      SyntheticFace face = from.draw(FACES.parameters(i));
      faces.add("face " + i, face.picture(), face.metadata());
    }
    HealthReport report = FacesetHealth.of(faces).at(64);
    assertThat(report.found(FindingKind.MIXED_TYPES).get(0).headline())
        .isEqualTo("The faces have several face types: src 1 full_face, 2 whole_face");
    assertThat(report.found(FindingKind.MIXED_CHANNELS).get(0).headline())
        .isEqualTo("src mixes 1 gray and 2 colour faces");
    Finding large = report.found(FindingKind.LARGE).get(0);
    assertThat(large.headline())
        .isEqualTo("3 of 3 src faces (100.0 %) are larger than 64 pixels need");
    assertThat(large.meaning()).contains("Measured on this machine, decoding takes");
    assertThat(large.action())
        .isEqualTo(
            "\"./workbench faceset resize SRC --size 64 --out SRC-resized\" once, before"
                + " training.");
    assertThat(FacesetHealth.of(faces).at(96).found(FindingKind.LARGE)).isEmpty();
    assertThat(FacesetHealth.of(faces).at(97).found(FindingKind.SMALL).get(0).headline())
        .isEqualTo("3 of 3 src faces (100.0 %) are smaller than the training size");
  }

  @Test
  void srcAgainstDstIsTold() throws InterruptedException {
    MemoryFaceset dark = new MemoryFaceset();
    for (int i = 0; i < FACES.count(); i++) {
      SyntheticFace face = FACES.draw(FACES.parameters(i));
      dark.add("face " + i, half(face.picture()), face.metadata());
    }
    HealthReport report = FacesetHealth.of(dark, FACES).at(96);
    assertThat(report.found(FindingKind.TONES_DIFFER)).hasSize(1);
    assertThat(report.found(FindingKind.TONES_DIFFER).get(0).headline())
        .startsWith("src is darker than dst by ")
        .endsWith(" of 255 levels (median over faces)");
    assertThat(report.poses().orElseThrow().holes()).isEmpty();
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThatThrownBy(() -> FacesetHealth.of(FACES).at(31))
        .hasMessage("the training size must be from 32 to 1024 pixels, got 31");
    assertThatThrownBy(() -> FacesetHealth.of(FACES).threads(0))
        .hasMessage("threads must be from 1 to 64, got 0");
  }

  @Test
  void oneFaceIsAFacesetToo() throws InterruptedException {
    Picture white = new Picture(1, 1, 1, new byte[] {(byte) 255});
    FaceMetadata face = FACES.entries().get(0).metadata();
    MemoryFaceset faces = new MemoryFaceset().add("dot.jpg", white, face);
    HealthReport report = FacesetHealth.of(faces).at(32);
    assertThat(report.found(FindingKind.SMALL).get(0).headline())
        .isEqualTo("1 of 1 src faces (100.0 %) is smaller than the training size");
    assertThat(report.found(FindingKind.BURNT)).hasSize(1);
  }

  private static Picture half(Picture picture) {
    byte[] pixels = picture.pixels().clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((pixels[i] & 0xFF) / 2);
    }
    return new Picture(picture.width(), picture.height(), picture.channels(), pixels);
  }
}
