package org.saehdbw.films;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;
import org.saehdbw.tensors.CounterRandom;

class VideoTest {
  private static final Rate RATE = new Rate(24, 1);

  /** Place of the scheduling policy behind the name of a thread, proc(5). */
  private static final int POLICY = 38;

  @TempDir private Path folder;

  /** Soft stripes with some noise, from black to white. */
  static DeepPicture drawn(int width, int height, int channels, int bits, long seed) {
    CounterRandom random = CounterRandom.of(seed, "film", 0, 0);
    int white = (1 << bits) - 1;
    short[] values = new short[width * height * channels];
    for (int i = 0; i < values.length; i++) {
      int x = i / channels % width;
      double stripe = 0.5 - 0.5 * Math.cos(2 * Math.PI * (x + 3 * seed) / width);
      double noise = 0.01 * random.nextDouble();
      values[i] = (short) Math.min(white, Math.round(white * (stripe + noise)));
    }
    return new DeepPicture(width, height, channels, bits, values);
  }

  private static List<FilmFrame> read(Path file, boolean gray) throws IOException {
    List<FilmFrame> frames = new ArrayList<>();
    try (VideoReader reader = VideoReader.open(file, gray)) {
      for (Optional<FilmFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
      assertThat(reader.remarks()).isEmpty();
    }
    return frames;
  }

  private Path write(FilmTarget target, int width, int height, int count) throws IOException {
    try (VideoWriter writer = VideoWriter.open(target)) {
      for (int i = 0; i < count; i++) {
        writer.write(i, drawn(width, height, target.channels(), target.bits(), i));
      }
      writer.finish();
    }
    return target.file();
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "1, 10", "1, 12", "1, 16", "3, 8", "3, 16"})
  void ffv1KeepsEveryValue(int channels, int bits) throws IOException {
    Path file = folder.resolve("film.mkv");
    write(FilmTarget.of(file, channels, bits, RATE), 51, 37, 5);
    try (VideoReader reader = VideoReader.open(file, false)) {
      assertThat(reader.info().channels()).isEqualTo(channels);
      assertThat(reader.info().bits()).isEqualTo(bits);
      assertThat(reader.info().fullRange()).isTrue();
      assertThat(reader.info().codec()).isEqualTo("ffv1");
      assertThat(reader.info().rate().value()).isEqualTo(24);
    }
    List<FilmFrame> frames = read(file, false);
    assertThat(frames).extracting(FilmFrame::number).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(frames.get(0).name()).isEqualTo("00001");
    for (FilmFrame frame : frames) {
      assertThat(frame.picture().bits()).isEqualTo(bits);
      assertThat(frame.picture().values())
          .isEqualTo(drawn(51, 37, channels, bits, frame.number()).values());
    }
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(Files.list(folder)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"H264, mp4", "H264, mkv", "VP9, webm", "VP9, mkv", "PRORES, mov", "FFV1, mkv"})
  void anyFrameIsFoundInAnyOrder(FilmCodec codec, String ending) throws IOException {
    Path file = folder.resolve("film." + ending);
    int count = 40;
    write(FilmTarget.of(file, 1, 8, RATE).codec(codec), 64, 48, count);
    List<FilmFrame> all = read(file, true);
    assertThat(all).hasSize(count);
    try (VideoReader reader = VideoReader.open(file, true)) {
      assertThat(reader.count()).isEqualTo(count);
      for (int number : new int[] {25, 24, 0, 39, 1, 2, 13, 12, 30, 31, 5}) {
        reader.seek(number);
        FilmFrame found = reader.next().orElseThrow();
        assertThat(found.number()).isEqualTo(number);
        assertThat(found.time()).as("frame %d", number).isEqualTo(all.get(number).time());
        assertThat(found.name()).isEqualTo(all.get(number).name());
        assertThat(found.picture().values())
            .as("frame %d", number)
            .isEqualTo(all.get(number).picture().values());
      }
      reader.seek(38);
      assertThat(reader.next().orElseThrow().number()).isEqualTo(38);
      assertThat(reader.next().orElseThrow().number()).isEqualTo(39);
      assertThat(reader.next()).isEmpty();
      reader.seek(3);
      assertThat(reader.next().orElseThrow().picture().values())
          .isEqualTo(all.get(3).picture().values());
      assertThatThrownBy(() -> reader.seek(count))
          .hasMessage(file + ": has frames 1 to 40, got 41");
    }
  }

