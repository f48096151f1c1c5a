package org.saehdbw.facesets.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.testing.FacesetFixtures;
import org.saehdbw.testing.Python;

class PackWriterTest {
  @TempDir private Path folder;
  private Path loose;
  private Path pack;

  @BeforeEach
  void choosesFolders() {
    loose = folder.resolve("loose");
    pack = folder.resolve("faceset.pak");
  }

  /** Puts the files of a stored pack where the original found them. */
  private void unpackFixture(String name) throws Exception {
    PackUnpacker.unpack(FacesetFixtures.path("dflimg/" + name), loose, done -> {});
  }

  private Faceset opened(String fixture) throws FaceFileException {
    return fixture.contains("persons")
        ? FacesetFolder.scanPersons(loose, 1)
        : FacesetFolder.scan(loose, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"faceset_flat.pak", "faceset_persons.pak", "faceset_enum_getattr_form.pak"})
  void packsTheStoredFacesAgain(String fixture) throws Exception {
    unpackFixture(fixture);
    List<Integer> told = new ArrayList<>();
    PackSummary summary = PackWriter.of(opened(fixture)).to(pack, told::add);
    FacesetPack wanted = FacesetPack.open(FacesetFixtures.path("dflimg/" + fixture));
    FacesetPack written = FacesetPack.open(pack);
    assertThat(summary.faces()).isEqualTo(wanted.entries().size());
    assertThat(summary.bytes()).isEqualTo(Files.size(pack));
    assertThat(summary.persons())
        .isEqualTo(fixture.contains("persons") ? List.of("alice", "bob") : List.of());
    assertThat(told).endsWith(summary.faces());
    assertThat(written.rejected()).isEmpty();
    assertThat(written.entries())
        .usingRecursiveComparison()
        .ignoringFields("metadata.xsegMask")
        .isEqualTo(wanted.entries());
    for (int i = 0; i < summary.faces(); i++) {
      assertThat(written.contentHash(i)).isEqualTo(wanted.contentHash(i));
      assertThat(written.entries().get(i).metadata().xsegMask().map(Arrays::hashCode))
          .isEqualTo(wanted.entries().get(i).metadata().xsegMask().map(Arrays::hashCode));
    }
    assertSameLayout(
        Files.readAllBytes(FacesetFixtures.path("dflimg/" + fixture)), summary.faces());
  }

