package org.saehdbw.facesets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.backup.MetadataBackup;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.facesets.packs.PackWriter;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.sources.Facesets;
import org.saehdbw.testing.FacesetFixtures;

class FacesetFolderTest {
  @TempDir Path folder;

  private void copy(String fixture, String name) throws IOException {
    Files.copy(FacesetFixtures.path("dflimg/" + fixture), folder.resolve(name));
  }

  @Test
  void readingTellsHowFarItIs() throws Exception {
    copy("wf_color_p3.jpg", "b.jpg");
    copy("mf_gray_p3.jpg", "a.jpg");
    copy("no_metadata.jpg", "holiday.jpg");
    Path persons = Files.createDirectories(folder.resolve("persons/one"));
    copy("wf_color_p3.jpg", "persons/one/a.jpg");
    for (int threads : new int[] {1, 3}) {
      List<String> told = new ArrayList<>();
      Progress progress = (stage, done, of) -> told.add(stage + " " + done + " of " + of);
      Facesets.open(folder.toString(), threads, progress);
      assertThat(told)
          .containsExactly("faces read 1 of 3", "faces read 2 of 3", "faces read 3 of 3");
      told.clear();
      Path pack = folder.resolve("persons/faceset.pak");
      PackWriter.of(Facesets.open(folder, 1)).force(true).to(pack, done -> {});
      Facesets.scan(pack, threads, progress);
      assertThat(told).containsExactly("faces read 1 of 2", "faces read 2 of 2");
      Files.delete(pack);
      told.clear();
      Facesets.scan(persons.getParent(), threads, progress);
      assertThat(told).containsExactly("faces read 1 of 1");
    }
  }

  @Test
  void readsFacesInTheOrderOfTheirNamesAndSaysWhatItLeavesOut() throws Exception {
    copy("wf_color_p3.jpg", "b.jpg");
    copy("mf_gray_p3.jpg", "a.jpg");
    copy("no_metadata.jpg", "holiday.jpg");
    copy("mark_only_p3.jpg", "mark.jpg");
    copy("expected_polys_wf_color_p3.png", "picture.png");
    copy("full_color_p4.jpg", "UPPER.JPG");
    byte[] whole = Files.readAllBytes(FacesetFixtures.path("dflimg/full_color_p4.jpg"));
    Files.write(folder.resolve("half.jpg"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    for (int threads : new int[] {1, 3}) {
      Faceset faces = Facesets.open(folder, threads);
      assertThat(faces.name()).isEqualTo(folder.getFileName().toString());
      assertThat(faces.entries())
          .extracting(Faceset.FaceEntry::name)
          .containsExactly("a.jpg", "b.jpg");
      assertThat(faces.entries().get(0).channels()).isEqualTo(1);
      assertThat(faces.entries().get(1).width()).isEqualTo(256);
      assertThat(faces.rejected())
          .extracting(file -> file.name() + ": " + file.reason())
          .containsExactly(
              "UPPER.JPG: only files whose names end in .jpg carry face data",
              "half.jpg: the JPEG is cut off: its 8423 bytes have no end marker",
              "holiday.jpg: no face data in it, it is a plain JPEG picture",
              "mark.jpg: a whole frame with points (mark_only), not an aligned face",
              "picture.png: only files whose names end in .jpg carry face data");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesOutOnlyTheFileWhoseNameJavaCannotRead(boolean ofPersons) throws Exception {
    Path good = Files.createDirectories(folder.resolve(ofPersons ? "alice" : "."));
    copy("wf_color_p3.jpg", "face.bin");
    Files.move(folder.resolve("face.bin"), good.resolve("face.jpg"));
    // Latin-1 in a system of UTF-8 or ASCII: only a program that writes bytes can make such a name.
    String odd =
        ofPersons
            ? "mkdir 'j\\374rgen'; cp alice/face.jpg 'j\\374rgen/odd.jpg'"
            : "cp face.jpg 'j\\374rgen.jpg'";
    String script = odd.replaceAll("'([^']*)'", "\"\\$(printf '$1')\"");
    Process made =
        new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).inheritIO().start();
    Assumptions.assumeTrue(made.waitFor() == 0, "this system has no such names");
    FacesetFolder faces =
        ofPersons ? FacesetFolder.scanPersons(folder, 2) : FacesetFolder.scan(folder, 2);
    assertThat(faces.entries()).hasSize(1);
    assertThat(faces.file(0)).isPresent();
    assertThat(faces.rejected())
        .extracting(Faceset.RejectedFile::reason)
        .containsExactly(
            "its name has letters that Java cannot read with the character set "
                + System.getProperty("sun.jnu.encoding")
                + "; set LC_ALL=C.UTF-8, or rename the file");
  }

  @Test
  void refusesAnEmptyFolder() {
    assertThatThrownBy(() -> Facesets.open(folder, 1))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            folder
                + " holds no pictures; a faceset is a folder of aligned faces"
                + " (.jpg with DeepFaceLab's face data)");
    assertThatThrownBy(() -> Facesets.open(folder.resolve("none"), 1))
        .hasMessage("no such folder: " + folder.resolve("none"));
  }

  @Test
  void refusesAFolderOfHolidayPictures() throws IOException {
    copy("no_metadata.jpg", "beach.jpg");
    copy("no_metadata.jpg", "hills.jpg");
    assertThatThrownBy(() -> Facesets.open(folder, 2))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            folder
                + " holds no aligned faces: none of its 2 pictures could be used (first beach.jpg:"
                + " no face data in it, it is a plain JPEG picture); \"faceset import\" makes"
                + " aligned faces of photographs with landmarks");
  }

  @Test
  void decodesAndNoticesChangedFiles() throws Exception {
    copy("mf_gray_p3.jpg", "a.jpg");
    copy("wf_color_p3.jpg", "b.jpg");
    Faceset faces = Facesets.open(folder, 1);
    assertThat(faces.decode(0).channels()).isEqualTo(1);
    assertThat(faces.decode(1).pixels()).hasSize(256 * 256 * 3);
    Files.delete(folder.resolve("b.jpg"));
    copy("full_color_p4.jpg", "b.jpg");
    assertThatThrownBy(() -> faces.decode(1))
        .hasMessage(
            folder.resolve("b.jpg")
                + ": the picture changed: it was 256 x 256 x 3 and is 192 x 192 x 3");
  }

  @Test
  void aFileOfTheSameSizeThatChangedIsNoticedToo() throws Exception {
    copy("wf_color_p3.jpg", "b.jpg");
    Faceset faces = Facesets.open(folder, 1);
    Path file = folder.resolve("b.jpg");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> faces.decode(0))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(file + ": the file changed since the faceset was opened");
    Files.write(file, bytes);
    assertThat(faces.decode(0).width()).isEqualTo(256);
  }

