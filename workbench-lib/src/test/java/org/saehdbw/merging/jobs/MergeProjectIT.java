package org.saehdbw.merging.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.Sha256;
import org.saehdbw.films.FilmException;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.projects.MergeProject;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.Affine;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;
import org.saehdbw.provenance.ProvenanceMark;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.TinyModel;

/** Films in which several models replace several persons. */
class MergeProjectIT {
  private static final int FRAMES = 8;
  private static final String COLOUR = "df-ud-32-8-4-4-2-colour";

  /** Ben is in frames 3 to 8, beside Anna and partly in front of her. */
  private static final int BENS_FIRST = 2;

  private static final String PLAIN = "{mask_mode: dst, color_transfer_mode: none}";
  private static final String BLURRED =
      "{mask_mode: dst, color_transfer_mode: none, blur_mask_modifier: 20}";

  @TempDir private Path root;
  private Path runs;
  private Path frames;
  private Path anna;
  private Path ben;

  @BeforeEach
  void draw() throws Exception {
    runs = root.resolve("runs");
    TinyModel.pretrained(TinyModel.SMALLEST, runs);
    frames = DrawnClip.frames(root.resolve("frames"), FRAMES);
    anna = DrawnClip.faces(root.resolve("anna"), IntStream.range(0, FRAMES).boxed().toList());
    ben = Files.createDirectories(root.resolve("ben"));
    for (int i = BENS_FIRST; i < FRAMES; i++) {
      Affine toFrame = new Affine(1, 0, 40 + 3 * i, 0, 1, 12);
      DrawnClip.put(ben, i, DrawnClip.landmarks(i).map(toFrame), toFrame);
    }
  }

  private String model(Path faces, String settings) {
    return "  - run: 1\n    faces: " + faces + "\n    settings: " + settings + "\n";
  }

  private Path project(String name, String out, String... models) throws IOException {
    String text =
        "frames: "
            + frames
            + "\nout: "
            + root.resolve(out)
            + "\nmodels:\n"
            + String.join("", models);
    return Files.writeString(root.resolve(name), text);
  }

