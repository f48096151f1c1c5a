package org.saehdbw.facesets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.facesets.pickle.PickleException;
import org.saehdbw.facesets.pickle.PickleGlobals;
import org.saehdbw.facesets.pickle.PickleLimits;
import org.saehdbw.facesets.pickle.PickleNone;
import org.saehdbw.facesets.pickle.PickleReader;

/**
 * DeepFaceLab's {@code faceset.pak}, read only: a version, a pickled list of what is known of each
 * face, a table of offsets, and the face files one after the other. As in DeepFaceLab, what the
 * pack says of a face counts and not what the file inside says.
 */
public final class FacesetPack implements Faceset {
  /** The name of a pack's file. */
  public static final String FILE_NAME = "faceset.pak";

  private static final int VERSION = 1;
  private static final long HEADER_BYTES = 16;
  private static final String FACE_TYPE = "facelib.FaceType.FaceType";
  private static final String SAMPLE_TYPE = "samplelib.Sample.SampleType";
  private static final Map<String, Long> MEMBERS =
      Map.ofEntries(
          Map.entry("HALF", 0L),
          Map.entry("MID_FULL", 1L),
          Map.entry("FULL", 2L),
          Map.entry("FULL_NO_ALIGN", 3L),
          Map.entry("WHOLE_FACE", 4L),
          Map.entry("HEAD", 10L),
          Map.entry("HEAD_NO_ALIGN", 20L),
          Map.entry("MARK_ONLY", 100L));

  private final Path file;
  private final List<FaceEntry> entries = new ArrayList<>();
  private final List<String> hashes = new ArrayList<>();
  private final List<Slice> slices = new ArrayList<>();
  private final List<RejectedFile> rejected = new ArrayList<>();

  private record Slice(long start, int length) {}

  private FacesetPack(Path file) {
    this.file = file;
  }

