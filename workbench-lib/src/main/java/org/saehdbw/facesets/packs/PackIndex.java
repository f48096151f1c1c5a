package org.saehdbw.facesets.packs;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.saehdbw.faces.FaceFileBytes;
import org.saehdbw.faces.PackedName;
import org.saehdbw.files.Unwritten;
import org.saehdbw.pickles.PickleException;
import org.saehdbw.pictures.FaceFileException;

/**
 * What a pack's file says of itself: which files lie in it, where, and what is known of each.
 * Nothing in it is believed before it was checked against the file's size.
 *
 * @param file the pack
 * @param files in the pack's order
 */
public record PackIndex(Path file, List<PackedFile> files) {
  static final int VERSION = 1;

  /** A larger number is the beginning of another kind of file. */
  private static final int HIGHEST_VERSION = 999;

  static final int HEADER_BYTES = 16;
  private static final int BUFFER_BYTES = 1 << 16;

  /** The folder that a pack lies in. */
  static Path folderOf(Path pack) {
    return Objects.requireNonNull(
        pack.toAbsolutePath().getParent(), "a pack cannot be a root" + " folder");
  }

  /**
   * Reads the index.
   *
   * @throws FaceFileException if the file is no pack, of another version, damaged, or names files
   *     that must not be unpacked; the message begins with the path
   */
  public static PackIndex read(Path file) throws FaceFileException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new PackIndex(file, List.copyOf(readAll(channel)));
    } catch (NoSuchFileException e) {
      throw new FaceFileException("no such file: " + file, e);
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    } catch (PickleException e) {
      throw new FaceFileException(
          file + ": " + Unwritten.or(file, "its list of faces is refused: " + e.getMessage()), e);
    } catch (FaceFileException e) {
      throw new FaceFileException(
          file + ": " + Unwritten.or(file, String.valueOf(e.getMessage())), e);
    }
  }

  private static List<PackedFile> readAll(FileChannel channel)
      throws IOException, PickleException, FaceFileException {
    long size = channel.size();
    ByteBuffer header = read(channel, 0, HEADER_BYTES);
    long version = header.getLong();
    if (version < 0 || version > HIGHEST_VERSION) {
      throw new FaceFileException("not a pack of faces: it does not begin with a version number");
    }
    if (version != VERSION) {
      throw new FaceFileException("a pack must have version " + VERSION + ", got " + version);
    }
    long length = header.getLong();
    if (length < 1 || length > size - HEADER_BYTES) {
      throw new FaceFileException(
          "a damaged pack: its list has "
              + Long.toUnsignedString(length)
              + " bytes, the file has "
              + size);
    }
    List<PackedConfig> configs = configs(channel, length);
    long table = HEADER_BYTES + length;
    long data = table + 8L * (configs.size() + 1);
    if (data > size) {
      throw new FaceFileException(
          "the pack is cut off: its table of "
              + configs.size()
              + " faces ends at byte "
              + data
              + ", the file has "
              + size);
    }
    return files(configs, read(channel, table, 8 * (configs.size() + 1)), data, size);
  }

  private static List<PackedConfig> configs(FileChannel channel, long length)
      throws IOException, PickleException, FaceFileException {
    List<PackedConfig> configs = new ArrayList<>();
    // A small list may refer to one long polygon from every face.
    long[] numbers = new long[1];
    PackedConfig.READER.readList(
        () -> {
          channel.position(HEADER_BYTES);
          return new BufferedInputStream(unclosed(channel), BUFFER_BYTES);
        },
        length,
        item -> {
          PackedConfig config = PackedConfig.of(configs.size(), item);
          numbers[0] += config.polygonNumbers();
          if (numbers[0] > length) {
            throw new PickleException("its polygons have more numbers than its list has bytes");
          }
          configs.add(config);
        });
    Set<String> names = new HashSet<>();
    for (PackedConfig config : configs) {
      if (!names.add(config.name())) {
        throw new FaceFileException(
            "a damaged pack: two of its faces are called " + PackedName.shown(config.name()));
      }
    }
    return configs;
  }

  /** A stream that leaves its channel open. */
  private static InputStream unclosed(FileChannel channel) {
    InputStream in = Channels.newInputStream(channel);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return in.read();
      }

      @Override
      public int read(byte[] bytes, int from, int count) throws IOException {
        return in.read(bytes, from, count);
      }
    };
  }

  private static List<PackedFile> files(
      List<PackedConfig> configs, ByteBuffer table, long data, long size) throws FaceFileException {
    List<PackedFile> files = new ArrayList<>();
    int count = configs.size();
    requireEnd(table.getLong(8 * count), data, size);
    for (int i = 0; i < count; i++) {
      long start = table.getLong(8 * i);
      long end = i + 1 < count ? table.getLong(8 * i + 8) : size - data;
      if (start < 0 || start > size - data || end < 0 || end > size - data) {
        throw new FaceFileException(
            String.format(
                Locale.ROOT,
                "a damaged pack: face %d lies outside of it, from %s to %s of %d bytes",
                i,
                Long.toUnsignedString(start),
                Long.toUnsignedString(end),
                size - data));
      }
      if (end < start) {
        throw new FaceFileException(
            String.format(
                Locale.ROOT,
                "a damaged pack: its faces overlap, face %d begins at byte %d and the next at byte"
                    + " %d",
                i,
                start,
                end));
      }
      files.add(new PackedFile(configs.get(i), data + start, end - start));
    }
    return files;
  }

  /** The last offset is written as a place in the file, unlike the others; both are read. */
  private static void requireEnd(long last, long data, long size) throws FaceFileException {
    if (last != size && last != size - data) {
      throw new FaceFileException(
          String.format(
              Locale.ROOT,
              "the pack is cut off or was added to: its last offset must be %d or %d, got %s",
              size,
              size - data,
              Long.toUnsignedString(last)));
    }
  }

  /** Reads bytes that must be there. */
  public static ByteBuffer read(FileChannel channel, long start, int length)
      throws IOException, FaceFileException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, start + bytes.position()) < 0) {
        throw new FaceFileException("the pack is cut off at byte " + channel.size());
      }
    }
    return bytes.flip();
  }

  /** Reads a face's file as it lies in the pack. */
  byte[] bytes(PackedFile packed) throws FaceFileException {
    try (FileChannel channel = FileChannel.open(file)) {
      return bytes(channel, packed);
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    }
  }

  /** Reads a face's file from the pack's channel. */
  byte[] bytes(FileChannel channel, PackedFile packed) throws IOException, FaceFileException {
    try {
      return content(channel, packed);
    } catch (FaceFileException e) {
      throw new FaceFileException(file + ": " + packed.config().name() + ": " + e.getMessage(), e);
    }
  }

  /** Reads a face's file; the message of what goes wrong says not which. */
  static byte[] content(FileChannel channel, PackedFile packed)
      throws IOException, FaceFileException {
    int length = FaceFileBytes.requireLength(packed.length());
    return read(channel, packed.start(), length).array();
  }
}
