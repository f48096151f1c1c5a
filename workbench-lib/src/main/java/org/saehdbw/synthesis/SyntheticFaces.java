package org.saehdbw.synthesis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.Sha256;
import org.saehdbw.pictures.Picture;

/**
 * Aligned faces of invented people, drawn when they are asked for, with exact landmarks.
 *
 * <p>{@code SyntheticFaces.of(600).size(128).seed(7)} is a faceset of 600 faces in which the
 * {@value #IDENTITIES} people take turns, over yaw to 60 degrees either way, pitch to 20,
 * expressions and light. Face {@code i} is a pure function of seed and {@code i}: its parameters
 * are the same whoever it shows, at any size. Immutable and safe from several threads.
 *
 * <p>Colour by default; {@link #gray()} is the same picture by {@link Picture#toGray()}. Their
 * colour is invented: results on them say nothing of real colour.
 *
 * <p>Jaw points are points of the head projected; on a turned head they are not its outline.
 */
public final class SyntheticFaces implements Faceset {
  /** How many people can be drawn. The first two differ most. */
  public static final int IDENTITIES = 8;

  /** Part of every content hash: raised when the same parameters give another picture. */
  private static final int DRAWING = 1;

  private static final int MAX_COUNT = 1_000_000;
  private static final int MIN_SIZE = 16;
  private static final int MAX_SIZE = 2048;
  private static final long KEPT_BYTES = 96L << 20;

  private final int count;
  private final int size;
  private final long seed;
  private final List<Integer> identities;
  private final boolean colour;
  private final FaceType faceType;
  private final AtomicReferenceArray<@Nullable Picture> kept;
  private volatile @Nullable List<FaceEntry> entries;

