package org.saehdbw.facesets.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.faces.PackedName;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.testing.Amount;
import org.saehdbw.testing.FacesetFixtures;

class PackIndexTest {
  private static final int LIST_STEP = 9;

  @TempDir private Path folder;
  private Path pack;
  private byte[] face;

  @BeforeEach
  void choosesAFile() throws IOException {
    pack = folder.resolve("faceset.pak");
    face = Files.readAllBytes(FacesetFixtures.path("dflimg/half_color_legacy_polys_p3.jpg"));
  }

  private void refused(byte[] bytes, String message) throws IOException {
    Files.write(pack, bytes);
    assertThatThrownBy(() -> FacesetPack.open(pack))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(pack + ": " + message);
  }

  @Test
  void everyCutOfTheHeaderIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(FacesetFixtures.path("dflimg/faceset_enum_getattr_form.pak"));
    // 2156 bytes of list, then a table of two offsets.
    int listEnd = 16 + 2156;
    int headerEnd = listEnd + 16;
    // Inside the list every cut is told by its length alone.
    int step = Amount.of(LIST_STEP, 1);
    for (int length = 0; length <= headerEnd; length++) {
      if (length > 32 && length < listEnd - 16 && length % step != 0) {
        continue;
      }
      String reason;
      if (length == 0) {
        reason = "was never completely written: it is empty";
      } else if (length < 16) {
        reason = "the pack is cut off at byte " + length;
      } else if (length < listEnd) {
        reason = "a damaged pack: its list has 2156 bytes, the file has " + length;
      } else if (length < headerEnd) {
        reason =
            "the pack is cut off: its table of 1 faces ends at byte 2188, the file has " + length;
      } else {
        reason =
            "the pack is cut off or was added to: its last offset must be 2188 or 0, got 10351";
      }
      refused(Arrays.copyOf(whole, length), reason);
    }
    refused(
        Arrays.copyOf(whole, whole.length - 1),
        "the pack is cut off or was added to: its last offset must be 10350 or 8162, got 10351");
    refused(
        Arrays.copyOf(whole, whole.length + 1),
        "the pack is cut off or was added to: its last offset must be 10352 or 8164, got 10351");
  }

  @Test
  void anotherVersionAndAFolderAreNamed() throws IOException {
    refused(
        "PK\3\4............".getBytes(StandardCharsets.ISO_8859_1),
        "not a pack of faces: it does not begin with a version number");
    Path none = folder.resolve("none.pak");
    assertThatThrownBy(() -> FacesetPack.open(none)).hasMessage("no such file: " + none);
  }

  @Test
  void bothFormsOfTheLastOffsetAreRead() throws Exception {
    byte[] absolute = new RawPack().add("a.jpg", face).add("b.jpg", face).bytes();
    byte[] relative =
        new RawPack()
            .add("a.jpg", face)
            .add("b.jpg", face)
            .table(0, face.length, 2L * face.length)
            .bytes();
    for (byte[] bytes : List.of(absolute, relative)) {
      Files.write(pack, bytes);
      FacesetPack faces = FacesetPack.open(pack);
      assertThat(faces.entries()).hasSize(2);
      assertThat(faces.file(1)).hasValueSatisfying(file -> assertThat(file).isEqualTo(face));
    }
  }

  @Test
  void offsetsThatLieAreRefused() throws IOException {
    long n = face.length;
    RawPack two = new RawPack().add("a.jpg", face).add("b.jpg", face);
    refused(
        two.table(0, 2 * n + 1, 2 * n).bytes(),
        "a damaged pack: face 0 lies outside of it, from 0 to 16327 of 16326 bytes");
    refused(
        two.table(-1, n, 2 * n).bytes(),
        "a damaged pack: face 0 lies outside of it, from 18446744073709551615 to 8163 of 16326"
            + " bytes");
    refused(
        two.table(0, Long.MIN_VALUE, 2 * n).bytes(),
        "a damaged pack: face 0 lies outside of it, from 0 to 9223372036854775808 of 16326"
            + " bytes");
    RawPack three = new RawPack().add("a.jpg", face).add("b.jpg", face).add("c.jpg", face);
    refused(
        three.table(0, 9000, 5000, 3 * n).bytes(),
        "a damaged pack: its faces overlap, face 1 begins at byte 9000 and the next at byte 5000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "../evil.jpg; which has the letter / in it, that file names must not have",
        "..; which names no file",
        "/etc/passwd; which has the letter / in it, that file names must not have",
        "..\\evil.jpg; which has the letter \\ in it, that file names must not have",
        "C:evil.jpg; which has the letter : in it, that file names must not have",
        "a?.jpg; which has the letter ? in it, that file names must not have",
        "a*.jpg; which has the letter * in it, that file names must not have",
        "nul; which names a device of Windows",
        "COM1.jpg; which names a device of Windows",
        "aux.tar.jpg; which names a device of Windows",
        "a.jpg.; which ends in a full stop or a space, that Windows takes away",
        "'a.jpg '; which ends in a full stop or a space, that Windows takes away",
        "'  '; which names no file",
        "''; which names no file",
      })
  void namesOfNoPlainFileAreRefused(String name, String reason) throws IOException {
    String expected = " is called \"" + name + "\", " + reason;
    refused(
        new RawPack().add("a.jpg", face).add(name, face).bytes(),
        "its list of faces is refused: face 1" + expected);
    refused(
        new RawPack().add("a.jpg", name, face).bytes(),
        "its list of faces is refused: the person of face 0" + expected);
  }

  @Test
  void controlCharactersAndLengthInNamesAreRefused() throws IOException {
    refused(
        new RawPack().add("a.jpg\0.png", face).bytes(),
        "its list of faces is refused: face 0 is called \"a.jpg?.png\", which has the control"
            + " character 00 in it");
    refused(
        new RawPack().add("a\r\nb.jpg", face).bytes(),
        "its list of faces is refused: face 0 is called \"a??b.jpg\", which has the control"
            + " character 0d in it");
    refused(
        new RawPack().add("ä".repeat(128), face).bytes(),
        "its list of faces is refused: face 0 is called \""
            + "ä".repeat(100)
            + "...\", which is longer than 255 bytes");
    assertThat(PackedName.shown("ä\u202egpj.exe")).isEqualTo("ä?gpj.exe");
  }

  @Test
  void twoFacesOfOneNameAreRefused() throws Exception {
    refused(
        new RawPack().add("a.jpg", face).add("a.jpg", face).bytes(),
        "a damaged pack: two of its faces are called a.jpg");
    Files.write(pack, new RawPack().add("a.jpg", "ann", face).add("a.jpg", "bob", face).bytes());
    assertThat(FacesetPack.open(pack).entries())
        .extracting(Faceset.FaceEntry::name)
        .containsExactly("ann/a.jpg", "bob/a.jpg");
  }

  @Test
  void listsThatDescribeNoFacesAreRefused() throws IOException {
    long[] fitting = {};
    refused(
        RawPack.bytes(List.of(1), fitting, List.of(face)),
        "its list of faces is refused: face 0 is described by something else than pairs");
    refused(
        RawPack.bytes(List.of(Map.of("filename", 3)), fitting, List.of(face)),
        "its list of faces is refused: face 0 has no file name");
    refused(
        RawPack.bytes("faces", fitting, List.of(face)),
        "its list of faces is refused: the pickle is not a list");
    refused(
        new RawPack().add("a.jpg", 5, face).bytes(),
        "its list of faces is refused: the person of face 0 has a name that is not text");
  }

  @Test
  void aPackCannotCallAnything() throws IOException {
    byte[] pickle = HexFormat.of().parseHex("80048c026f738c0673797374656d938c0269648552612e");
    refused(
        RawPack.bytes(pickle, new long[] {}, List.of(face)),
        "its list of faces is refused: the pickle asks for os.system, which is refused; allowed"
            + " are _codecs.encode, builtins.getattr, facelib.FaceType.FaceType,"
            + " numpy._core.multiarray._reconstruct, numpy._core.multiarray.scalar,"
            + " numpy._core.numeric._frombuffer, numpy.core.multiarray._reconstruct,"
            + " numpy.core.multiarray.scalar, numpy.core.numeric._frombuffer, numpy.dtype,"
            + " numpy.ndarray, samplelib.Sample.SampleType");
    byte[] attribute =
        ("\u0080\u0003]cbuiltins\ngetattr\ncfacelib.FaceType\nFaceType\nX\u0009\0\0\0__class__"
                + "\u0086Ra.")
            .getBytes(StandardCharsets.ISO_8859_1);
    refused(
        RawPack.bytes(attribute, new long[] {}, List.of(face)),
        "its list of faces is refused: builtins.getattr may only name a member of"
            + " facelib.FaceType.FaceType or samplelib.Sample.SampleType");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 30, -1, Long.MAX_VALUE, 1L << 40})
  void aListLongerThanTheFileIsNotBelieved(long length) throws IOException {
    byte[] bytes = new RawPack().add("a.jpg", face).bytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(8, length);
    if (length == 30) {
      Files.write(pack, bytes);
      assertThatThrownBy(() -> FacesetPack.open(pack))
          .isInstanceOf(FaceFileException.class)
          .hasMessageStartingWith(pack + ": its list of faces is refused: the pickle is cut off");
    } else {
      refused(
          bytes,
          String.format(
              Locale.ROOT,
              "a damaged pack: its list has %s bytes, the file has %d",
              Long.toUnsignedString(length),
              bytes.length));
    }
  }

  @Test
  void aListOfABillionFacesCostsNoMemory() throws IOException {
    // The file is sparse: it says 2 GB, takes none on the disk, and holds zeros.
    byte[] beginning = HexFormat.of().parseHex("80045d287d9428");
    long length = 2_000_000_000L;
    try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "rw")) {
      ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      file.write(header.putLong(1).putLong(length).array());
      file.write(beginning);
      file.setLength(16 + length + 64);
    }
    assertThatThrownBy(() -> FacesetPack.open(pack))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            pack
                + ": its list of faces is refused: pickle step 00 at byte 7 is not one that plain"
                + " data need; the last 2000000057 of its 2000000080 bytes are NUL, as of a file"
                + " that was never completely written");
  }

  @Test
  void facesThatHoldOneAnotherTwiceAreCountedInFull() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(HexFormat.of().parseHex("80045d5d94"));
    for (int i = 0; i < 28; i++) {
      // A pair of the value before and itself again.
      bomb.writeBytes(new byte[] {'h', (byte) i, (byte) 0x86, (byte) 0x94});
    }
    bomb.writeBytes(new byte[] {'a', '.'});
    refused(
        RawPack.bytes(bomb.toByteArray(), new long[] {}, List.of(face)),
        "its list of faces is refused: a pickle may hold at most 50000000 values here");
  }

  @Test
  void sharedPointsDoNotMultiply() throws Exception {
    // Every face of a small pack could refer to one large array.
    Object points = NumpyArray.ofFloats(List.of(100_000, 2), new float[200_000]);
    var config = RawPack.config("a.jpg", "ann");
    config.put("seg_ie_polys", Map.of("polys", List.of(Map.of("type", 1, "pts", points))));
    Files.write(pack, RawPack.bytes(List.of(config), new long[] {}, List.of(face)));
    FacesetPack faces = FacesetPack.open(pack);
    assertThat(faces.entries()).isEmpty();
    assertThat(faces.rejected())
        .containsExactly(
            new Faceset.RejectedFile(
                "ann/a.jpg",
                "its face data: seg_ie_polys must be at most 8192 points in all, got more"));
  }

  @Test
  void aFaceOfNoUseIsLeftOutAndTheOthersStay() throws Exception {
    byte[] cut = Arrays.copyOf(face, 4000);
    Files.write(pack, new RawPack().add("cut.jpg", cut).add("good.jpg", face).bytes());
    FacesetPack faces = FacesetPack.open(pack, 2);
    assertThat(faces.entries()).extracting(Faceset.FaceEntry::name).containsExactly("good.jpg");
    assertThat(faces.rejected())
        .containsExactly(
            new Faceset.RejectedFile(
                "cut.jpg", "the JPEG is cut off: its 4000 bytes have no end marker"));
    assertThat(faces.decode(0).width()).isEqualTo(128);
  }

  @Test
  void aGiantFaceIsLeftOutAndCostsNoMemory() throws Exception {
    long giant = (1L << 28) + 1;
    byte[] bytes =
        new RawPack()
            .add("good.jpg", face)
            .add("giant.jpg", new byte[0])
            .table(0, face.length, face.length + giant)
            .bytes();
    Files.write(pack, bytes);
    try (RandomAccessFile sparse = new RandomAccessFile(pack.toFile(), "rw")) {
      sparse.setLength(bytes.length + giant);
    }
    String reason = "a face's file may have at most 268435456 bytes (256 MiB), got 268435457";
    FacesetPack faces = FacesetPack.open(pack, 2);
    assertThat(faces.entries()).extracting(Faceset.FaceEntry::name).containsExactly("good.jpg");
    assertThat(faces.rejected()).containsExactly(new Faceset.RejectedFile("giant.jpg", reason));
    Path out = folder.resolve("out");
    assertThatThrownBy(() -> PackUnpacker.unpack(pack, out, done -> {}))
        .isInstanceOf(FaceFileException.class)
        .hasMessage(pack + ": giant.jpg: " + reason + ", nothing was unpacked");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void onePolygonOfAllFacesIsRefused() throws IOException {
    Object points = NumpyArray.ofFloats(List.of(8000, 2), new float[16_000]);
    Object polygons = Map.of("polys", List.of(Map.of("type", 1, "pts", points)));
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    list.writeBytes(HexFormat.of().parseHex("80045d28"));
    for (int i = 0; i < 6; i++) {
      list.writeBytes(fragment(RawPack.config(i + ".jpg", "ann")));
      list.writeBytes(fragment("seg_ie_polys"));
      // Remembered by the first face, used again by the others, put into the face's dictionary.
      list.writeBytes(i == 0 ? fragment(polygons) : new byte[] {'h', 0});
      list.writeBytes(i == 0 ? new byte[] {(byte) 0x94, 's'} : new byte[] {'s'});
    }
    list.writeBytes(new byte[] {'e', '.'});
    refused(
        RawPack.bytes(list.toByteArray(), new long[7], List.of()),
        "its list of faces is refused: its polygons have more numbers than its list has bytes");
  }

  /** A value's steps without the pickle's beginning and end. */
  private static byte[] fragment(Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PickleWriter.write(value, 4, out);
    return Arrays.copyOfRange(out.toByteArray(), 2, out.size() - 1);
  }
}
