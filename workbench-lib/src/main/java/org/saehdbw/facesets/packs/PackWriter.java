package org.saehdbw.facesets.packs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.MetadataKeys;
import org.saehdbw.faces.MetadataWriter;
import org.saehdbw.faces.PackedName;
import org.saehdbw.facesets.BackupOfExisting;
import org.saehdbw.facesets.FaceFileCheck;
import org.saehdbw.facesets.FaceOrigins;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.InParallel;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Leftovers;
import org.saehdbw.pickles.NumpyArray;
import org.saehdbw.pickles.PickleCall;
import org.saehdbw.pickles.PickleNone;
import org.saehdbw.pickles.PickleTuple;
import org.saehdbw.pickles.PickleWriter;
import org.saehdbw.pictures.FaceFileException;

/**
 * Packs a faceset's files into one {@code faceset.pak} that DeepFaceLab reads too: {@code
 * PackWriter.of(Facesets.open(folder, 2)).to(folder.resolve("faceset.pak"), done -> {})}.
 *
 * <p>Faces that belong to persons make a pack of persons. The files' bytes go in unmodified, a few
 * at a time, so a pack may be much larger than memory. It is written beside its place and moved
 * there when it is whole; the files that it was made of stay ({@link LooseFileCleanup} removes
 * them).
 *
 * @param faces what is packed, in their order
 * @param force whether a pack that is there already is replaced
 */
public record PackWriter(Faceset faces, boolean force) {
  private static final int PROTOCOL = 4;
  private static final long FACE_SAMPLE = 1;

  /** So many files are held in memory at once, and read by so many threads. */
  private static final int WINDOW = 64;

  private static final int READERS = 2;
  private static final String MASK = "xseg_mask_compressed";

  /** Packs these faces into a file that must not be there yet. */
  public static PackWriter of(Faceset faces) {
    return new PackWriter(faces, false);
  }

  /** Returns this, replacing a pack that is there or not. */
  public PackWriter force(boolean replace) {
    return new PackWriter(faces, replace);
  }

  /**
   * Writes the pack.
   *
   * <p>Where faces were made from others, as a gray copy is, {@code origins.csv} beside {@code
   * faceset.pak}, or {@code NAME.origins.csv} beside {@code NAME.pak}, says so, and the pack holds
   * out the same faces.
   *
   * <p>A pack is never written over one that holds a face that is not among these, for nobody knows
   * whether it is anywhere else. What is in its place and cannot be read as a pack is kept beside
   * it, its name with {@code .old} behind it.
   *
   * @param out its file, whose folder is made if it is not there; DeepFaceLab looks for {@code
   *     faceset.pak} in the faceset's folder
   * @param progress told on the way how many are packed
   * @throws IllegalArgumentException if there is a file already and it is not to be replaced, or
   *     holds other faces
   * @throws FaceFileException if there are no faces, one has no file or a name that a pack cannot
   *     hold, or a file changed since the faceset was opened
   * @throws IOException if writing fails
   */
  public PackSummary to(Path out, IntConsumer progress) throws FaceFileException, IOException {
    if (Files.exists(out) && !force) {
      throw new IllegalArgumentException(
          "an existing pack is only replaced with force (--force), got " + out);
    }
    Set<String> names = requireNames();
    BackupOfExisting replaced = oldPack(out, names);
    Map<Integer, List<Integer>> masks = maskShapes();
    Files.createDirectories(PackIndex.folderOf(out));
    long[] bytes = new long[1];
    Leftovers.deleteOf(out);
    AtomicFile.writeDurable(
        out,
        file -> {
          bytes[0] = write(file, masks, progress);
          replaced.keep();
        });
    FaceOrigins.replace(FacesetPack.originsFile(out), names, origins());
    return new PackSummary(
        out.toString(),
        faces.entries().size(),
        persons(),
        bytes[0],
        List.copyOf(faces.rejected()),
        0);
  }

  private Map<String, String> origins() throws FaceFileException {
    Map<String, String> origins = new LinkedHashMap<>();
    for (int i = 0; i < faces.entries().size(); i++) {
      if (!faces.originHash(i).equals(faces.contentHash(i))) {
        origins.put(faces.entries().get(i).name(), faces.originHash(i));
      }
    }
    return origins;
  }

  private Set<String> requireNames() throws FaceFileException {
    if (faces.entries().isEmpty()) {
      throw new FaceFileException(faces.name() + " holds no faces to pack");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < faces.entries().size(); i++) {
      Faceset.FaceEntry face = faces.entries().get(i);
      PackedName.require("face " + i + " of " + faces.name(), face.fileName());
      if (face.personName().isPresent()) {
        PackedName.require("a person of " + faces.name(), face.personName().get());
      }
      if (!names.add(face.name())) {
        throw new FaceFileException(
            "two faces of " + faces.name() + " are called " + PackedName.shown(face.name()));
      }
    }
    return names;
  }

  private List<String> persons() {
    Set<String> persons = new TreeSet<>();
    faces.entries().forEach(face -> face.personName().ifPresent(persons::add));
    return List.copyOf(persons);
  }

  /** How the masks' arrays are shaped in the files: builds of OpenCV differ in it. */
  private Map<Integer, List<Integer>> maskShapes() throws FaceFileException {
    List<Integer> masked =
        IntStream.range(0, faces.entries().size())
            .filter(i -> faces.entries().get(i).metadata().xsegMask().isPresent())
            .boxed()
            .toList();
    List<List<Integer>> found = InParallel.map(masked, READERS, "packing", this::maskShape);
    Map<Integer, List<Integer>> shapes = new HashMap<>();
    for (int i = 0; i < masked.size(); i++) {
      shapes.put(masked.get(i), found.get(i));
    }
    return shapes;
  }