  /**
   * Reads a pack.
   *
   * @throws FaceFileException if it is no pack, of another version, or damaged
   */
  public static FacesetPack open(Path file) throws FaceFileException {
    FacesetPack pack = new FacesetPack(file);
    try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
      pack.readAll(source.getChannel());
    } catch (IOException e) {
      throw new FaceFileException(file + ": cannot be read: " + e, e);
    } catch (PickleException e) {
      throw new FaceFileException(file + ": its list of faces is refused: " + e.getMessage(), e);
    }
    return pack;
  }

  private void readAll(FileChannel channel) throws IOException, PickleException, FaceFileException {
    long size = channel.size();
    ByteBuffer header = read(channel, 0, (int) HEADER_BYTES);
    long version = header.getLong();
    if (version != VERSION) {
      throw new FaceFileException(
          file + ": a pack must have version " + VERSION + ", got " + version);
    }
    long length = header.getLong();
    if (length < 1 || length > size - HEADER_BYTES) {
      throw new FaceFileException(
          file + ": a damaged pack: its list has " + length + " bytes, the file has " + size);
    }
    List<?> configs = configs(length);
    ByteBuffer table = read(channel, HEADER_BYTES + length, 8 * (configs.size() + 1));
    long data = HEADER_BYTES + length + table.capacity();
    for (int i = 0; i < configs.size(); i++) {
      long start = data + table.getLong(8 * i);
      // The last offset is written as a place in the file and lies beyond its end.
      long end = Math.min(size, data + table.getLong(8 * i + 8));
      if (start < data || end < start || end - start > Integer.MAX_VALUE) {
        throw new FaceFileException(file + ": a damaged pack: face " + i + " lies outside of it");
      }
      add(configs.get(i), channel, new Slice(start, (int) (end - start)));
    }
  }

  private ByteBuffer read(FileChannel channel, long start, int length)
      throws IOException, FaceFileException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, start + bytes.position()) < 0) {
        throw new FaceFileException(file + ": the pack is cut off at byte " + channel.size());
      }
    }
    return bytes.flip();
  }

  private List<?> configs(long length) throws IOException, PickleException, FaceFileException {
    PickleGlobals globals =
        PickleGlobals.numpy()
            .with(FACE_TYPE, arguments -> onlyArgument(arguments))
            .with(SAMPLE_TYPE, arguments -> onlyArgument(arguments))
            .with("builtins.getattr", FacesetPack::member);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.skipNBytes(HEADER_BYTES);
      Object value = new PickleReader(globals, PickleLimits.forFiles()).read(in, length);
      if (value instanceof List<?> list) {
        return list;
      }
    }
    throw new FaceFileException(file + ": a damaged pack: its list of faces is no list");
  }

  private static Object onlyArgument(List<Object> arguments) throws PickleException {
    if (arguments.size() == 1 && arguments.get(0) instanceof Long value) {
      return value;
    }
    throw new PickleException("an enumeration takes one whole number");
  }

  /** Some Python versions write a member by its name. */
  private static Object member(List<Object> arguments) throws PickleException {
    if (arguments.size() == 2
        && arguments.get(0) instanceof PickleGlobals.Name type
        && arguments.get(1) instanceof String name) {
      if (type.name().equals(SAMPLE_TYPE)) {
        return 1L;
      }
      Long value = MEMBERS.get(name);
      if (type.name().equals(FACE_TYPE) && value != null) {
        return value;
      }
    }
    throw new PickleException(
        "builtins.getattr may only name a member of " + FACE_TYPE + " or " + SAMPLE_TYPE);
  }

  private void add(Object config, FileChannel channel, Slice slice)
      throws IOException, FaceFileException {
    if (!(config instanceof Map<?, ?> values)) {
      throw new FaceFileException(file + ": a damaged pack: its list holds something else");
    }
    Object person = values.get("person_name");
    String name = String.valueOf(values.get("filename"));
    if (person instanceof String folder) {
      name = folder + "/" + name;
    }
    try {
      byte[] bytes = read(channel, slice.start(), slice.length()).array();
      FaceMetadata metadata = MetadataReader.parse(dictionary(values));
      FaceFileCheck.Face face = FaceFileCheck.check(name, bytes, DflJpeg.parse(bytes), metadata);
      entries.add(face.entry());
      hashes.add(face.hash());
      slices.add(slice);
    } catch (FaceFileException e) {
      rejected.add(new RejectedFile(name, String.valueOf(e.getMessage())));
    }
  }

  /** Gives the pack's values the keys and types that they have in a face file. */
  private static Map<String, Object> dictionary(Map<?, ?> values) throws FaceFileException {
    Map<String, Object> dictionary = new LinkedHashMap<>();
    for (String key :
        List.of(
            MetadataKeys.LANDMARKS,
            MetadataKeys.POLYGONS,
            MetadataKeys.BROWS,
            MetadataKeys.SOURCE_FILENAME)) {
      Object value = values.get(key);
      dictionary.put(key, value == null ? PickleNone.NONE : value);
    }
    Object mask = values.get("xseg_mask_compressed");
    dictionary.put(MetadataKeys.XSEG_MASK, mask == null ? PickleNone.NONE : mask);
    if (values.get(MetadataKeys.FACE_TYPE) instanceof Long id) {
      dictionary.put(MetadataKeys.FACE_TYPE, FaceType.ofId(id).fileName());
    }
    return dictionary;
  }

  @Override
  public String name() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return folder == null ? FILE_NAME : String.valueOf(folder.getFileName());
  }

  @Override
  public String source() {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return String.valueOf(folder == null ? file : folder);
  }

  @Override
  public List<FaceEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public List<RejectedFile> rejected() {
    return List.copyOf(rejected);
  }

  @Override
  public String contentHash(int index) {
    return hashes.get(index);
  }

  @Override
  public Optional<byte[]> file(int index) throws FaceFileException {
    Slice slice = slices.get(index);
    try (FileChannel channel = FileChannel.open(file)) {
      return Optional.of(read(channel, slice.start(), slice.length()).array());
    } catch (IOException e) {
      throw new FaceFileException(file + ": cannot be read: " + e, e);
    }
  }

  @Override
  public Picture decode(int index) throws FaceFileException {
    FaceEntry entry = entries.get(index);
    Slice slice = slices.get(index);
    try (FileChannel channel = FileChannel.open(file)) {
      byte[] bytes = read(channel, slice.start(), slice.length()).array();
      return FaceFileCheck.decode(entry, bytes, hashes.get(index));
    } catch (IOException e) {
      throw new FaceFileException(file + ": cannot be read: " + e, e);
    } catch (FaceFileException e) {
      throw new FaceFileException(file + ": " + entry.name() + ": " + e.getMessage(), e);
    }
  }
}