  private Merge both(String out) throws Exception {
    Path file = project(out + ".yaml", out, model(anna, PLAIN), model(ben, BLURRED));
    return MergeProject.read(file, runs).threads(2);
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

  private static DeepPicture frame(MergeResult result, int number) throws Exception {
    String name = String.format(Locale.ROOT, "%05d.png", number + 1);
    return PictureFiles.decodeDeep(Files.readAllBytes(result.folder().frames().resolve(name)));
  }

  private static Picture mask(MergeResult result, int number) throws Exception {
    String name = String.format(Locale.ROOT, "%05d.png", number + 1);
    return PictureFiles.read(result.folder().masks().resolve(name));
  }

  @Test
  void eachModelPaintsItsFacesOntoThoseBefore() throws Exception {
    MergeResult result = both("both").start();
    assertThat(result.count(MergeStatus.MERGED)).isEqualTo(FRAMES);
    Path onlyAnna = project("a.yaml", "only-anna", model(anna, PLAIN));
    MergeResult annas = MergeProject.read(onlyAnna, runs).start();
    Path onlyBen = project("b.yaml", "only-ben", model(ben, BLURRED));
    MergeResult bens = MergeProject.read(onlyBen, runs).start();
    Path turned = project("t.yaml", "turned", model(ben, BLURRED), model(anna, PLAIN));
    MergeResult other = MergeProject.read(turned, runs).start();
    assertThat(frame(result, 0).values()).isEqualTo(frame(annas, 0).values());
    int byBen = 0;
    int byOrder = 0;
    for (int i = BENS_FIRST; i < FRAMES; i++) {
      byte[] annasMask = mask(annas, i).pixels();
      byte[] bensMask = mask(bens, i).pixels();
      byte[] mask = mask(result, i).pixels();
      DeepPicture made = frame(result, i);
      DeepPicture withAnna = frame(annas, i);
      DeepPicture withBen = frame(bens, i);
      DeepPicture fromTurned = frame(other, i);
      for (int at = 0; at < mask.length; at++) {
        int value = made.at(at);
        if (bensMask[at] == 0) {
          assertThat(value).isEqualTo(withAnna.at(at));
        } else if (annasMask[at] == 0 || (bensMask[at] & 0xff) == 255) {
          int onlyBens = withBen.at(at);
          // A mask that is nearly 1 is 255 too.
          assertThat(Math.abs(value - onlyBens)).as("the last one covers").isLessThan(2);
          byBen++;
        }
        byOrder += value == fromTurned.at(at) ? 0 : 1;
        assertThat(mask[at] & 0xff).isEqualTo(Math.max(annasMask[at] & 0xff, bensMask[at] & 0xff));
      }
    }
    assertThat(byBen).isGreaterThan(1000);
    assertThat(byOrder).as("where they overlap").isGreaterThan(100);
    assertThat(Files.readAllLines(result.folder().ledgerFile()))
        .anyMatch(line -> line.contains("\"frame\":8,") && line.contains("\"faces\":2,"));
    MergeFigures figures = MergeFigures.of(result.folder(), anna, Progress.NONE);
    assertThat(figures.mean(FrameFigures::coverage)).isGreaterThan(0.8);
  }

  @Test
  void stoppedAndContinuedItHasTheSameBytes() throws Exception {
    Merge smooth = smoothed("whole");
    MergeResult whole = smooth.start();
    Merge parts = smoothed("parts").threads(1);
    List<Long> asked = new ArrayList<>();
    MergeResult part = parts.start(Progress.NONE, () -> asked.size() > 4 || !asked.add(1L));
    assertThat(part.complete()).isFalse();
    MergeResult rest = parts.threads(2).start();
    assertThat(rest.complete()).isTrue();
    assertThat(rest.made()).isEqualTo(FRAMES - part.made());
    assertThat(hashes(rest.folder().frames())).isEqualTo(hashes(whole.folder().frames()));
    assertThat(hashes(rest.folder().masks())).isEqualTo(hashes(whole.folder().masks()));
    assertThat(parts.start().made()).isZero();
    JobFile stored = whole.folder().stored();
    assertThat(stored.later()).hasSize(1);
    assertThat(stored.later().get(0).get("faces")).isEqualTo(ben.toString());
    assertThat(stored.later().get(0).options()).isEqualTo(smooth.later().get(0).options());
    Path other = project("other.yaml", "parts", model(anna, PLAIN), model(ben, PLAIN));
    assertThatThrownBy(() -> MergeProject.read(other, runs).start())
        .isInstanceOf(FilmException.class)
        .hasMessageContaining("other settings (model 2: blur_mask_modifier was 20, now 0)");
    Path fewer = project("fewer.yaml", "parts", model(anna, PLAIN));
    assertThatThrownBy(() -> MergeProject.read(fewer, runs).start())
        .hasMessageContaining("other settings (it had 2 models, now 1)");
  }

  /** The second model needs frames around each that the first one does not. */
  private Merge smoothed(String out) throws Exception {
    Path file =
        project(
            out + ".yaml",
            out,
            model(anna, PLAIN),
            model(ben, BLURRED.replace("}", ", mask_smoothing: 40, color_smoothing: 40}")));
    return MergeProject.read(file, runs).threads(2);
  }

  @Test
  void aFilmSaysAllItsModels() throws Exception {
    Path film = root.resolve("night.mkv");
    MergeResult result = both("night.mkv").start();
    assertThat(result.film()).contains(film);
    assertThat(result.folder().path()).isEqualTo(root.resolve("night.mkv.merge"));
    Optional<Provenance> mark = ProvenanceMark.of(film);
    assertThat(mark.map(Provenance::run)).contains("0001_tiny_s1, 0001_tiny_s1");
    assertThat(mark.map(Provenance::iteration)).contains((long) TinyModel.ITERATIONS);
  }

  @Test
  void theSettingsOfAnotherMergeAndColoursCanBeTaken() throws Exception {
    MergeResult first = both("first").start();
    Path file =
        project(
            "second.yaml", "second", model(anna, "" + first.folder().path()), model(ben, PLAIN));
    Files.writeString(file, "keep_colour: true\n" + Files.readString(file));
    Merge second = MergeProject.read(file, runs);
    assertThat(second.options()).isEqualTo(first.folder().stored().options());
    assertThat(second.keepsColour()).isTrue();
    MergeResult result = second.start();
    DeepPicture kept = frame(result, 5);
    assertThat(kept.channels()).isEqualTo(3);
    DeepPicture gray = frame(first, 1);
    DeepPicture luma = frame(result, 1).toGray();
    for (int at = 0; at < gray.values().length; at++) {
      assertThat(Math.abs(luma.at(at) - gray.at(at))).isLessThan(3);
    }
  }

  private void refused(String message, String text) throws IOException {
    Path file = Files.writeString(root.resolve("wrong.yaml"), text);
    assertThatThrownBy(() -> MergeProject.read(file, runs))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void wrongProjectsAreRefused() throws Exception {
    String head = "frames: " + frames + "\nout: out\nmodels:\n";
    String one = model(anna, PLAIN);
    refused("a merge project needs frames or video, one of them (wrong.yaml)", "out: out");
    refused("out must be given (wrong.yaml)", "frames: frames\nmodels: []");
    refused(
        "models must have at least one model, with run and faces (wrong.yaml)",
        "frames: frames\nout: out");
    refused(
        "unknown key 'models.face' (wrong.yaml); nearest is models.faces",
        head + "  - run: 1\n    face: " + anna);
    refused("models.faces must be given (wrong.yaml)", head + "  - run: 1\n");
    refused(
        "a face must have one model: models 1 and 2 have the faceset "
            + anna.resolve("../anna")
            + " (wrong.yaml)",
        head + one + model(anna.resolve("../anna"), PLAIN));
    refused(
        "mode must not be raw-predict where several models are painted into one frame, got it of"
            + " model 2 (wrong.yaml)",
        head + one + model(ben, "{mode: raw-predict}"));
    Path missing = project("missing.yaml", "out", one, one.replace("run: 1", "run: 77"));
    assertThatThrownBy(() -> MergeProject.read(missing, runs))
        .isInstanceOf(FilmException.class)
        .hasMessageStartingWith("model 2 of the project missing.yaml: ")
        .hasMessageContaining("77");
    Path unknown = project("unknown.yaml", "out", model(anna, "{blurr_mask: 3}"));
    assertThatThrownBy(() -> MergeProject.read(unknown, runs))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("model 1 of the project unknown.yaml: unknown ");
  }

  @Test
  void modelsThatDoNotFitEachOtherAreRefused() throws Exception {
    Path copy = Files.createDirectories(root.resolve("copy"));
    Files.copy(anna.resolve("00003_0.jpg"), copy.resolve("other.jpg"));
    Path twice = project("twice.yaml", "twice", model(anna, PLAIN), model(copy, PLAIN));
    assertThatThrownBy(() -> MergeProject.read(twice, runs).start())
        .isInstanceOf(FilmException.class)
        .hasMessage(
            "a face must have one model: "
                + anna.resolve("00003_0.jpg")
                + " and "
                + copy.resolve("other.jpg")
                + " are the same face of frame 00003.png; remove it from one of the facesets");
    assertThat(root.resolve("twice")).doesNotExist();
    Path colour = TinyModel.pretrained(COLOUR, root.resolve("colour")).path();
    Path mixed =
        project(
            "mixed.yaml",
            "mixed",
            model(anna, PLAIN),
            model(ben, PLAIN).replace("run: 1", "run: " + colour));
    assertThatThrownBy(() -> MergeProject.read(mixed, runs).start())
        .isInstanceOf(FilmException.class)
        .hasMessage(
            "all models of one film must be gray, or all of them colour: run 0001_tiny_s1 is gray,"
                + " run 0001_tiny_s1 is colour");
    assertThat(root.resolve("mixed")).doesNotExist();
    assertThatThrownBy(() -> InteractiveMerge.open(both("eye")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("options are chosen by eye for one model, got 2");
  }
}