  private SyntheticFaces(
      int count, int size, long seed, List<Integer> identities, boolean colour, FaceType faceType) {
    this.count = between("the count of drawn faces", count, 1, MAX_COUNT);
    this.size = between("size", size, MIN_SIZE, MAX_SIZE);
    this.seed = seed;
    this.identities = List.copyOf(identities);
    this.colour = colour;
    this.faceType = faceType;
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("drawn faces need at least one identity");
    }
    identities.forEach(who -> between("identity", who, 0, IDENTITIES - 1));
    if (faceType.option().isEmpty()) {
      throw new IllegalArgumentException(
          "face type of drawn faces must be h, mf, f, wf or head, got " + faceType.fileName());
    }
    long bytes = (long) count * size * size * channels();
    this.kept = new AtomicReferenceArray<>(bytes <= KEPT_BYTES ? count : 0);
  }

  private static int between(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          name + " must be from " + low + " to " + high + ", got " + value);
    }
    return value;
  }

  /**
   * Starts with whole faces of 128 pixels, in colour, all people in turn, seed 1.
   *
   * @throws IllegalArgumentException if the count is not from 1 to 1,000,000
   */
  public static SyntheticFaces of(int count) {
    List<Integer> allPeople = IntStream.range(0, IDENTITIES).boxed().toList();
    return new SyntheticFaces(count, 128, 1, allPeople, true, FaceType.WHOLE);
  }

  /**
   * Reads what {@link #source()} prints, such as {@code drawn:600,size=128,seed=7,identity=2}. The
   * count comes first, the others may be left out or change places.
   *
   * @throws IllegalArgumentException saying what is allowed and what came
   */
  public static SyntheticFaces parse(String source) {
    return SyntheticSource.parse(source.strip());
  }

  /** Whether a text names drawn faces, and not a folder. */
  public static boolean isSource(String text) {
    return text.strip().startsWith(SyntheticSource.PREFIX);
  }

  /**
   * Returns this with another side in pixels, 16 to 2048.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public SyntheticFaces size(int sidePixels) {
    return new SyntheticFaces(count, sidePixels, seed, identities, colour, faceType);
  }

  /** Returns this with another seed. */
  public SyntheticFaces seed(long newSeed) {
    return new SyntheticFaces(count, size, newSeed, identities, colour, faceType);
  }

  /**
   * Returns this with one person only.
   *
   * @throws IllegalArgumentException if the person does not exist
   */
  public SyntheticFaces identity(int who) {
    return identities(who);
  }

  /**
   * Returns this with these people in turn.
   *
   * @throws IllegalArgumentException if there is none, or no such person
   */
  public SyntheticFaces identities(int... who) {
    return new SyntheticFaces(
        count, size, seed, Arrays.stream(who).boxed().toList(), colour, faceType);
  }

  /** Returns this in gray, one channel. */
  public SyntheticFaces gray() {
    return new SyntheticFaces(count, size, seed, identities, false, faceType);
  }

  /** Returns this in colour, three channels. */
  public SyntheticFaces colour() {
    return new SyntheticFaces(count, size, seed, identities, true, faceType);
  }

  /**
   * Returns this with more or less of the head.
   *
   * @throws IllegalArgumentException if it is none of h, mf, f, wf and head
   */
  public SyntheticFaces faceType(FaceType type) {
    return new SyntheticFaces(count, size, seed, identities, colour, type);
  }

  /** How many faces there are. */
  public int count() {
    return count;
  }

  /** Their side in pixels. */
  public int size() {
    return size;
  }

  /** The seed. */
  public long seed() {
    return seed;
  }

  /** Who takes turns. */
  public List<Integer> identities() {
    return identities;
  }

  /** Whether there are three channels. */
  public boolean inColour() {
    return colour;
  }

  /** How much of the head they show. */
  public FaceType faceType() {
    return faceType;
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String source() {
    return SyntheticSource.print(this, identities.equals(of(1).identities));
  }

  /**
   * What face {@code index} is drawn from.
   *
   * @throws IndexOutOfBoundsException if the face does not exist
   */
  public FaceParameters parameters(int index) {
    Objects.checkIndex(index, count);
    return ParameterDraw.of(identities.get(index % identities.size()), seed, index);
  }

  /** Draws any face at this size, in this colour and crop. */
  public SyntheticFace draw(FaceParameters parameters) {
    return draw(parameters, "drawn.png");
  }

  /** Draws the face of a file of {@link #writeTo}. */
  SyntheticFace draw(int index) {
    return draw(parameters(index), frameName(index));
  }

  private SyntheticFace draw(FaceParameters parameters, String frameName) {
    FaceScene scene = new FaceScene(parameters, faceType, size);
    Picture picture = scene.draw();
    return new SyntheticFace(colour ? picture : picture.toGray(), scene.metadata(frameName));
  }

  /**
   * The picture alone of {@link #draw}. {@code faces.render(faces.parameters(i).withIdentity(k))}
   * is another person in the pose, expression and light of face {@code i}.
   */
  public Picture render(FaceParameters parameters) {
    return draw(parameters).picture();
  }

  /** What the file of any face at this size and crop would say of it; nothing is drawn. */
  public FaceMetadata metadata(FaceParameters parameters) {
    return new FaceScene(parameters, faceType, size).metadata("drawn.png");
  }

  /** A hash of the picture of any face at this size, in this colour and crop; nothing is drawn. */
  public String contentHash(FaceParameters parameters) {
    return hash(parameters, colour);
  }

  /**
   * The first faces side by side, in rows of up to eight.
   *
   * @throws IllegalArgumentException if {@code faces} is not from 1 to {@link #count()}
   */
  @Override
  public Picture sheet(int faces) {
    between("the faces of a sheet", faces, 1, count);
    return ContactSheet.of(this, faces);
  }

  /**
   * Writes every face as an aligned JPEG with DeepFaceLab's metadata, on one thread, and behind
   * them {@value SyntheticParameters#NAME} with their parameters ({@link SyntheticParameters}).
   *
   * @param out a folder that is empty or not there yet
   * @throws IllegalArgumentException if it holds files
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public void writeTo(Path out) throws IOException, InterruptedException {
    writeTo(out, 1, written -> {});
  }

  /**
   * Writes every face as {@link #writeTo(Path)} does. The files do not depend on the threads.
   *
   * @param threads how many draw at once, 1 to 64
   * @param progress receives after each face how many are written; called by one thread at a time
   * @throws IllegalArgumentException if {@code threads} is out of range or the folder holds files
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public void writeTo(Path out, int threads, IntConsumer progress)
      throws IOException, InterruptedException {
    SyntheticWriter.write(this, out, threads, progress);
  }

  @Override
  public String name() {
    return "drawn-" + count + "x" + size + "-s" + seed;
  }

  @Override
  public List<FaceEntry> entries() {
    List<FaceEntry> known = entries;
    if (known == null) {
      List<FaceEntry> made = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        FaceScene scene = new FaceScene(parameters(i), faceType, size);
        FaceMetadata metadata = scene.metadata(frameName(i));
        made.add(new FaceEntry(fileName(i), size, size, channels(), metadata));
      }
      known = List.copyOf(made);
      entries = known;
    }
    return known;
  }

  static String fileName(int index) {
    return number(index) + "_0.jpg";
  }

  /** The name of the frame that an extractor would have found the face in. */
  private static String frameName(int index) {
    return number(index) + ".png";
  }

  private static String number(int index) {
    String digits = String.valueOf(index);
    return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
  }

  private int channels() {
    return colour ? 3 : 1;
  }

  @Override
  public List<RejectedFile> rejected() {
    return List.of();
  }

  /**
   * Draws a face, or returns the picture drawn before: small sets (up to 96 MiB of pixels) are
   * kept.
   */
  @Override
  public Picture decode(int index) {
    boolean keep = kept.length() > 0;
    Picture known = keep ? kept.get(index) : null;
    if (known != null) {
      return known;
    }
    Picture drawn = render(parameters(index));
    if (keep) {
      kept.set(index, drawn);
    }
    return drawn;
  }

  /** A hash of everything that decides the picture; nothing is drawn for it. */
  @Override
  public String contentHash(int index) {
    return hash(parameters(index), colour);
  }

  /** The hash of the face in colour: gray faces are made from it. */
  @Override
  public String originHash(int index) {
    return hash(parameters(index), true);
  }

  private String hash(FaceParameters parameters, boolean inColour) {
    String text = DRAWING + " " + faceType + " " + size + " " + inColour + " " + parameters;
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SyntheticFaces that && source().equals(that.source());
  }

  @Override
  public int hashCode() {
    return source().hashCode();
  }

  @Override
  public String toString() {
    return source();
  }
}