  @Test
  void fingerprintAndSplitLookAtContentOnly() throws Exception {
    copy("mf_gray_p3.jpg", "a.jpg");
    copy("wf_color_p3.jpg", "b.jpg");
    String before = FacesetFingerprint.of(Facesets.open(folder, 1));
    assertThat(before).hasSize(64);
    Files.move(folder.resolve("a.jpg"), folder.resolve("z.jpg"));
    assertThat(FacesetFingerprint.of(Facesets.open(folder, 1))).isEqualTo(before);
    copy("full_color_p4.jpg", "c.jpg");
    assertThat(FacesetFingerprint.of(Facesets.open(folder, 1))).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10, 400})
  void holdsOutAboutTheWantedPart(int count) throws Exception {
    Faceset faces = new NumberedFaces(count);
    FacesetSplit split = FacesetSplit.of(faces, 0.1);
    assertThat(split.training().size() + split.heldOut().size()).isEqualTo(count);
    assertThat(split.training()).noneMatch(split.heldOut()::contains);
    if (count == 400) {
      assertThat(split.heldOut().size()).isBetween(25, 55);
      // A face's side does not depend on the others.
      List<Integer> firstHundred = split.heldOut().stream().filter(i -> i < 100).toList();
      assertThat(FacesetSplit.of(new NumberedFaces(100), 0.1).heldOut()).isEqualTo(firstHundred);
    }
    if (count >= 10) {
      assertThat(split.heldOut()).isNotEmpty();
      assertThat(FacesetSplit.of(faces, 1e-9).heldOut()).hasSize(1);
      assertThat(FacesetSplit.of(faces, 1 - 1e-9).training()).hasSize(1);
    }
    assertThat(FacesetSplit.of(faces, 0).heldOut()).isEmpty();
    assertThatThrownBy(() -> FacesetSplit.of(faces, 1))
        .hasMessage("held_out must be from 0 to below 1, got 1.0; 0.1 holds out every tenth face");
  }

  /** Faces without files, told apart by one pixel. */
  private record NumberedFaces(int count) implements Faceset {
    @Override
    public String name() {
      return "numbered";
    }

    @Override
    public List<FaceEntry> entries() {
      FaceMetadata face = FaceMetadata.of(FaceType.FULL, Landmarks.of(new double[136]));
      return Collections.nCopies(count, new FaceEntry("n", 2, 1, 1, face));
    }

    @Override
    public List<RejectedFile> rejected() {
      return List.of();
    }

    @Override
    public Picture decode(int index) {
      return new Picture(2, 1, 1, new byte[] {(byte) index, (byte) (index >> 8)});
    }
  }

  @Test
  void reportsWhatIsThere() throws Exception {
    copy("mf_gray_p3.jpg", "a.jpg");
    copy("wf_color_p3.jpg", "b.jpg");
    copy("full_color_p4.jpg", "c.jpg");
    copy("no_metadata.jpg", "d.jpg");
    List<String> told = new ArrayList<>();
    FacesetReport report =
        FacesetReport.of(
            Facesets.open(folder, 1),
            (stage, done, of) -> told.add(stage + ": " + done + " of " + of));
    int faces = report.faces();
    assertThat(told)
        .startsWith("faces measured: 0 of " + faces)
        .endsWith("faces measured: " + faces + " of " + faces)
        .hasSize(faces + 1);
    assertThat(report.faces()).isEqualTo(3);
    assertThat(report.faceTypes())
        .isEqualTo(Map.of("midfull_face", 1, "whole_face", 1, "full_face", 1));
    assertThat(report.sizes()).isEqualTo(Map.of("192 x 192", 2, "256 x 256", 1));
    assertThat(report.channels()).isEqualTo(Map.of(1, 1, 3, 2));
    assertThat(report.withSegmentation()).isEqualTo(2);
    assertThat(report.rejected()).hasSize(1);
    assertThat(report.yaw()).hasSize(12);
    assertThat(report.yaw().get(0).fromDegrees()).isEqualTo(-90);
    // full_color_p4.jpg was made with a yaw of 30 degrees.
    int turned =
        report.yaw().stream()
            .filter(b -> b.fromDegrees() >= 15 || b.toDegrees() <= -15)
            .mapToInt(FacesetReport.YawBin::faces)
            .sum();
    assertThat(turned).isGreaterThanOrEqualTo(1);
    assertThat(report.yaw().stream().mapToInt(FacesetReport.YawBin::faces).sum()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"faceset_flat.pak", "faceset_persons.pak", "faceset_enum_getattr_form.pak"})
  void readsPacks(String file) throws Exception {
    copy(file, "faceset.pak");
    copy("no_metadata.jpg", "loose.jpg");
    Faceset faces = Facesets.open(folder, 1);
    JsonNode wanted = expectedPack(file);
    assertThat(faces.rejected()).isEmpty();
    assertThat(faces.entries()).hasSize(wanted.get("samples").size());
    for (int i = 0; i < faces.entries().size(); i++) {
      JsonNode sample = wanted.get("samples").get(i);
      Faceset.FaceEntry face = faces.entries().get(i);
      String person =
          sample.get("person_name").isNull() ? "" : sample.get("person_name").asText() + "/";
      assertThat(face.name()).isEqualTo(person + sample.get("filename").asText());
      assertThat(face.metadata().faceType().id()).isEqualTo(sample.get("face_type_id").asInt());
      assertThat(face.height()).isEqualTo(sample.get("shape").get(0).asInt());
      assertThat(face.metadata().polygons()).hasSize(sample.get("polys").size());
      assertThat(face.metadata().xsegMask().isPresent())
          .isEqualTo(sample.get("has_xseg").asBoolean());
      assertThat(faces.contentHash(i)).isEqualTo(sample.get("data_sha256").asText());
      assertThat(faces.decode(i).width()).isEqualTo(face.width());
    }
  }

  private static JsonNode expectedPack(String file) throws IOException {
    for (JsonNode pack : FacesetFixtures.json("dflimg/expected_pak.json")) {
      if (pack.get("file").asText().equals(file)) {
        return pack;
      }
    }
    throw new AssertionError("no expectations of " + file);
  }

  @Test
  void refusesDamagedPacks() throws Exception {
    byte[] whole = Files.readAllBytes(FacesetFixtures.path("dflimg/faceset_flat.pak"));
    Path pack = folder.resolve("faceset.pak");
    byte[] other = whole.clone();
    other[0] = 2;
    Files.write(pack, other);
    assertThatThrownBy(() -> FacesetPack.open(pack))
        .hasMessage(pack + ": a pack must have version 1, got 2");
    for (int length = 0; length < 6100; length += 7) {
      Files.write(pack, Arrays.copyOf(whole, length));
      try {
        assertThat(FacesetPack.open(pack).entries()).isEmpty();
      } catch (FaceFileException e) {
        assertThat(e.getMessage()).startsWith(pack + ": ");
      }
    }
  }

  @Test
  void aGiantFileIsLeftOutAndCostsNoMemory() throws Exception {
    copy("wf_color_p3.jpg", "a.jpg");
    // Sparse: it says so many bytes and takes none on the disk.
    try (RandomAccessFile giant =
        new RandomAccessFile(folder.resolve("giant.jpg").toFile(), "rw")) {
      giant.setLength(1L << 40);
    }
    Faceset.RejectedFile rejected =
        new Faceset.RejectedFile(
            "giant.jpg",
            "a face's file may have at most 268435456 bytes (256 MiB), got 1099511627776");
    assertThat(Facesets.open(folder, 1).rejected()).containsExactly(rejected);
    assertThat(MetadataBackup.save(folder, false, done -> {}).leftOut()).containsExactly(rejected);
  }
}
