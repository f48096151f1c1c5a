package org.saehdbw.facesets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.packs.PackUnpacker;
import org.saehdbw.facesets.packs.RawPack;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.testing.FacesetFixtures;
import org.saehdbw.testing.TestFaces;

/** The forms in which a faceset may stand on the disk. */
class FacesetFormsTest {
  @TempDir private Path folder;

  private void copy(String fixture, String name) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Files.copy(FacesetFixtures.path("dflimg/" + fixture), target);
  }

  @Test
  void personsAndTheirPackAreOneSetOfTheSameFaces() throws Exception {
    Path people = folder.resolve("people");
    PackUnpacker.unpack(FacesetFixtures.path("dflimg/faceset_persons.pak"), people, done -> {});
    Files.createDirectories(people.resolve(".thumbnails"));
    Files.copy(
        FacesetFixtures.path("dflimg/wf_color_p3.jpg"), people.resolve(".thumbnails/hidden.jpg"));
    copy("faceset_persons.pak", "people.pak");
    Faceset loose = Facesets.open(people, 2);
    Faceset packed = Facesets.open(folder.resolve("people.pak"), 2);
    for (Faceset faces : List.of(loose, packed)) {
      assertThat(faces.name()).isEqualTo("people");
      assertThat(faces.entries())
          .extracting(Faceset.FaceEntry::name)
          .containsExactly("alice/00001_0.jpg", "alice/00002_0.jpg", "bob/00001_0.jpg");
      assertThat(faces.entries())
          .extracting(Faceset.FaceEntry::personName)
          .containsExactly(Optional.of("alice"), Optional.of("alice"), Optional.of("bob"));
      assertThat(faces.entries().get(2).fileName()).isEqualTo("00001_0.jpg");
      assertThat(faces.decode(2).width()).isEqualTo(192);
      FacesetReport report = FacesetReport.of(faces);
      assertThat(report.persons()).isEqualTo(Map.of("alice", 2, "bob", 1));
      assertThat(report.bytes()).isEqualTo(34_862);
    }
    assertThat(FacesetFingerprint.of(packed)).isEqualTo(FacesetFingerprint.of(loose));
    assertThat(FacesetSplit.of(packed, 0.4)).isEqualTo(FacesetSplit.of(loose, 0.4));
    assertThat(packed.source()).isEqualTo(folder.resolve("people.pak").toString());
    assertThat(Facesets.open(Path.of(packed.source()), 1).entries()).hasSize(3);
  }

  @Test
  void aPackCountsBeforeLooseFilesAndAFolderBeforeItsSubfolders() throws Exception {
    copy("wf_color_p3.jpg", "loose.jpg");
    copy("wf_color_p3.jpg", "sub/other.jpg");
    assertThat(Facesets.open(folder, 1).entries())
        .extracting(Faceset.FaceEntry::name)
        .containsExactly("loose.jpg");
    copy("faceset_flat.pak", "faceset.pak");
    Faceset packed = Facesets.open(folder, 1);
    assertThat(packed.entries()).hasSize(3);
    assertThat(packed.entries().get(0).personName()).isEmpty();
    assertThat(packed.source()).isEqualTo(folder.toString());
    assertThat(packed.name()).isEqualTo(folder.getFileName().toString());
    assertThat(Facesets.open(folder.resolve("faceset.pak"), 1).source())
        .isEqualTo(folder.toString());
  }

  @Test
  void filesOfTheSystemArePassedOverAndCounted() throws Exception {
    copy("wf_color_p3.jpg", "alice/a.jpg");
    copy("wf_color_p3.jpg", "bob/b.jpg");
    for (String name :
        List.of(
            "._alice",
            ".DS_Store",
            "alice/._a.jpg",
            "alice/Thumbs.db",
            "bob/desktop.ini",
            "__MACOSX/alice/a.jpg",
            ".ipynb_checkpoints/a-checkpoint.jpg",
            "._top.jpg")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.write(folder.resolve(name), new byte[] {1});
    }
    Faceset faces = Facesets.open(folder, 1);
    assertThat(faces.entries())
        .extracting(Faceset.FaceEntry::name)
        .containsExactly("alice/a.jpg", "bob/b.jpg");
    assertThat(faces.rejected()).isEmpty();
    assertThat(faces.remarks()).containsExactly("skipped 8 files of the operating system");
    Faceset one = Facesets.open(folder.resolve("alice"), 1);
    assertThat(one.entries()).hasSize(1);
    assertThat(one.remarks()).containsExactly("skipped 2 files of the operating system");
  }

  @Test
  void picturesOfOtherKindsAreNamed() throws Exception {
    copy("wf_color_p3.jpg", "a.jpg");
    for (String name : List.of("b.webp", "c.BMP", "d.pgm", "e.gif", "f.png", "notes.txt")) {
      Files.write(folder.resolve(name), new byte[] {1});
    }
    Faceset faces = Facesets.open(folder, 1);
    assertThat(faces.entries()).hasSize(1);
    assertThat(faces.rejected())
        .extracting(Faceset.RejectedFile::name)
        .containsExactlyInAnyOrder("b.webp", "c.BMP", "d.pgm", "e.gif", "f.png");
    assertThat(faces.rejected())
        .extracting(Faceset.RejectedFile::reason)
        .containsOnly("only files whose names end in .jpg carry face data");
  }

  @Test
  void aStrayPictureAmongPersonsIsNamedWithTheSubfolders() throws Exception {
    copy("wf_color_p3.jpg", "alice/a.jpg");
    copy("wf_color_p3.jpg", "bob/b.jpg");
    copy("no_metadata.jpg", "holiday.jpg");
    String remark =
        "the subfolders hold 2 pictures, which are not read because the folder has 1 pictures of"
            + " its own; move those away to read each subfolder as a person";
    assertThat(Facesets.scan(folder, 1).remarks()).containsExactly(remark);
    assertThatThrownBy(() -> Facesets.open(folder, 1))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            folder
                + " holds no aligned faces: none of its 1 pictures could be used (first"
                + " holiday.jpg: no face data in it, it is a plain JPEG picture); \"faceset"
                + " import\" makes aligned faces of photographs with landmarks; "
                + remark);
    Files.delete(folder.resolve("holiday.jpg"));
    assertThat(Facesets.open(folder, 1).remarks()).isEmpty();
  }

  @Test
  void anotherFileIsNoFaceset() throws Exception {
    copy("wf_color_p3.jpg", "face.jpg");
    Path file = folder.resolve("face.jpg");
    assertThatThrownBy(() -> Facesets.open(file, 1))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("a faceset is a folder of aligned faces or a .pak file, got the file " + file);
    Path empty = folder.resolve("empty.pak");
    Files.write(empty, new RawPack().bytes());
    assertThat(Facesets.scan(empty, 1).entries()).isEmpty();
    assertThatThrownBy(() -> Facesets.open(empty, 1))
        .hasMessage(
            empty
                + " holds no pictures; a faceset is a folder of aligned faces"
                + " (.jpg with DeepFaceLab's face data)");
  }

  @Test
  void aFaceOfAPersonIsCalledByIt() {
    FaceMetadata face = FaceMetadata.of(FaceType.WHOLE, TestFaces.frontal(64));
    assertThatThrownBy(
            () -> new Faceset.FaceEntry("bob/a.jpg", Optional.of("ann"), 64, 64, 3, face))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a face of ann must be called ann/FILE, got bob/a.jpg");
  }
}
