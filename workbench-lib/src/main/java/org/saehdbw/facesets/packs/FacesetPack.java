package org.saehdbw.facesets.packs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.FaceFileCheck;
import org.saehdbw.facesets.FaceOrigins;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.InParallel;
import org.saehdbw.facesets.StoredFaceset;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.JpegLayout;

/**
 * DeepFaceLab's {@code faceset.pak}: a version, a pickled list of what is known of each face, a
 * table of offsets, and the face files one after the other. {@link PackWriter} writes one.
 *
 * <p>As in DeepFaceLab, what the pack says of a face counts and not what the file inside says. A
 * pack that is damaged, or whose files have names that no plain file has, is refused as a whole; a
 * single face that cannot be used is left out.
 */
public final class FacesetPack extends StoredFaceset {
  /** The name of a pack's file. */
  public static final String FILE_NAME = "faceset.pak";

  /** What the names of packs end in. */
  public static final String ENDING = ".pak";

  private final PackIndex index;
  private final List<PackedFile> faces;

  private FacesetPack(
      PackIndex index,
      List<PackedFile> faces,
      List<FaceEntry> entries,
      List<String> hashes,
      Map<String, String> origins,
      List<RejectedFile> rejected) {
    super(entries, hashes, origins, rejected);
    this.index = index;
    this.faces = List.copyOf(faces);
  }

  /** What one file turned out to be: a face or a reason. */
  private record Found(FaceFileCheck.@Nullable Face face, String reason) {}

  /**
   * Reads a pack with the caller's thread.
   *
   * @throws FaceFileException if it is not a pack, of another version, or damaged
   */
  public static FacesetPack open(Path file) throws FaceFileException {
    return open(file, 1);
  }

  /**
   * Reads a pack.
   *
   * @param threads how many faces are read at once, at least 1
   * @throws FaceFileException if it is not a pack, of another version, or damaged
   */
  public static FacesetPack open(Path file, int threads) throws FaceFileException {
    return open(file, threads, Progress.NONE);
  }

  /**
   * Reads a pack and tells how far it is.
   *
   * @param threads how many faces are read at once, at least 1
   * @throws FaceFileException if it is not a pack, of another version, or damaged
   */
  public static FacesetPack open(Path file, int threads, Progress progress)
      throws FaceFileException {
    PackIndex index = PackIndex.read(file);
    List<PackedFile> faces = new ArrayList<>();
    List<FaceEntry> entries = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    List<RejectedFile> rejected = new ArrayList<>();
    List<Found> found;
    try (FileChannel channel = FileChannel.open(file)) {
      found =
          InParallel.map(
              index.files(),
              threads,
              "reading the faceset",
              packed -> check(channel, packed),
              done -> progress.at(FacesetFolder.READ, done, index.files().size()));
    } catch (IOException e) {
      throw FaceFileException.reading(file, e);
    }
    for (int i = 0; i < found.size(); i++) {
      FaceFileCheck.Face face = found.get(i).face();
      PackedFile packed = index.files().get(i);
      if (face != null) {
        faces.add(packed);
        entries.add(face.entry());
        hashes.add(face.hash());
      } else {
        rejected.add(new RejectedFile(packed.config().name(), found.get(i).reason()));
      }
    }
    Map<String, String> origins = FaceOrigins.readFile(FacesetPack.originsFile(file));
    return new FacesetPack(index, faces, entries, hashes, origins, rejected);
  }

  private static Found check(FileChannel channel, PackedFile packed) {
    PackedConfig config = packed.config();
    if (config.metadata().isEmpty()) {
      return new Found(null, config.reason());
    }
    try {
      byte[] bytes = PackIndex.content(channel, packed);
      JpegLayout jpeg = JpegLayout.of(bytes);
      return new Found(
          FaceFileCheck.check(config.name(), config.person(), bytes, jpeg, config.metadata().get()),
          "");
    } catch (IOException e) {
      return new Found(null, FileOperationException.unreadable(e));
    } catch (FaceFileException e) {
      return new Found(null, String.valueOf(e.getMessage()));
    }
  }

  /** Where a pack would lie in a folder. */
  public static Path in(Path folder) {
    return folder.resolve(FILE_NAME);
  }

  /** The pack's file. */
  public Path path() {
    return index.file();
  }

  @Override
  public String name() {
    Path absolute = index.file().toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    String own = String.valueOf(absolute.getFileName());
    if (!own.equals(FILE_NAME)) {
      return own.endsWith(ENDING) ? own.substring(0, own.length() - ENDING.length()) : own;
    }
    return folder == null || folder.getFileName() == null ? own : folder.getFileName().toString();
  }

  @Override
  public String source() {
    Path absolute = index.file().toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    boolean usual = folder != null && in(folder).equals(absolute);
    return String.valueOf(usual ? folder : absolute);
  }

  @Override
  protected byte[] bytes(int face) throws FaceFileException {
    return index.bytes(faces.get(face));
  }

  @Override
  protected String place(int face) {
    return index.file() + ": " + entries().get(face).name();
  }

  /**
   * Returns the file of a pack's origins. {@code faceset.pak} replaces its folder's faces and
   * shares the folder's file; other packs may lie side by side and have one each.
   */
  static Path originsFile(Path pack) {
    String name = String.valueOf(pack.getFileName());
    String own = name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    return pack.resolveSibling(
        name.equals(FILE_NAME) ? FaceOrigins.FILE : own + "." + FaceOrigins.FILE);
  }
}