  private List<Integer> maskShape(int index) throws FaceFileException {
    byte[] mask = faces.entries().get(index).metadata().xsegMask().orElse(new byte[0]);
    Object stored = DflJpeg.parse(file(index)).dictionary().get(MetadataKeys.XSEG_MASK);
    return stored instanceof NumpyArray array && Arrays.equals(array.data(), mask)
        ? array.shape()
        : List.of(mask.length, 1);
  }

  /** Reads a file that must be what its face data were read from. */
  private byte[] unchanged(int index) throws FaceFileException {
    byte[] bytes = file(index);
    if (!FaceFileCheck.sha256(bytes).equals(faces.contentHash(index))) {
      throw new FaceFileException(
          faces.name() + ": " + faces.entries().get(index).name() + " changed while it was packed");
    }
    return bytes;
  }

  private byte[] file(int index) throws FaceFileException {
    return faces
        .file(index)
        .orElseThrow(
            () ->
                new FaceFileException(
                    "a pack holds files, and "
                        + faces.name()
                        + " has none: \"faceset draw\" writes drawn faces to files"));
  }

  /** Returns how many bytes the pack has. */
  private long write(FileChannel out, Map<Integer, List<Integer>> masks, IntConsumer progress)
      throws IOException, FaceFileException {
    int count = faces.entries().size();
    out.position(PackIndex.HEADER_BYTES);
    OutputStream stream = AtomicFile.buffered(out);
    PickleWriter.write(new Configs(faces.entries(), masks), PROTOCOL, stream);
    stream.flush();
    long tableAt = out.position();
    ByteBuffer table = ByteBuffer.allocate(8 * (count + 1)).order(ByteOrder.LITTLE_ENDIAN);
    out.position(tableAt + table.capacity());
    long offset = 0;
    for (int from = 0; from < count; from += WINDOW) {
      List<Integer> window = IntStream.range(from, Math.min(count, from + WINDOW)).boxed().toList();
      for (byte[] bytes : InParallel.map(window, READERS, "packing", this::unchanged)) {
        table.putLong(offset);
        stream.write(bytes);
        offset += bytes.length;
      }
      progress.accept(Math.min(count, from + WINDOW));
    }
    stream.flush();
    long size = out.position();
    // As the original does: the end's place in the file, where the others count from the data.
    table.putLong(size);
    writeAll(out, table.flip(), tableAt);
    ByteBuffer header = ByteBuffer.allocate(PackIndex.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(PackIndex.VERSION).putLong(tableAt - PackIndex.HEADER_BYTES);
    writeAll(out, header.flip(), 0);
    return size;
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes, long at) throws IOException {
    long place = at;
    while (bytes.hasRemaining()) {
      place += out.write(bytes, place);
    }
  }

  /** The pack's list; each face's values are put together when they are asked for. */
  private static final class Configs extends AbstractList<Object> {
    private final List<Faceset.FaceEntry> entries;
    private final Map<Integer, List<Integer>> masks;

    Configs(List<Faceset.FaceEntry> entries, Map<Integer, List<Integer>> masks) {
      this.entries = entries;
      this.masks = masks;
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public Object get(int index) {
      Faceset.FaceEntry entry = entries.get(index);
      FaceMetadata face = entry.metadata();
      Map<String, Object> values = new LinkedHashMap<>();
      values.put(
          "sample_type",
          PickleCall.of(PackedConfig.SAMPLE_TYPE, PackedConfig.SAMPLE_TYPE_CLASS, FACE_SAMPLE));
      values.put("filename", entry.fileName());
      values.put(
          MetadataKeys.FACE_TYPE,
          PickleCall.of(
              PackedConfig.FACE_TYPE, PackedConfig.FACE_TYPE_CLASS, face.faceType().id()));
      // The original says 3 channels of gray pictures too.
      values.put("shape", PickleTuple.of(entry.height(), entry.width(), 3));
      values.put(MetadataKeys.LANDMARKS, MetadataWriter.points(face.landmarks()));
      values.put(MetadataKeys.POLYGONS, Map.of("polys", MetadataWriter.polygons(face.polygons())));
      values.put(MetadataKeys.XSEG_MASK, PickleNone.NONE);
      values.put(MASK, mask(index, face));
      values.put(MetadataKeys.BROWS, face.eyebrowsExpandMod());
      values.put(MetadataKeys.SOURCE_FILENAME, orNone(face.sourceFilename().orElse("")));
      values.put("person_name", orNone(entry.personName().orElse("")));
      return values;
    }

    private Object mask(int index, FaceMetadata face) {
      if (face.xsegMask().isEmpty()) {
        return PickleNone.NONE;
      }
      byte[] mask = face.xsegMask().get();
      return new NumpyArray("u1", masks.getOrDefault(index, List.of(mask.length, 1)), mask);
    }

    private static Object orNone(String text) {
      return text.isEmpty() ? PickleNone.NONE : text;
    }
  }

  /** Looks at the pack that the new one is written over: no face that only it holds is lost. */
  private static BackupOfExisting oldPack(Path pack, Set<String> faces) throws IOException {
    return BackupOfExisting.of(
        pack,
        file -> PackIndex.read(file).files().stream().map(old -> old.config().name()).toList(),
        faces,
        ": the old pack holds %s, which is not among the new faces; unpack it first, or write"
            + " elsewhere");
  }
}
