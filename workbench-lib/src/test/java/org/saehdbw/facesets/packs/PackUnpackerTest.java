package org.saehdbw.facesets.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.facesets.FaceOrigins;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.resizing.FacesetResizer;
import org.saehdbw.files.Fsync;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.sources.Facesets;
import org.saehdbw.testing.FacesetFixtures;

class PackUnpackerTest {
  private static final Path PERSONS = FacesetFixtures.path("dflimg/faceset_persons.pak");
  private static final Path FLAT = FacesetFixtures.path("dflimg/faceset_flat.pak");

  @TempDir private Path folder;

  private static byte[] fixture(String name) throws IOException {
    return Files.readAllBytes(FacesetFixtures.path("dflimg/" + name));
  }

  @Test
  void takesFilesOutByteForByte() throws Exception {
    Path out = folder.resolve("deep/er");
    UnpackSummary summary = PackUnpacker.unpack(FLAT, out, done -> {});
    assertThat(summary).isEqualTo(new UnpackSummary(out.toString(), 3, 0, 34_862, false));
    for (String name :
        List.of("full_color_p4.jpg", "half_color_legacy_polys_p3.jpg", "mf_gray_p3.jpg")) {
      assertThat(Files.readAllBytes(out.resolve(name))).isEqualTo(fixture(name));
    }
    PackUnpacker.unpack(PERSONS, out, done -> {});
    assertThat(Files.readAllBytes(out.resolve("bob/00001_0.jpg")))
        .isEqualTo(fixture("full_color_p4.jpg"));
    assertThat(out.resolve("alice")).isDirectoryContaining("glob:**00002_0.jpg");
  }

  @Test
  void aGrayCopyHoldsOutItsSourcesFacesPackedAndUnpackedToo() throws Exception {
    Path colour = Files.createDirectories(folder.resolve("colour"));
    for (String name : List.of("full_color_p4.jpg", "wf_color_p3.jpg")) {
      Files.write(colour.resolve(name), fixture(name));
    }
    Faceset source = Facesets.open(colour, 1);
    FacesetResizer.of(source).size(64).gray().to(folder.resolve("gray"));
    Path pack = folder.resolve("packed/new/faceset.pak");
    PackWriter.of(Facesets.open(folder.resolve("gray"), 1)).to(pack, done -> {});
    PackUnpacker.unpack(pack, folder.resolve("again"), done -> {});
    for (Faceset copy :
        List.of(Facesets.open(pack, 1), Facesets.open(folder.resolve("again"), 1))) {
      for (int i = 0; i < 2; i++) {
        assertThat(copy.originHash(i)).isEqualTo(source.contentHash(i));
        assertThat(copy.contentHash(i)).isNotEqualTo(source.contentHash(i));
      }
    }
    PackUnpacker.unpack(FLAT, folder.resolve("plain"), done -> {});
    assertThat(folder.resolve("plain/origins.csv")).doesNotExist();
  }

