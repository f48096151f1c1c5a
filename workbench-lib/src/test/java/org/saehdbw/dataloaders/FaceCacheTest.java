package org.saehdbw.dataloaders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.FaceType;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.testing.TinyFaceset;

class FaceCacheTest {
  private static final int BYTES = 5000;
  private static final FaceCache.Form FORM = new FaceCache.Form(new byte[32], 3, BYTES);

  @TempDir private Path folder;
  private Path file;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("a.faces");
  }

  private FaceCache open(FaceCache.Form form) throws IOException {
    return FaceCache.open(file, form, form.count(), warnings::add);
  }

  private static ByteBuffer record(int seed) {
    ByteBuffer record = ByteBuffer.allocateDirect(BYTES);
    for (int i = 0; i < BYTES; i++) {
      record.put((byte) (i * 31 + seed));
    }
    return record.clear();
  }

  private static Optional<ByteBuffer> read(FaceCache cache, int index, long stamp) {
    ByteBuffer into = ByteBuffer.allocateDirect(BYTES);
    return cache.read(index, stamp, into) ? Optional.of(into.clear()) : Optional.empty();
  }

  @Test
  void givesWhatWasKeptAlsoToAnotherRun() throws IOException {
    try (FaceCache cache = open(FORM);
        FaceCache beside = open(FORM)) {
      assertThat(read(cache, 1, 11)).isEmpty();
      cache.write(1, 11, record(1));
      assertThat(read(cache, 1, 11)).contains(record(1));
      assertThat(read(beside, 1, 11)).contains(record(1));
      assertThat(read(cache, 0, 11)).isEmpty();
      assertThat(read(cache, 1, 12)).as("a face that changed").isEmpty();
    }
    try (FaceCache again = open(FORM)) {
      assertThat(read(again, 1, 11)).contains(record(1));
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void neverGivesDamagedFaces() throws IOException {
    try (FaceCache cache = open(FORM)) {
      cache.write(0, 10, record(0));
      cache.write(2, 12, record(2));
    }
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      try (FaceCache cache = open(FORM)) {
        Optional<ByteBuffer> face = read(cache, 0, 10);
        assertThat(face.isEmpty() || face.get().equals(record(0))).isTrue();
        assertThat(read(cache, 2, 12)).as("cut at " + length).isEmpty();
        cache.write(2, 12, record(2));
        assertThat(read(cache, 2, 12)).contains(record(2));
      }
    }
    for (int at = 0; at < whole.length; at += 53) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x40;
      Files.write(file, damaged);
      try (FaceCache cache = open(FORM)) {
        Optional<ByteBuffer> face = read(cache, 2, 12);
        assertThat(face.isEmpty() || face.get().equals(record(2))).as("byte " + at).isTrue();
      }
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFileThatIsCutUnderARunningReaderIsAsGoodAsEmpty() throws IOException {
    try (FaceCache cache = open(FORM)) {
      cache.write(2, 12, record(2));
      try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
        cut.setLength(100);
      }
      assertThat(read(cache, 2, 12)).isEmpty();
      cache.write(2, 12, record(3));
      assertThat(read(cache, 2, 12)).contains(record(3));
    }
  }

  @Test
  void anotherFormAndAnotherVersionAreReplaced() throws IOException {
    try (FaceCache cache = open(FORM)) {
      cache.write(0, 10, record(0));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4).putInt(99).flip(), 8);
    }
    try (FaceCache cache = open(FORM)) {
      assertThat(read(cache, 0, 10)).isEmpty();
      cache.write(0, 10, record(0));
    }
    try (FaceCache more = open(new FaceCache.Form(new byte[32], 4, BYTES))) {
      assertThat(read(more, 0, 10)).isEmpty();
    }
  }

  @Test
  void aFullDiskIsSaidOnceAndTrainingGoesOn() throws IOException {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
    FaceCache.Form form = new FaceCache.Form(new byte[32], 3, BYTES);
    try (FaceCache cache = FaceCache.over(full, form, 3, warnings::add)) {
      cache.write(0, 10, record(0));
      cache.write(1, 11, record(1));
      assertThat(read(cache, 0, 10)).isEmpty();
    }
    assertThat(warnings)
        .containsExactly(
            "no more decoded faces are kept, the rest is decoded each time:"
                + " No space left on device");
  }

  private Optional<FaceCache> open(FaceCacheFolder caches, SyntheticFaces faces, int side) {
    return caches.open(faces, new FaceLayout(side, 1, true, false), "f luma");
  }

  @Test
  void theFolderIsHeldToItsSize() throws IOException {
    SyntheticFaces faces = TinyFaceset.of(20, 64);
    FaceLayout layout = FaceLayout.ofSamples(SampleOptions.of(128, 1, FaceType.WHOLE));
    Path old = Files.write(folder.resolve("old.faces"), new byte[900_000]);
    Path newer = Files.write(folder.resolve("newer.faces"), new byte[200_000]);
    Path foreign = Files.write(folder.resolve("notes.txt"), new byte[900_000]);
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000));
    FaceCacheFolder caches = new FaceCacheFolder(new CacheOptions(folder, 1), warnings::add);
    try (FaceCache first = open(caches, faces, 64).orElseThrow()) {
      // 20 faces of 64 x 64 x 2 planes x 2 bytes are 328 KB.
      assertThat(old).doesNotExist();
      assertThat(newer).exists();
      assertThat(foreign).exists();
      first.write(19, 1, ByteBuffer.allocateDirect(64 * 64 * 4));
      // What is left of 1 MiB holds 10 faces of 128 x 128.
      try (FaceCache second = open(caches, faces, 128).orElseThrow()) {
        int bytes = 128 * 128 * 4;
        assertThat(layout.bytes()).isGreaterThanOrEqualTo(bytes);
        second.write(9, 1, ByteBuffer.allocateDirect(bytes));
        second.write(11, 1, ByteBuffer.allocateDirect(bytes));
        assertThat(second.read(9, 1, ByteBuffer.allocateDirect(bytes))).isTrue();
        assertThat(second.read(11, 1, ByteBuffer.allocateDirect(bytes))).isFalse();
      }
      assertThat(first.read(19, 1, ByteBuffer.allocateDirect(64 * 64 * 4))).isTrue();
      assertThat(newer).doesNotExist();
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFolderThatCannotBeUsedIsSaid() throws IOException {
    Path nofolder = Files.writeString(folder.resolve("file"), "x");
    FaceCacheFolder caches =
        new FaceCacheFolder(new CacheOptions(nofolder.resolve("sub"), 1), warnings::add);
    assertThat(open(caches, TinyFaceset.of(2, 64), 64)).isEmpty();
    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith("decoded faces cannot be kept in " + nofolder.resolve("sub"))
        .endsWith("(cache_dir, or cache_mib 0)");
  }
}