  @ParameterizedTest
  @CsvSource({"H264, mp4, 8", "VP9, webm, 8", "PRORES, mov, 10"})
  void grayStaysGrayFromBlackToWhite(FilmCodec codec, String ending, int bits) throws IOException {
    Path file = folder.resolve("film." + ending);
    write(FilmTarget.of(file, 1, bits, RATE).codec(codec), 128, 96, 4);
    try (VideoReader reader = VideoReader.open(file, true)) {
      assertThat(reader.info().fullRange()).isFalse();
      assertThat(reader.info().bits()).isEqualTo(bits);
    }
    List<FilmFrame> gray = read(file, true);
    assertThat(gray).hasSize(4);
    for (FilmFrame frame : gray) {
      DeepPicture wanted = drawn(128, 96, 1, bits, frame.number());
      assertThat(frame.picture().channels()).isEqualTo(1);
      assertThat(meanDifference(frame.picture(), wanted)).isLessThan(0.012);
      assertThat(extremes(frame.picture())[0]).as("black").isLessThan(0.02);
      assertThat(extremes(frame.picture())[1]).as("white").isGreaterThan(0.98);
    }
    DeepPicture colour = read(file, false).get(0).picture();
    assertThat(colour.channels()).isEqualTo(3);
    assertThat(meanDifference(colour.toGray(), gray.get(0).picture().to(colour.bits())))
        .as("colour of a gray film is gray")
        .isLessThan(0.004);
  }

  @ParameterizedTest
  @CsvSource({"H264, mp4, 8", "VP9, mkv, 8", "PRORES, mov, 10"})
  void colourComesBack(FilmCodec codec, String ending, int bits) throws IOException {
    Path file = folder.resolve("film." + ending);
    DeepPicture red = plain(96, 64, bits, 0.1, 0.2, 0.8);
    try (VideoWriter writer = VideoWriter.open(FilmTarget.of(file, 3, bits, RATE).codec(codec))) {
      writer.write(0, red);
      writer.write(1, red);
      writer.finish();
    }
    DeepPicture back = read(file, false).get(1).picture();
    assertThat(meanDifference(back, red.to(back.bits()))).isLessThan(0.012);
  }

