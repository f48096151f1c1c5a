package org.saehdbw.facesets.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetReport;
import org.saehdbw.facesets.LyingFaces;
import org.saehdbw.facesets.PhotoFolder;
import org.saehdbw.pictures.ExifTurn;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticFaces;

class LyingFacesTest {
  private static final Path LONDON = Path.of("../../shared/data/london");

  @TempDir private Path folder;

  @Test
  void drawnFacesInAnyPoseDoNotLie() throws Exception {
    SyntheticFaces.of(60).size(96).seed(2).writeTo(folder, 2, done -> {});
    assertThat(LyingFaces.of(Facesets.open(folder, 2))).isEmpty();
  }

  @Test
  void aFaceTurnedInItsFileLies() throws Exception {
    Path upright = folder.resolve("upright");
    Path lying = Files.createDirectory(folder.resolve("lying"));
    SyntheticFaces.of(24).size(128).seed(5).writeTo(upright, 2, done -> {});
    Faceset faces = Facesets.open(upright, 2);
    for (int i = 0; i < faces.entries().size(); i++) {
      Picture turned = new ExifTurn(8).apply(faces.decode(i));
      Faceset.FaceEntry face = faces.entries().get(i);
      DflJpeg.write(lying.resolve(face.name()), turned, face.metadata(), 95);
    }
    assertThat(LyingFaces.of(Facesets.open(lying, 2)).size()).isGreaterThan(12);
    FacesetReport report = FacesetReport.of(Facesets.open(lying, 2));
    assertThat(report.lying()).isEqualTo(LyingFaces.of(Facesets.open(lying, 2)));
  }

  @Test
  void realFacesCutFromTurnedPhotographsLie() throws Exception {
    assumeTrue(Files.isDirectory(LONDON), "the London set is not beside the repository");
    Path right = folder.resolve("right");
    FacesetImport.of(LONDON).landmarks(LandmarkFormat.TEM).size(256).to(right);
    assertThat(LyingFaces.of(Facesets.open(right, 2))).isEmpty();
    Path photos = Files.createDirectory(folder.resolve("photos"));
    try (var files = Files.list(LONDON)) {
      for (Path points : files.filter(file -> file.toString().endsWith(".tem")).toList()) {
        String stem = PhotoFolder.stemOf(points);
        Picture turned = new ExifTurn(6).apply(PictureFiles.read(LONDON.resolve(stem + ".jpg")));
        Files.write(photos.resolve(stem + ".jpg"), PictureFiles.encodeJpeg(turned, 95));
        Files.copy(points, photos.resolve(stem + ".tem"));
      }
    }
    Path lying = folder.resolve("lying");
    ImportSummary summary =
        FacesetImport.of(photos).landmarks(LandmarkFormat.TEM).size(256).to(lying);
    assertThat(summary.doubtful().size()).isGreaterThan(40);
    assertThat(summary.doubtful().get(0).reason())
        .isEqualTo(
            "the landmarks fit the picture turned by 90 degrees counterclockwise, not as it is");
    assertThat(LyingFaces.of(Facesets.open(lying, 2)).size()).isGreaterThan(35);
  }
}
