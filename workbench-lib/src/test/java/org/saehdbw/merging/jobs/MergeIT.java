package org.saehdbw.merging.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.films.FilmCodec;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FilmFrame;
import org.saehdbw.films.FilmTarget;
import org.saehdbw.films.Rate;
import org.saehdbw.films.VideoReader;
import org.saehdbw.films.VideoWriter;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.provenance.ProvenanceMark;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.testing.TinyModel;

/** Whole merges of a drawn clip by a model that was trained for a moment. */
class MergeIT {
  private static final int FRAMES = 12;

  @TempDir private Path root;
  private RunFolder run;
  private Path frames;
  private Path faces;

  @BeforeEach
  void draw() throws Exception {
    run = TinyModel.pretrained(TinyModel.SMALLEST, root.resolve("runs"));
    frames = DrawnClip.frames(root.resolve("frames"), FRAMES);
    faces =
        DrawnClip.faces(
            root.resolve("faces"), IntStream.range(0, FRAMES).filter(i -> i != 4).boxed().toList());
  }

  private Merge merge(String out) throws Exception {
    return Merge.of(run)
        .frames(frames)
        .faces(faces)
        .into(root.resolve(out))
        .set("mask_mode", "dst")
        .threads(2);
  }

  private static Map<String, List<Byte>> bytes(Path folder) throws IOException {
    Map<String, List<Byte>> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte value : Files.readAllBytes(file)) {
          bytes.add(value);
        }
        all.put(String.valueOf(file.getFileName()), bytes);
      }
    }
    return all;
  }

  private static DeepPicture read(Path file) throws Exception {
    return PictureFiles.decodeDeep(Files.readAllBytes(file));
  }

  @Test
  void framesAreMergedMarkedAndWritten() throws Exception {
    MergeResult result = merge("out").start();
    assertThat(result.complete()).isTrue();
    assertThat(result.frames())
        .isEqualTo(Map.of(MergeStatus.MERGED, FRAMES - 1, MergeStatus.NO_FACE, 1));
    assertThat(result.made()).isEqualTo(FRAMES);
    assertThat(result.remarks()).isEmpty();
    Path out = result.folder().frames();
    for (int i = 0; i < FRAMES; i++) {
      String name = String.format(java.util.Locale.ROOT, "%05d.png", i + 1);
      DeepPicture merged = read(out.resolve(name));
      Picture source = DrawnClip.frame(i).toGray();
      assertThat(merged.channels()).as("of a gray model").isEqualTo(1);
      Picture mask = PictureFiles.read(result.folder().masks().resolve(name));
      int changed = 0;
      for (int at = 0; at < source.pixels().length; at++) {
        boolean isOutside = mask.pixels()[at] == 0;
        int difference = Math.abs(merged.at(at) - (source.pixels()[at] & 0xff));
        if (isOutside) {
          assertThat(difference).as("outside of the mask, frame %d", i).isLessThan(2);
        }
        changed += difference > 3 ? 1 : 0;
      }
      assertThat(changed).as("frame %d", i).isGreaterThan(i == 4 ? -1 : 300);
      Optional<Provenance> mark = ProvenanceMark.of(out.resolve(name));
      assertThat(mark.map(Provenance::source))
          .isEqualTo(i == 4 ? Optional.empty() : Optional.of(Provenance.COMPOSITE));
    }
    assertThat(Files.readAllLines(result.folder().ledgerFile()))
        .hasSize(FRAMES)
        .anyMatch(line -> line.contains("\"frame\":5,") && line.contains("\"no_face\""));
  }

  @Test
  void stoppedAndContinuedItHasTheSameBytes() throws Exception {
    MergeResult whole = merge("whole").start();
    Merge merge = merge("parts").threads(1);
    List<Long> asked = new ArrayList<>();
    MergeResult part = merge.start(Progress.NONE, () -> asked.size() > 5 || !asked.add(1L));
    assertThat(part.complete()).isFalse();
    assertThat(part.made()).isBetween(1, FRAMES - 1);
    // A kill may leave a picture whose line was not written, and a line that is torn.
    Path ledger = part.folder().ledgerFile();
    List<String> lines = Files.readAllLines(ledger);
    Files.writeString(ledger, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n{\"fra");
    Files.delete(part.folder().frames().resolve("00002.png"));
    MergeResult rest = merge.threads(2).start();
    assertThat(rest.complete()).isTrue();
    assertThat(rest.made()).isEqualTo(FRAMES - part.made() + 2);
    assertThat(bytes(rest.folder().frames())).isEqualTo(bytes(whole.folder().frames()));
    assertThat(bytes(rest.folder().masks())).isEqualTo(bytes(whole.folder().masks()));
    assertThat(merge.start().made()).as("nothing is left to do").isZero();
    assertThatThrownBy(() -> merge.set("blur_mask_modifier", 20).start())
        .isInstanceOf(FilmException.class)
        .hasMessage(
            root.resolve("parts")
                + ": holds a merge with other settings (blur_mask_modifier was 0, now 20); without"
                + " --set it continues with its options; for others give --out another folder"
                + " (--settings "
                + root.resolve("parts")
                + " takes the options there)");
  }

  @Test
  void onlyFramesWhoseOptionsChangedAreMadeAgain() throws Exception {
    Merge merge = merge("track").setFrom(7, "mode", "seamless");
    MergeResult first = merge.start();
    assertThat(first.made()).isEqualTo(FRAMES);
    assertThat(bytes(first.folder().frames()).get("00003.png"))
        .isEqualTo(bytes(merge("plain").start().folder().frames()).get("00003.png"));
    Merge other = merge.setFrom(10, "blur_mask_modifier", 40);
    MergeResult second;
    try (OpenMerge open = OpenMerge.of(merge)) {
      open.options(other.options());
      second = open.run(Progress.NONE, () -> false);
    }
    assertThat(second.made()).as("frames 10 to 12").isEqualTo(3);
    assertThat(second.complete()).isTrue();
    MergeResult undisturbed = other.into(root.resolve("again")).start();
    assertThat(bytes(second.folder().frames())).isEqualTo(bytes(undisturbed.folder().frames()));
    JobFile stored = second.folder().stored();
    assertThat(stored.options()).isEqualTo(other.options());
    assertThat(stored.get("model")).isEqualTo(TinyModel.SMALLEST);
    assertThat(Files.readString(second.folder().jobFile()))
        .contains("frame: 7\n", "frame: 10\n", "mode: \"seamless\"");
    assertThat(other.start().made()).as("nothing is left to do").isZero();
  }

  private Merge steady(String out) throws Exception {
    return merge(out)
        .set("mask_mode", "learned-prd")
        .set("landmark_smoothing", 60)
        .set("mask_smoothing", 40)
        .setFrom(6, "color_smoothing", 30)
        .threads(1);
  }

  @Test
  void smoothedOverTimeItHasTheSameBytesWhenItIsContinued() throws Exception {
    MergeResult whole = steady("steady").start();
    assertThat(whole.complete()).isTrue();
    assertThat(whole.count(MergeStatus.MERGED)).isEqualTo(FRAMES - 1);
    MergeResult part = steady("parts").only(new FrameRange(1, 5, 1, List.of())).start();
    assertThat(part.made()).isEqualTo(5);
    // What a kill leaves: frames here and there.
    Files.createDirectories(root.resolve("holes/frames"));
    Files.copy(whole.folder().jobFile(), root.resolve("holes/job.yaml"));
    StringBuilder ledger = new StringBuilder();
    for (String line : Files.readAllLines(whole.folder().ledgerFile())) {
      if (line.contains("\"frame\":2,") || line.contains("\"frame\":8,")) {
        ledger.append(line).append('\n');
      }
    }
    Files.writeString(root.resolve("holes/ledger.jsonl"), ledger);
    for (String name : List.of("00002.png", "00008.png")) {
      Path from = whole.folder().frames().resolve(name);
      Files.copy(from, root.resolve("holes/frames").resolve(name));
    }
    MergeResult rest = steady("holes").threads(2).start();
    assertThat(rest.made()).isEqualTo(FRAMES - 2);
    assertThat(bytes(rest.folder().frames())).isEqualTo(bytes(whole.folder().frames()));
    for (Map.Entry<String, List<Byte>> frame : bytes(part.folder().frames()).entrySet()) {
      assertThat(frame.getValue())
          .as(frame.getKey())
          .isEqualTo(bytes(whole.folder().frames()).get(frame.getKey()));
    }
  }

  @Test
  void smoothingMakesAFaceSteadier() throws Exception {
    Path shaken = root.resolve("shaken");
    for (int i = 0; i < FRAMES; i++) {
      Affine toFrame = new Affine(1, 0, 20 + 3 * i + (i % 2 == 0 ? 1.5 : -1.5), 0, 1, 12);
      Files.createDirectories(shaken);
      DrawnClip.put(shaken, i, DrawnClip.landmarks(i).map(toFrame), toFrame);
    }
    Merge merge = merge("shaken-out").faces(shaken);
    MergeFigures before = MergeFigures.of(merge.start().folder(), Progress.NONE);
    Merge steady = merge.set("landmark_smoothing", 50).into(root.resolve("steady-out"));
    MergeFigures after = MergeFigures.of(steady.start().folder(), Progress.NONE);
    double jitter = before.mean(FrameFigures::jitter);
    assertThat(before.mean(FrameFigures::facesetJitter)).isEqualTo(jitter);
    assertThat(after.mean(FrameFigures::facesetJitter)).isEqualTo(jitter);
    assertThat(after.mean(FrameFigures::jitter)).isLessThan(0.35 * jitter);
  }

  @Test
  void aFolderOfAnOlderMergeIsContinued() throws Exception {
    MergeResult made = merge("old").start();
    // Older ones have neither keyframes nor the options of each frame.
    Path job = made.folder().jobFile();
    Files.writeString(job, Files.readString(job).replace("keyframes: []\n", ""));
    Path ledger = made.folder().ledgerFile();
    String lines = Files.readString(ledger);
    Files.writeString(ledger, lines.replaceAll(",\"options\":\"[0-9a-f]*\"", ""));
    assertThat(Files.readString(ledger)).isNotEqualTo(lines);
    assertThat(merge("old").start().made()).isZero();
    assertThat(made.folder().stored().hasKeyframes()).isFalse();
  }

  @Test
  void aDamagedJobFileSaysWhatIsWrong() throws Exception {
    MergeResult made = merge("damaged").setFrom(3, "mode", "seamless").start();
    Path job = made.folder().jobFile();
    String text = Files.readString(job);
    Map<String, String> wrong =
        Map.of(
            text.replace("frame: 3", "frame: 0"),
            "frames are counted from 1",
            text.replace("frame: 3", "frame: 1"),
            "two keyframes are at frame 1",
            text.replace("frame: 3\n", "frame: 3\n  blurr: 1\n"),
            "frame 3 has the unknown key blurr",
            text.replace("mode: \"seamless\"", "mode: \"seemless\""),
            "mode must be one of",
            text.substring(0, 40) + "\u0000",
            "does not describe a merge");
    for (Map.Entry<String, String> one : wrong.entrySet()) {
      Files.writeString(job, one.getKey());
      assertThatThrownBy(() -> made.folder().stored())
          .isInstanceOf(FilmException.class)
          .hasMessageStartingWith(job + ": ")
          .hasMessageContaining(one.getValue());
    }
  }

  @Test
  void aRangeIsMerged() throws Exception {
    FrameRange range = new FrameRange(2, 10, 2, FrameRange.spans("6-8"));
    MergeResult result = merge("range").only(range).start();
    assertThat(bytes(result.folder().frames()).keySet())
        .containsExactly("00002.png", "00004.png", "00010.png");
  }

  @Test
  void aFilmIsMergedIntoAFilmWithItsTimes() throws Exception {
    Path film = root.resolve("in.mkv");
    FilmTarget target =
        new FilmTarget(
            film,
            FilmCodec.FFV1,
            3,
            8,
            new Rate(25, 1),
            new Rate(1, 1000),
            Optional.empty(),
            Map.of());
    try (VideoWriter writer = VideoWriter.open(target)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(i < 6 ? 40L * i : 40L * i + 400, DeepPicture.of(DrawnClip.frame(i)));
      }
      writer.finish();
    }
    Path out = root.resolve("out.mkv");
    MergeResult result = merge("job").frames(film).film(out).start();
    assertThat(result.film()).contains(out);
    assertThat(result.count(MergeStatus.MERGED)).isEqualTo(FRAMES - 1);
    MergeResult pictures = merge("pictures").start();
    assertThat(bytes(result.folder().frames())).isEqualTo(bytes(pictures.folder().frames()));
    try (VideoReader reader = VideoReader.open(out, false)) {
      assertThat(reader.info().channels()).isEqualTo(1);
      for (int i = 0; i < FRAMES; i++) {
        FilmFrame frame = reader.next().orElseThrow();
        assertThat(frame.time()).isEqualTo(i < 6 ? 40L * i : 40L * i + 400);
        DeepPicture picture = read(result.folder().frames().resolve(frame.name() + ".png"));
        assertThat(frame.picture().values()).isEqualTo(picture.values());
      }
      assertThat(reader.next()).isEmpty();
    }
    assertThat(ProvenanceMark.of(out).map(Provenance::run)).contains(run.name());
  }

  @Test
  void sixteenBitsStaySixteen() throws Exception {
    Path deep = Files.createDirectories(root.resolve("deep"));
    for (int i = 0; i < 3; i++) {
      byte[] png = PictureFiles.encodePng(DeepPicture.of(DrawnClip.frame(i)).to(16));
      Files.write(deep.resolve(String.format(java.util.Locale.ROOT, "%05d.png", i + 1)), png);
    }
    MergeResult result = merge("deep-out").frames(deep).start();
    MergeResult eight = merge("eight-out").only(new FrameRange(1, 3, 1, List.of())).start();
    for (String name : List.of("00001.png", "00003.png")) {
      DeepPicture fine = read(result.folder().frames().resolve(name));
      assertThat(fine.bits()).isEqualTo(16);
      DeepPicture coarse = read(eight.folder().frames().resolve(name));
      for (int at = 0; at < coarse.values().length; at++) {
        assertThat(fine.at(at) / 257.0)
            .as("within a level of 8 bits")
            .isBetween(coarse.at(at) - 1.01, coarse.at(at) + 1.01);
      }
    }
  }

  @Test
  void theColoursOfTheFrameCanBeKept() throws Exception {
    MergeResult gray = merge("gray").start();
    MergeResult kept = merge("kept").keepingColour().start();
    DeepPicture plain = read(gray.folder().frames().resolve("00003.png"));
    DeepPicture colour = read(kept.folder().frames().resolve("00003.png"));
    assertThat(colour.channels()).isEqualTo(3);
    Picture source = DrawnClip.frame(2);
    DeepPicture luma = colour.toGray();
    int outside = 0;
    for (int at = 0; at < plain.values().length; at++) {
      assertThat(Math.abs(luma.at(at) - plain.at(at))).as("luma is the merged one").isLessThan(3);
      if (plain.at(at) == (source.toGray().pixels()[at] & 0xff)) {
        outside++;
        for (int channel = 0; channel < 3; channel++) {
          assertThat(colour.at(3 * at + channel))
              .isEqualTo(source.pixels()[3 * at + channel] & 0xff);
        }
      }
    }
    assertThat(outside).isGreaterThan(5000);
  }

  @Test
  void badFramesAndFacesAreNamedAndPassedThrough() throws Exception {
    Files.writeString(frames.resolve("00003.png"), "no picture");
    Landmarks none = Landmarks.of(new double[2 * Landmarks.COUNT]);
    DrawnClip.put(faces, 5, none, new Affine(1, 0, 0, 0, 1, 0));
    double[] far = new double[2 * Landmarks.COUNT];
    for (int i = 0; i < far.length; i++) {
      far[i] = 5000 + i;
    }
    DrawnClip.put(faces, 6, Landmarks.of(far), new Affine(1, 0, 0, 0, 1, 0));
    Path film = root.resolve("film.mkv");
    MergeResult result = merge("out").film(film).start();
    assertThat(result.complete()).isTrue();
    assertThat(result.frames())
        .isEqualTo(
            Map.of(
                MergeStatus.MERGED,
                FRAMES - 4,
                MergeStatus.NO_FACE,
                1,
                MergeStatus.BAD,
                1,
                MergeStatus.PASSED,
                2));
    assertThat(result.remarks())
        .contains(
            "frame 3: " + frames.resolve("00003.png") + ": not a picture that can be decoded",
            "frame 6: 00006_0.jpg: all its landmarks are at one place",
            "frame 7: 00007_0.jpg: it is outside of the frame of 160 x 120 pixels; are the frames"
                + " of another size than those that the faces were cut from?");
    assertThat(result.folder().frames().resolve("00003.png")).hasContent("no picture");
    try (VideoReader reader = VideoReader.open(film, false)) {
      int count = 0;
      while (reader.next().isPresent()) {
        count++;
      }
      assertThat(count).as("no frame is missing in the film").isEqualTo(FRAMES);
    }
  }

  @Test
  void whatCannotBeMergedIsRefused() throws Exception {
    Path other = DrawnClip.faces(root.resolve("other"), List.of(0));
    Path few = DrawnClip.frames(root.resolve("few"), 3);
    Files.move(few.resolve("00001.png"), few.resolve("shot1.png"));
    assertThatThrownBy(() -> merge("none").frames(few).faces(other).start())
        .isInstanceOf(FilmException.class)
        .hasMessage(
            "other: none of its 1 faces names a frame of "
                + few
                + "; a face knows its frame by the name that it was cut from (00001.png), the"
                + " frames are named 00002.png, 00003.png, shot1.png");
    assertThat(root.resolve("none")).doesNotExist();
    Path full = Files.createDirectories(root.resolve("full"));
    Files.writeString(full.resolve("letter.txt"), "keep me");
    assertThatThrownBy(() -> merge("full").start())
        .hasMessage(
            full + ": holds files and no job.yaml of a merge; give --out a new or an empty folder");
    assertThat(full.resolve("letter.txt")).hasContent("keep me");
    Path job = merge("job").start().folder().jobFile();
    Files.writeString(job, "[damaged");
    assertThatThrownBy(() -> merge("job").start())
        .hasMessage(job + ": is damaged, it does not describe a merge");
  }
}