  private static DeepPicture plain(int width, int height, int bits, double... colour) {
    short[] values = new short[3 * width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) Math.round(((1 << bits) - 1) * colour[i % 3]);
    }
    return new DeepPicture(width, height, 3, bits, values);
  }

  private static double meanDifference(DeepPicture one, DeepPicture other) {
    double sum = 0;
    for (int i = 0; i < one.values().length; i++) {
      sum += Math.abs((double) one.at(i) / one.white() - (double) other.at(i) / other.white());
    }
    return sum / one.values().length;
  }

  private static double[] extremes(DeepPicture picture) {
    int low = picture.white();
    int high = 0;
    for (int i = 0; i < picture.values().length; i++) {
      low = Math.min(low, picture.at(i));
      high = Math.max(high, picture.at(i));
    }
    return new double[] {(double) low / picture.white(), (double) high / picture.white()};
  }

  @Test
  void variableTimesAndSoundAreKept() throws IOException {
    Path sound = Sounds.wav(folder.resolve("sound.wav"), 8000, 2);
    Path first = folder.resolve("first.mkv");
    Rate clock = new Rate(1, 1000);
    long[] times = {0, 40, 120, 160, 900, 940};
    FilmTarget target =
        new FilmTarget(
            first, FilmCodec.FFV1, 1, 8, RATE, clock, Optional.of(sound), Map.of("title", "A"));
    try (VideoWriter writer = VideoWriter.open(target)) {
      for (long time : times) {
        writer.write(time, drawn(32, 24, 1, 8, time));
      }
      writer.finish();
    }
    List<FilmFrame> frames = read(first, false);
    assertThat(frames).extracting(FilmFrame::time).containsExactly(0L, 40L, 120L, 160L, 900L, 940L);
    FilmInfo info;
    try (VideoReader reader = VideoReader.open(first, true)) {
      info = reader.info();
    }
    assertThat(info.sounds()).containsExactly("pcm_s16le, 8000 Hz, 1 channels");
    Path second = folder.resolve("second.mov");
    FilmTarget copy = FilmTarget.of(second, 1, 8, RATE).codec(FilmCodec.FFV1).like(info);
    try (VideoWriter writer = VideoWriter.open(copy)) {
      for (FilmFrame frame : frames.subList(2, 6)) {
        writer.write(frame.time(), frame.picture());
      }
      writer.finish();
      assertThat(writer.written()).isEqualTo(4);
    }
    try (VideoReader reader = VideoReader.open(second, false)) {
      double tick = reader.info().clock().value();
      assertThat(read(second, false))
          .extracting(frame -> Math.round(1000 * frame.time() * tick))
          .as("milliseconds; the first frame is at 0")
          .containsExactly(0L, 40L, 780L, 820L);
    }
    int[] heard = Sounds.samples(second);
    int[] given = Sounds.samples(sound);
    // From the frame at 120 ms on, up to the end of the last one; pieces are kept whole.
    assertThat(heard.length).isBetween(8000 * 80 / 100, 8000 * 110 / 100);
    int at = Sounds.place(given, heard);
    assertThat(at).as("where the copy begins in the source").isBetween(8000 * 12 / 100, 2500);
    assertThat(Arrays.copyOfRange(given, at, at + heard.length)).isEqualTo(heard);
  }

  @Test
  void skippedFramesAreCounted() throws IOException {
    Path file = write(FilmTarget.of(folder.resolve("film.mkv"), 1, 8, RATE), 32, 24, 6);
    try (VideoReader reader = VideoReader.open(file, false)) {
      assertThat(reader.skip()).isTrue();
      assertThat(reader.skip()).isTrue();
      FilmFrame third = reader.next().orElseThrow();
      assertThat(third.number()).isEqualTo(2);
      assertThat(third.picture().values()).isEqualTo(drawn(32, 24, 1, 8, 2).values());
      while (reader.skip()) {
        assertThat(reader.remarks()).isEmpty();
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void aFilmThatWasCutOffIsSaid() throws IOException {
    Path file =
        write(
            FilmTarget.of(folder.resolve("film.avi"), 1, 8, RATE).codec(FilmCodec.FFV1),
            64,
            48,
            40);
    byte[] bytes = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.avi");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    try (VideoReader reader = VideoReader.open(cut, false)) {
      int count = 0;
      while (reader.next().isPresent()) {
        count++;
      }
      assertThat(count).isBetween(10, 30);
      assertThat(reader.remarks())
          .last()
          .asString()
          .contains(
              cut + ": announces 40 frames, " + count + " were read; a film that was cut off is");
    }
    Path head = folder.resolve("head.mp4");
    Path mp4 = write(FilmTarget.of(folder.resolve("whole.mp4"), 1, 8, RATE), 64, 48, 10);
    byte[] whole = Files.readAllBytes(mp4);
    Files.write(head, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> VideoReader.open(head, false))
        .isInstanceOf(FilmException.class)
        .hasMessageStartingWith(head + ": is not a film that can be read: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a film at all, only some words"})
  void whatIsNoFilmIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("words.mp4"), text);
    assertThatThrownBy(() -> VideoReader.open(file, false))
        .isInstanceOf(FilmException.class)
        .hasMessageStartingWith(file + ": is not a film that can be read: ");
    Path none = folder.resolve("none.mp4");
    assertThatThrownBy(() -> VideoReader.open(none, false)).hasMessage("film not found: " + none);
    Path sound = Sounds.wav(folder.resolve("sound.wav"), 8000, 1);
    assertThatThrownBy(() -> VideoReader.open(sound, false))
        .hasMessage(sound + ": must be a film, but holds no moving picture");
  }

  @Test
  void whatCannotBeWrittenIsRefusedAndLeavesNothing() throws IOException {
    Path odd = folder.resolve("odd.mp4");
    try (VideoWriter writer = VideoWriter.open(FilmTarget.of(odd, 1, 8, RATE))) {
      assertThatThrownBy(() -> writer.write(0, drawn(33, 24, 1, 8, 0)))
          .hasMessage(
              odd + ": h264 needs even sides, frames have 33 x 24; choose ffv1, vp9 or prores");
    }
    Path film = folder.resolve("film.mkv");
    try (VideoWriter writer = VideoWriter.open(FilmTarget.of(film, 1, 8, RATE))) {
      assertThatThrownBy(writer::finish).hasMessage(film + ": a film needs at least one frame");
      writer.write(5, drawn(32, 24, 1, 8, 0));
      assertThatThrownBy(() -> writer.write(5, drawn(32, 24, 1, 8, 0)))
          .hasMessage("time stamps must rise, got 5 after 5");
      assertThatThrownBy(() -> writer.write(6, drawn(34, 24, 1, 8, 0)))
          .hasMessage("all frames of a film must have 32 x 24 pixels, got 34 x 24");
      assertThatThrownBy(
              () -> writer.write(6, DeepPicture.of(new Picture(32, 24, 3, new byte[2304]))))
          .hasMessage("frames must have 1 channels, got 3");
    }
    assertThat(Files.list(folder)).as("a film that was not finished is removed").isEmpty();
    assertThatThrownBy(() -> FilmTarget.of(folder.resolve("a.gif"), 1, 8, RATE))
        .hasMessage("a film's name must end in .mkv, .mov, .mp4, .webm, .avi or .nut, got .gif");
    assertThatThrownBy(
            () -> FilmTarget.of(folder.resolve("a.mp4"), 1, 8, RATE).codec(FilmCodec.FFV1))
        .hasMessage(
            "a film of codec ffv1 must end in .mkv, .mov, .avi, .nut, got "
                + folder.resolve("a.mp4"));
    assertThatThrownBy(() -> FilmCodec.of("x264"))
        .hasMessage("a codec must be one of ffv1, prores, h264, vp9, got x264");
  }

  @Test
  void everyEncoderIsHere() {
    assertThat(FilmCodec.values()).allMatch(FilmCodec::isHere);
  }

  /** One that does otherwise lets its threads, and all that are started later, starve others. */
  @ParameterizedTest
  @EnumSource(FilmCodec.class)
  void noEncoderGivesThreadsRealTimePriority(FilmCodec codec) throws IOException {
    Path tasks = Path.of("/proc/self/task");
    assumeTrue(Files.isDirectory(tasks), "needs Linux");
    Path file = folder.resolve("film." + codec.endings().get(0));
    write(FilmTarget.of(file, 1, 8, RATE).codec(codec), 64, 48, 3);
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        assertThat(fields[POLICY]).as("the policy of thread " + stat).isEqualTo("0");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "25, 25, 1, 25",
    "23.976, 24000, 1001, 23.976",
    "29.97, 30000, 1001, 29.97",
    "24000/1001, 24000, 1001, 23.976",
    "12.5, 12500, 1000, 12.5"
  })
  void ratesAreRead(String text, int numerator, int denominator, String shown) {
    assertThat(Rate.parse(text)).isEqualTo(new Rate(numerator, denominator));
    assertThat(Rate.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "25fps", "25/0"})
  void whatIsNoRateIsRefused(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .hasMessage("frames a second must be such as 25, 23.976 or 24000/1001, got " + text);
  }
}