  @Test
  void goesOnWhereItWasStopped() throws Exception {
    PackUnpacker.unpack(PERSONS, folder, done -> {});
    Files.delete(folder.resolve("alice/00002_0.jpg"));
    Files.writeString(folder.resolve("alice/.00002_0.jpg.part"), "half");
    List<Integer> told = new ArrayList<>();
    UnpackSummary again = PackUnpacker.unpack(PERSONS, folder, told::add);
    assertThat(again.written()).isEqualTo(1);
    assertThat(again.there()).isEqualTo(2);
    assertThat(told).containsExactly(3);
    try (var files = Files.list(folder.resolve("alice"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly("00001_0.jpg", "00002_0.jpg");
    }
  }

  @Test
  void aFileWithOtherContentIsNeverWrittenOver() throws Exception {
    Path mine = folder.resolve("mf_gray_p3.jpg");
    Files.writeString(mine, "mine");
    assertThatThrownBy(() -> PackUnpacker.unpack(FLAT, folder, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(mine + " is there already with other content, nothing was unpacked");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(mine);
    }
    assertThat(Files.readString(mine)).isEqualTo("mine");
  }

  @Test
  void aLinkDoesNotLeadOutOfTheFolder() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(out.resolve("alice"), elsewhere);
    assertThatThrownBy(() -> PackUnpacker.unpack(PERSONS, out, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(out.resolve("alice") + " leads out of " + out + ", nothing was unpacked");
    assertThat(elsewhere).isEmptyDirectory();
    Files.delete(out.resolve("alice"));
    Path dangling = folder.resolve("nowhere.jpg");
    Files.createDirectories(out.resolve("alice"));
    Files.createSymbolicLink(out.resolve("alice/00001_0.jpg"), dangling);
    assertThatThrownBy(() -> PackUnpacker.unpack(PERSONS, out, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessageEndingWith(
            "00001_0.jpg is there already with other content, nothing was unpacked");
    assertThat(dangling).doesNotExist();
  }

  @Test
  void hostileNamesWriteNothing() throws Exception {
    Path pack = folder.resolve("evil.pak");
    Files.write(
        pack,
        new RawPack()
            .add("good.jpg", fixture("mf_gray_p3.jpg"))
            .add("../evil.jpg", fixture("mf_gray_p3.jpg"))
            .bytes());
    Path out = folder.resolve("a/b");
    assertThatThrownBy(() -> PackUnpacker.unpack(pack, out, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            pack
                + ": its list of faces is refused: face 1 is called \"../evil.jpg\", which has the"
                + " letter / in it, that file names must not have");
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void takesOutWhatIsNoFaceToo() throws Exception {
    Path pack = folder.resolve("odd.pak");
    byte[] odd = {1, 2, 3};
    Files.write(pack, new RawPack().add("odd.jpg", odd).add("none.jpg", new byte[0]).bytes());
    assertThat(PackUnpacker.unpack(pack, folder, done -> {}).written()).isEqualTo(2);
    assertThat(Files.readAllBytes(folder.resolve("odd.jpg"))).isEqualTo(odd);
    assertThat(folder.resolve("none.jpg")).isEmptyFile();
  }

  @Test
  void thePackGoesOnlyWhereAllOfItIsThere() throws Exception {
    Path pack = Files.copy(FLAT, folder.resolve("faceset.pak"));
    PackUnpacker.unpack(pack, folder, done -> {});
    Path file = folder.resolve("mf_gray_p3.jpg");
    Files.delete(file);
    assertThatThrownBy(() -> LooseFileCleanup.deletePack(pack, folder))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(pack + ": the pack stays, " + file + " is not what it holds");
    assertThat(pack).exists();
    PackUnpacker.unpack(pack, folder, done -> {});
    LooseFileCleanup.deletePack(pack, folder);
    assertThat(pack).doesNotExist();
    assertThat(Facesets.open(folder, 1).entries()).hasSize(3);
  }

  @Test
  void packsSideBySideDoNotMixTheirOrigins() throws Exception {
    Path colour = Files.createDirectories(folder.resolve("colour"));
    Files.write(colour.resolve("a.jpg"), fixture("full_color_p4.jpg"));
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.write(other.resolve("a.jpg"), fixture("wf_color_p3.jpg"));
    Faceset source = Facesets.open(colour, 1);
    FacesetResizer.of(source).size(64).to(folder.resolve("small"));
    Path copy = folder.resolve("packs/small.pak");
    Path plain = folder.resolve("packs/plain.pak");
    PackWriter.of(Facesets.open(folder.resolve("small"), 1)).to(copy, done -> {});
    PackWriter.of(Facesets.open(other, 1)).to(plain, done -> {});
    assertThat(folder.resolve("packs/small.origins.csv")).exists();
    assertThat(folder.resolve("packs")).isDirectoryNotContaining("glob:**/origins.csv");
    assertThat(Facesets.open(copy, 1).originHash(0)).isEqualTo(source.contentHash(0));
    Faceset own = Facesets.open(plain, 1);
    assertThat(own.originHash(0)).isEqualTo(own.contentHash(0));
    // Packed over, the copy is none any more.
    PackWriter.of(Facesets.open(other, 1)).force(true).to(copy, done -> {});
    assertThat(Facesets.open(copy, 1).originHash(0)).isEqualTo(own.contentHash(0));
  }

  @Test
  void unpackedFacesHaveThePacksOriginsAndNoneFromBefore() throws Exception {
    String stale = "0".repeat(64);
    FaceOrigins.write(folder, Map.of("mf_gray_p3.jpg", stale, "mine.jpg", stale));
    Path pack = Files.copy(FLAT, Files.createDirectories(folder.resolve("p")).resolve("x.pak"));
    String origin = "1".repeat(64);
    FaceOrigins.replace(
        folder.resolve("p/x.origins.csv"), Set.of(), Map.of("full_color_p4.jpg", origin));
    PackUnpacker.unpack(pack, folder, done -> {});
    assertThat(FaceOrigins.read(folder))
        .containsExactlyInAnyOrderEntriesOf(Map.of("mine.jpg", stale, "full_color_p4.jpg", origin));
  }

  @Test
  void thePackGoesAfterItsFilesAreOnTheDisk() throws Exception {
    Path pack = Files.copy(PERSONS, folder.resolve("faceset.pak"));
    PackUnpacker.unpack(pack, folder, done -> {});
    assertThatThrownBy(
            () ->
                LooseFileCleanup.deletePack(
                    pack,
                    folder,
                    path -> {
                      throw new IOException("the disk fails");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk fails");
    assertThat(pack).exists();
    List<Path> forced = new ArrayList<>();
    LooseFileCleanup.deletePack(
        pack,
        folder,
        path -> {
          assertThat(pack).exists();
          Fsync.of(path);
          forced.add(path);
        });
    assertThat(pack).doesNotExist();
    assertThat(forced)
        .containsExactly(
            folder.resolve("alice/00001_0.jpg"),
            folder.resolve("alice/00002_0.jpg"),
            folder.resolve("bob/00001_0.jpg"),
            folder.resolve("alice"),
            folder.resolve("bob"),
            folder);
  }
}