  /** All but the list is the same, byte for byte; the last offset is the file's own end. */
  private void assertSameLayout(byte[] wanted, int faces) throws IOException {
    ByteBuffer theirs = ByteBuffer.wrap(wanted).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer ours = ByteBuffer.wrap(Files.readAllBytes(pack)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(ours.getLong(0)).isEqualTo(1);
    int table = 16 + (int) ours.getLong(8);
    int theirTable = 16 + (int) theirs.getLong(8);
    assertThat(ours.get(16)).isEqualTo((byte) 0x80);
    assertThat(ours.get(17)).isEqualTo((byte) 4);
    for (int i = 0; i < faces; i++) {
      assertThat(ours.getLong(table + 8 * i)).isEqualTo(theirs.getLong(theirTable + 8 * i));
    }
    assertThat(ours.getLong(table + 8 * faces)).isEqualTo(ours.capacity());
    assertThat(theirs.getLong(theirTable + 8 * faces)).isEqualTo(theirs.capacity());
    int data = table + 8 * (faces + 1);
    int theirData = theirTable + 8 * (faces + 1);
    assertThat(Arrays.copyOfRange(ours.array(), data, ours.capacity()))
        .isEqualTo(Arrays.copyOfRange(wanted, theirData, wanted.length));
  }

  /** Loads two packs' lists with stand-ins for the original's enumerations and compares them. */
  private static final String COMPARE =
      """
      import io, pickle, struct, sys, numpy as np
      class Enum:
          def __init__(self, value): self.value = value
          def __eq__(self, other): return type(self) is type(other) and self.value == other.value
      class SampleType(Enum): FACE_BEGIN = 1
      class FaceType(Enum): HALF = 0
      class Unpickler(pickle.Unpickler):
          def find_class(self, module, name):
              own = {('samplelib.Sample', 'SampleType'): SampleType,
                     ('facelib.FaceType', 'FaceType'): FaceType}
              return own.get((module, name)) or super().find_class(module, name)
      def enums(config):
          for key, kind in (('sample_type', SampleType), ('face_type', FaceType)):
              if isinstance(config[key], int): config[key] = kind(config[key])
          return config
      def load(path):
          data = open(path, 'rb').read()
          version, length = struct.unpack('<QQ', data[:16])
          assert version == 1
          configs = Unpickler(io.BytesIO(data[16:16 + length])).load()
          return [enums(config) for config in configs], data, length
      def same(a, b):
          if isinstance(a, dict): return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
          if isinstance(a, (list, tuple)):
              return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
          if isinstance(a, np.ndarray):
              return a.dtype == b.dtype and a.shape == b.shape and (a == b).all()
          return type(a) is type(b) and a == b
      ours, data, length = load(sys.argv[1])
      theirs, _, _ = load(sys.argv[2])
      assert same(ours, theirs), (ours, theirs)
      n = len(ours)
      start = 16 + length + 8 * (n + 1)
      table = struct.unpack('<%dQ' % (n + 1), data[16 + length:start])
      assert table[n] == len(data) and table[0] == 0
      for i in range(n):
          assert data[start + table[i]:start + table[i + 1]][:2] == b'\\xff\\xd8'
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {"faceset_flat.pak", "faceset_persons.pak", "faceset_enum_getattr_form.pak"})
  void pythonReadsTheSameList(String fixture) throws Exception {
    Python.assumeHas("numpy");
    unpackFixture(fixture);
    PackWriter.of(opened(fixture)).to(pack, done -> {});
    Path theirs = FacesetFixtures.path("dflimg/" + fixture);
    assertThat(Python.run(COMPARE, pack.toString(), theirs.toString())).isEmpty();
    // A pack of a pack is the same too.
    Path again = folder.resolve("again.pak");
    PackWriter.of(FacesetPack.open(theirs)).to(again, done -> {});
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(pack));
  }

  @Test
  void aPackThatIsThereIsKeptUnlessForced() throws Exception {
    unpackFixture("faceset_flat.pak");
    Files.writeString(pack, "mine");
    PackWriter writer = PackWriter.of(FacesetFolder.scan(loose, 1));
    assertThatThrownBy(() -> writer.to(pack, done -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an existing pack is only replaced with force (--force), got " + pack);
    assertThat(Files.readString(pack)).isEqualTo("mine");
    writer.force(true).to(pack, done -> {});
    assertThat(FacesetPack.open(pack).entries()).hasSize(3);
    // Nobody can tell what was in the file, so it is kept.
    assertThat(folder.resolve("faceset.pak.old")).hasContent("mine");
    writer.force(true).to(pack, done -> {});
    assertThat(folder.resolve("faceset.pak.old.2")).doesNotExist();
    Files.writeString(pack, "yours");
    writer.force(true).to(pack, done -> {});
    assertThat(folder.resolve("faceset.pak.old")).hasContent("mine");
    assertThat(folder.resolve("faceset.pak.old.2")).hasContent("yours");
  }

  @Test
  void aPackIsNotWrittenOverOneThatHoldsMore() throws Exception {
    unpackFixture("faceset_flat.pak");
    PackWriter.of(FacesetFolder.scan(loose, 1)).to(pack, done -> {});
    byte[] before = Files.readAllBytes(pack);
    Files.delete(loose.resolve("half_color_legacy_polys_p3.jpg"));
    Faceset rest = FacesetFolder.scan(loose, 1);
    assertThatThrownBy(() -> PackWriter.of(rest).force(true).to(pack, done -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            pack
                + ": the old pack holds half_color_legacy_polys_p3.jpg, which is not among the new"
                + " faces; unpack it first, or write elsewhere");
    assertThat(Files.readAllBytes(pack)).isEqualTo(before);
    PackUnpacker.unpack(pack, loose, done -> {});
    PackWriter.of(FacesetFolder.scan(loose, 1)).force(true).to(pack, done -> {});
    assertThat(FacesetPack.open(pack).entries()).hasSize(3);
    assertThat(folder).isDirectoryNotContaining("glob:**.old*");
  }

  @Test
  void aFileThatChangesWhileItIsPackedLeavesNoPack() throws Exception {
    unpackFixture("faceset_flat.pak");
    Faceset faces = FacesetFolder.scan(loose, 1);
    Path file = loose.resolve("mf_gray_p3.jpg");
    Files.write(file, new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
    assertThatThrownBy(() -> PackWriter.of(faces).to(pack, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("loose: mf_gray_p3.jpg changed while it was packed");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(loose);
    }
  }

  @Test
  void whatCannotBePackedIsNamed() throws Exception {
    Files.createDirectories(loose);
    assertThatThrownBy(() -> PackWriter.of(FacesetFolder.scan(loose, 1)).to(pack, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage("loose holds no faces to pack");
    Files.copy(FacesetFixtures.path("dflimg/wf_color_p3.jpg"), loose.resolve("12:30.jpg"));
    assertThatThrownBy(() -> PackWriter.of(FacesetFolder.scan(loose, 1)).to(pack, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            "face 0 of loose is called \"12:30.jpg\", which has the letter : in it, that file names"
                + " must not have");
    assertThat(pack).doesNotExist();
  }

  @Test
  void onlyFilesThatAreInThePackAreRemoved() throws Exception {
    unpackFixture("faceset_persons.pak");
    Files.copy(FacesetFixtures.path("dflimg/no_metadata.jpg"), loose.resolve("alice/holiday.jpg"));
    PackWriter.of(FacesetFolder.scanPersons(loose, 1)).to(pack, done -> {});
    Path changed = loose.resolve("alice/00002_0.jpg");
    byte[] other = Files.readAllBytes(FacesetFixtures.path("dflimg/wf_color_p3.jpg"));
    Files.write(changed, other);
    assertThat(LooseFileCleanup.delete(pack, loose, done -> {})).isEqualTo(2);
    assertThat(loose.resolve("alice")).isDirectoryContaining("glob:**holiday.jpg");
    assertThat(Files.readAllBytes(changed)).isEqualTo(other);
    assertThat(loose.resolve("alice/00001_0.jpg")).doesNotExist();
    assertThat(loose.resolve("bob")).doesNotExist();
  }

  @Test
  void nothingIsRemovedWhereThePackIsDamaged() throws Exception {
    unpackFixture("faceset_flat.pak");
    PackWriter.of(FacesetFolder.scan(loose, 1)).to(pack, done -> {});
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length - 1] = 0;
    Files.write(pack, bytes);
    assertThatThrownBy(() -> LooseFileCleanup.delete(pack, loose, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            pack
                + ": no file is removed, the pack's mf_gray_p3.jpg cannot be used: the JPEG is cut"
                + " off: its 9852 bytes have no end marker");
    assertThat(FacesetFolder.scan(loose, 1).entries()).hasSize(3);
  }
}
