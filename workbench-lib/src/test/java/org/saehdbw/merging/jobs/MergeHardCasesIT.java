package org.saehdbw.merging.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.files.Sha256;
import org.saehdbw.films.FilmCodec;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FilmTarget;
import org.saehdbw.films.Rate;
import org.saehdbw.films.VideoReader;
import org.saehdbw.films.VideoWriter;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.processes.ChildJvm;
import org.saehdbw.processes.ChildStart;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.memory.ResidentMemory;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.TinyModel;

/** Merges of long, mixed, cut and large clips, on full disks, within memory. */
class MergeHardCasesIT {
  private static final int FRAMES = 8;

  @TempDir private Path root;
  private RunFolder run;
  private Path faces;

  @BeforeEach
  void draw() throws Exception {
    run = TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("runs"));
    faces = DrawnClip.faces(root.resolve("faces"), IntStream.range(0, FRAMES).boxed().toList());
  }

  private Merge merge(Path frames, String out) throws Exception {
    return Merge.of(run)
        .frames(frames)
        .faces(faces)
        .into(root.resolve(out))
        .set("mask_mode", "dst")
        .threads(2);
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%05d.png", number + 1);
  }

  private static DeepPicture read(Path file) throws Exception {
    return PictureFiles.decodeDeep(Files.readAllBytes(file));
  }

  private static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        hashes.put(String.valueOf(file.getFileName()), Sha256.hex(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  /** Many frames that are one picture under many names, but for the first ones. */
  private Path linked(String folder, int count) throws IOException {
    Path frames = DrawnClip.frames(root.resolve(folder), FRAMES);
    for (int i = FRAMES; i < count; i++) {
      Files.createLink(frames.resolve(name(i)), frames.resolve(name(i % FRAMES)));
    }
    return frames;
  }

  @Test
  void aRangeOfTwentyThousandFramesIsMerged() throws Exception {
    int count = 20_000;
    Path frames = linked("many", count);
    DrawnClip.faces(faces, List.of(count / 2, count - 1));
    FrameRange middle = new FrameRange(count / 2, count / 2 + 2, 1, List.of());
    MergeResult result = merge(frames, "out").only(middle).start();
    assertThat(result.complete()).isTrue();
    assertThat(result.made()).isEqualTo(3);
    assertThat(result.remarks()).isEmpty();
    assertThat(hashes(result.folder().frames()).keySet())
        .containsExactly("10000.png", "10001.png", "10002.png");
    assertThat(result.frames()).isEqualTo(Map.of(MergeStatus.MERGED, 1, MergeStatus.NO_FACE, 2));
    assertThat(merge(frames, "out").only(middle).start().made()).isZero();
  }

  private static void write(Path file, BufferedImage picture) throws IOException {
    assertThat(ImageIO.write(picture, "png", file.toFile())).isTrue();
  }

  private static BufferedImage painted(Path file, int type) throws IOException {
    BufferedImage source = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
    BufferedImage made = new BufferedImage(source.getWidth(), source.getHeight(), type);
    Graphics2D graphics = made.createGraphics();
    graphics.drawImage(source, 0, 0, null);
    graphics.dispose();
    return made;
  }

  /** Frames 1 to 6: colour, 16-bit colour, gray, palette, alpha, 16-bit gray. */
  private Path mixed() throws Exception {
    Path frames = DrawnClip.frames(root.resolve("mixed"), 6);
    Path deep = frames.resolve(name(1));
    Files.write(deep, PictureFiles.encodePng(read(deep).to(16)));
    Path gray = frames.resolve(name(2));
    Files.write(gray, PictureFiles.encodePng(read(gray).toGray()));
    Path palette = frames.resolve(name(3));
    write(palette, painted(palette, BufferedImage.TYPE_BYTE_INDEXED));
    Path alpha = frames.resolve(name(4));
    write(alpha, painted(alpha, BufferedImage.TYPE_4BYTE_ABGR));
    Path deepGray = frames.resolve(name(5));
    Files.write(deepGray, PictureFiles.encodePng(read(deepGray).toGray().to(16)));
    return frames;
  }

  @Test
  void picturesOfAllKindsCanBeInOneFolder() throws Exception {
    Path frames = mixed();
    Path film = root.resolve("film.mkv");
    MergeResult result = merge(frames, "out").keepingColour().film(film).start();
    assertThat(result.count(MergeStatus.MERGED)).isEqualTo(6);
    assertThat(result.remarks())
        .containsExactly("2 faces name frames that are not here, first 00007_0.jpg");
    List<Integer> channels = new ArrayList<>();
    List<Integer> bits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      DeepPicture merged = read(result.folder().frames().resolve(name(i)));
      channels.add(merged.channels());
      bits.add(merged.bits());
    }
    assertThat(channels).containsExactly(3, 3, 1, 3, 3, 1);
    assertThat(bits).containsExactly(8, 16, 8, 8, 8, 16);
    MergeResult plain =
        merge(DrawnClip.frames(root.resolve("plain"), 6), "plain-out").keepingColour().start();
    DeepPicture alpha = read(result.folder().frames().resolve(name(4)));
    assertThat(alpha.values())
        .as("an opaque frame is merged as one without alpha")
        .isEqualTo(read(plain.folder().frames().resolve(name(4))).values());
    try (VideoReader reader = VideoReader.open(film, false)) {
      assertThat(reader.info().channels()).as("as colour is among the frames").isEqualTo(3);
      assertThat(reader.info().bits()).as("as 16 bits are among the frames").isGreaterThan(8);
      for (int i = 0; i < 6; i++) {
        DeepPicture shown = reader.next().orElseThrow().picture();
        assertThat(shown.values().length).isEqualTo(3 * 160 * 120);
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void aFilmStartsGrayAndBecomesColour() throws Exception {
    Path frames = DrawnClip.frames(root.resolve("frames"), 2);
    Path first = frames.resolve(name(0));
    Files.write(first, PictureFiles.encodePng(read(first).toGray()));
    Path film = root.resolve("film.mkv");
    MergeResult result =
        merge(frames, "out").keepingColour().film(film).codec(FilmCodec.FFV1).start();
    try (VideoReader reader = VideoReader.open(film, false)) {
      DeepPicture gray = read(result.folder().frames().resolve(name(0)));
      DeepPicture shown = reader.next().orElseThrow().picture();
      for (int at = 0; at < gray.values().length; at++) {
        assertThat(shown.at(3 * at + 1)).isEqualTo(gray.at(at));
      }
      DeepPicture colour = read(result.folder().frames().resolve(name(1)));
      assertThat(reader.next().orElseThrow().picture().values()).isEqualTo(colour.values());
    }
  }

  @Test
  void aFrameOfAnotherSizeIsMergedButFitsNoFilm() throws Exception {
    Path frames = DrawnClip.frames(root.resolve("frames"), 3);
    DeepPicture small = new DeepPicture(120, 90, 1, 8, new short[120 * 90]);
    Files.write(frames.resolve(name(1)), PictureFiles.encodePng(small));
    Path film = root.resolve("film.mkv");
    Merge merge = merge(frames, "out");
    assertThatThrownBy(() -> merge.film(film).start())
        .isInstanceOf(FilmException.class)
        .hasMessage(
            film
                + ": all frames of a film must have the sides of the first, 160 x 120 pixels; frame"
                + " 2 has 120 x 90; the merged frames stay in "
                + root.resolve("out/frames"));
    assertThat(film).doesNotExist();
    MergeResult result = merge.start();
    assertThat(result.made()).isZero();
    assertThat(result.complete()).isTrue();
    assertThat(hashes(result.folder().frames())).hasSize(3);
  }

  private Path film(String name) throws Exception {
    Path film = root.resolve(name);
    FilmTarget target = FilmTarget.of(film, 3, 8, new Rate(25, 1)).codec(FilmCodec.FFV1);
    try (VideoWriter writer = VideoWriter.open(target)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(i, DeepPicture.of(DrawnClip.frame(i)));
      }
      writer.finish();
    }
    return film;
  }

  @Test
  void aFilmThatIsCutInTheMiddleIsMergedUpToTheCut() throws Exception {
    Path whole = film("whole.mkv");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(root.resolve("cut.mkv"), Arrays.copyOf(bytes, bytes.length * 6 / 10));
    Path out = root.resolve("out.mkv");
    MergeResult result = merge(cut, "cut-job").film(out).start();
    assertThat(result.complete()).isTrue();
    int left = result.count(MergeStatus.MERGED);
    assertThat(left).isBetween(2, FRAMES - 2);
    assertThat(result.remarks())
        .anyMatch(
            line ->
                line.startsWith(cut + ": announces 0.3 seconds, the last frame that was read ends")
                    && line.endsWith("; a film that was cut off is like this"));
    Map<String, String> all = hashes(merge(whole, "whole-job").start().folder().frames());
    Map<String, String> made = hashes(result.folder().frames());
    assertThat(made).hasSize(left);
    made.remove(name(left - 1));
    assertThat(all).as("all but what the cut went through").containsAllEntriesOf(made);
    try (VideoReader reader = VideoReader.open(out, true)) {
      assertThat(reader.count()).isEqualTo(left);
    }
    Path none = Files.write(root.resolve("none.mkv"), Arrays.copyOf(bytes, 20));
    assertThatThrownBy(() -> merge(none, "none-job").start())
        .isInstanceOf(FilmException.class)
        .hasMessageStartingWith(none + ": ");
    assertThat(root.resolve("none-job")).doesNotExist();
  }

  /** The disk has room for so many changes: the merge meets its end in each kind of them. */
  @ParameterizedTest
  @ValueSource(ints = {20, 21, 22, 23, 24, 25, 26, 27, 45})
  void aFullDiskLosesNothing(int room) throws Exception {
    Path frames = DrawnClip.frames(root.resolve("frames"), FRAMES);
    Map<String, String> whole = hashes(merge(frames, "whole").start().folder().frames());
    Merge merge = merge(frames, "full").threads(1);
    AtomicInteger changes = new AtomicInteger();
    FaultyDisk disk =
        new FaultyDisk()
            .watchedBy(
                change -> {
                  boolean grows = !change.startsWith("delete") && !change.startsWith("rename");
                  if (changes.incrementAndGet() > room && grows) {
                    throw new IOException("No space left on device");
                  }
                });
    assertThatThrownBy(() -> merge.into(disk.of(root.resolve("full"))).start())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(root.resolve("full").toString())
        .hasMessageEndingWith(
            ": cannot be written (No space left on device); free space on this disk");
    disk.mend();
    for (Map.Entry<String, String> made : hashes(root.resolve("full/frames")).entrySet()) {
      assertThat(whole).as("no part of a frame is left").contains(made);
    }
    MergeResult rest = merge.start();
    assertThat(rest.complete()).isTrue();
    assertThat(rest.made()).isLessThanOrEqualTo(FRAMES);
    assertThat(hashes(rest.folder().frames())).isEqualTo(whole);
    assertThat(hashes(rest.folder().masks())).isEqualTo(hashes(root.resolve("whole/masks")));
  }

  @Test
  void aRealDiskThatIsFullWithTheFilmIsNamed() throws Exception {
    Path frames = DrawnClip.frames(root.resolve("frames"), FRAMES);
    MergeResult whole = merge(frames, "whole").film(root.resolve("whole.mkv")).start();
    Path disk = Files.createDirectories(root.resolve("disk"));
    assumeTrue(done("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk.toString()));
    try {
      Path film = disk.resolve("film.mkv");
      Merge merge = merge(frames, "job").film(film);
      assertThatThrownBy(merge::start)
          .isInstanceOf(FilmException.class)
          .hasMessageStartingWith(film + ": cannot be written (is the disk full?)");
      assertThat(film).doesNotExist();
      assertThat(done("mount", "-o", "remount,size=16m", disk.toString())).isTrue();
      MergeResult result = merge.start();
      assertThat(result.made()).as("no frame is made a second time").isZero();
      assertThat(Files.size(film)).isEqualTo(Files.size(whole.film().orElseThrow()));
      try (Stream<Path> left = Files.list(disk)) {
        assertThat(left).containsExactly(film);
      }
    } finally {
      done("umount", disk.toString());
    }
  }

  private static boolean done(String... words) throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private double peakMib(int count) throws Exception {
    DrawnClip.faces(faces, IntStream.range(FRAMES, count).boxed().toList());
    Path log = root.resolve("log" + count);
    Path out = root.resolve("out" + count);
    List<String> words =
        List.of(
            run.path().toString(),
            linked("frames" + count, count).toString(),
            faces.toString(),
            out.toString());
    List<String> options = List.of("-Xmx64m", "-Xms64m", "-XX:TieredStopAtLevel=1");
    Process child =
        ChildStart.of(ChildJvm.command(options, MergingChild.class.getName(), words))
            .appendingTo(log)
            .start();
    assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(log)).isZero();
    assertThat(hashes(out.resolve("frames"))).hasSize(count);
    List<String> lines = Files.readAllLines(log);
    return Double.parseDouble(lines.get(lines.size() - 1));
  }

  /**
   * A heap of 64 MiB holds about 400 such frames, and as many again would be seen outside of it.
   */
  @Test
  void memoryDoesNotGrowWithTheClip() throws Exception {
    assumeTrue(ResidentMemory.peakMib(ProcessHandle.current().pid()).isPresent());
    double few = peakMib(40);
    double many = peakMib(400);
    assertThat(many).isLessThan(few + 64);
  }
}
