package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.evaluation.EvaluationManifest;
import org.saehdbw.evaluation.ManifestException;
import org.saehdbw.experiments.Evaluation;
import org.saehdbw.experiments.Evaluator;
import org.saehdbw.experiments.HeldOutJudge;
import org.saehdbw.experiments.Run;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.reports.EvaluationTables;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.testing.TinyModel;
import org.saehdbw.training.PreparedRun;
import org.saehdbw.training.Trainer;
import org.saehdbw.training.TrainerListener;
import tech.tablesaw.api.Table;

/** Evaluates runs that were trained for a moment: a gray one, a colour one and a pretraining. */
class EvaluateCommandIT {
  private static final String GRAY = "0001_gray_s1";
  private static final String COLOUR = "0002_colour_s1";
  private static final String PRETRAINED = "0003_pretrained_s1";

  private static final String COLOUR_MODEL = TinyModel.SMALLEST.replace("gray", "colour");

  @TempDir private static Path runs;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static Evaluation gray;

  @BeforeAll
  static void train()
      throws IOException, SettingsException, InterruptedException, FaceFileException {
    train(
        "gray",
        new HeldOutJudge(warning -> {}),
        TinyModel.SMALLEST,
        "src=drawn:16,size=64,identity=0,colour=false");
    train("colour", TrainerListener.NONE, COLOUR_MODEL, "src=drawn:16,size=64,identity=0");
    train(
        "pretrained",
        TrainerListener.NONE,
        TinyModel.SMALLEST,
        "pretrain=y",
        "pretraining_data=drawn:16,size=64");
    gray = Evaluation.of(of(GRAY));
  }

  private static void train(String name, TrainerListener listener, String model, String... more)
      throws IOException, SettingsException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "dst=drawn:16,size=64,seed=2,identity=1",
                "held_out=0.3",
                "face_type=wf",
                "batch_size=2",
                "threads=1",
                "constant_interval_iter=0",
                "target_iter=1"));
    words.addAll(List.of(more));
    Settings settings = SettingsReader.readWords(TinyModel.stored(model), words);
    Trainer.run(PreparedRun.create(settings, runs, Optional.of(name)), listener, () -> false);
  }

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private static Run of(String name) throws IOException {
    return Run.open(runs.resolve(name));
  }

  private static Map<String, String> files(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(runs.resolve(name))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Arrays.hashCode(Files.readAllBytes(file)) + "");
      }
    }
    return files;
  }

  @Test
  void figuresComeAsATableAndAsJson() throws IOException {
    Map<String, String> before = files(GRAY);
    assertThat(run("evaluate", "1", "--runs", runs.toString(), "--json")).isEqualTo(ExitCode.DONE);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/run").asText()).isEqualTo(GRAY);
    assertThat(json.at("/iteration").asInt()).isEqualTo(1);
    assertThat(json.at("/figures/luma_mse").asDouble())
        .isCloseTo(
            (json.at("/src/all/luma_mse").asDouble() + json.at("/dst/all/luma_mse").asDouble()) / 2,
            within(1e-12));
    assertThat(json.at("/figures/swap_identity_share").asDouble()).isBetween(0.2, 0.8);
    assertThat(json.at("/src/trained_on").asInt()).isZero();
    int inBins = 0;
    for (JsonNode bin : json.at("/src/bins")) {
      inBins += bin.at("/faces").asInt();
    }
    assertThat(inBins).isEqualTo(json.at("/src/all/faces").asInt()).isGreaterThan(1);

    assertThat(EvaluateCommand.text(gray))
        .startsWith(GRAY + ", " + TinyModel.SMALLEST + ", iteration 1\nside pose in degrees")
        .contains("\nsrc  all ", "\ndst  all ", "\nsrc  yaw ", "swap_pose_error");
    assertThat(files(GRAY)).as("the run folder is only read").isEqualTo(before);
  }

  @Test
  void severalRunsAreComparedFaceByFaceWithTheFirstAndWithTheMeanFace() throws IOException {
    Map<String, String> before = files(COLOUR);
    String faces = "drawn:12,size=64,seed=9";
    assertThat(run("evaluate", "1", "2", "--faces", faces, "--runs", runs.toString(), "--json"))
        .isEqualTo(ExitCode.DONE);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/runs/1/run").asText()).isEqualTo(COLOUR);
    assertThat(json.at("/paired")).hasSize(4);
    for (JsonNode row : json.at("/paired")) {
      assertThat(row.at("/faces").asInt()).isEqualTo(12);
      // One iteration teaches nothing: the mean face is nearer to each face.
      assertThat(row.at("/error").asDouble()).isGreaterThan(row.at("/mean_face_error").asDouble());
      assertThat(row.at("/minus_mean_face/mean").asDouble())
          .isCloseTo(
              row.at("/error").asDouble() - row.at("/mean_face_error").asDouble(), within(1e-9));
      assertThat(row.has("minus_first")).isEqualTo(row.at("/run").asText().equals(COLOUR));
    }
    out.getBuffer().setLength(0);
    assertThat(run("evaluate", "1", "2", "--runs", runs.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains("#1  gray_s1\n#2  colour_s1\nrun  side  faces    error  mean face  minus")
        .contains("\n#1   src       4  ", "\n#2   dst       2  ")
        .contains("\nrun  side  minus #1  verdict\n#2   src          -  -\n")
        .contains("\nfewer than 5 faces have no interval\n");
    assertThat(files(COLOUR)).as("the run folder is only read").isEqualTo(before);
    assertThat(run("evaluate", "1", "3", "--runs", runs.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().lines().toList())
        .last()
        .asString()
        .startsWith("workbench evaluate: ");
  }

  @Test
  void theJudgeSaidTheSameOfTheSameFaces() throws IOException {
    Map<String, Object> saved =
        of(GRAY).folder().events().stream()
            .filter(event -> event.kind() == EventKind.SAVED)
            .map(Event::fields)
            .reduce((first, second) -> second)
            .orElseThrow();
    // All held-out faces of such small sets are measured by both, in another order.
    for (String key : List.of("luma_mse_src", "luma_ssim_dst", "mask_iou", "sharpness_ratio")) {
      assertThat(gray.figures().get(key))
          .as(key)
          .isCloseTo(((Number) saved.get(key)).doubleValue(), within(1e-6));
    }
  }

  @Test
  void grayAndColourAreMeasuredByTheSameFaces()
      throws IOException, SettingsException, FaceFileException {
    Path file = runs.resolve("held-out.json");
    assertThat(
            run(
                "evaluate",
                runs.resolve(COLOUR).toString(),
                "--most",
                "3",
                "--write-manifest",
                file.toString()))
        .isEqualTo(ExitCode.DONE);
    EvaluationManifest manifest = EvaluationManifest.read(file);
    Evaluation colour = Evaluation.of(of(COLOUR), manifest);
    Evaluation same = Evaluation.of(of(GRAY), manifest);
    assertThat(colour.src().all().faces()).isEqualTo(3);
    assertThat(same.src().all().faces()).isEqualTo(3);
    assertThat(same.src().byBin().keySet()).isEqualTo(colour.src().byBin().keySet());
    assertThat(colour.remarks()).isEmpty();
    assertThat(same.src().trainedOn()).as("held out in gray as in colour").isZero();
    assertThat(same.remarks())
        .containsExactly("src: 3 of the 3 faces are the pinned ones in another form, such as gray");

    assertThat(run("evaluate", "1", "--write-manifest", file.toString()))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .endsWith("--write-manifest must be a new file, " + file + " is there already");
  }

  @Test
  void otherFacesAndAPretrainingHaveNoSwap()
      throws IOException, SettingsException, FaceFileException {
    Evaluation other = Evaluator.of(of(GRAY)).faces("drawn:4,size=64,seed=5").evaluate();
    assertThat(other.swap()).isEmpty();
    assertThat(other.src().all().faces()).isEqualTo(4);
    assertThat(other.dst().faceset()).isEqualTo(other.src().faceset());
    Evaluation pretrained = Evaluator.of(of(PRETRAINED)).most(3).evaluate();
    assertThat(pretrained.stage()).isEqualTo("pretrain");
    assertThat(pretrained.swap()).isEmpty();
    assertThat(pretrained.manifest().dst()).isEmpty();
    Table table = EvaluationTables.bins(pretrained);
    assertThat(table.columnNames())
        .containsExactly(
            "side",
            "pose (degrees)",
            "faces",
            "luma MSE",
            "PSNR (dB)",
            "SSIM",
            "mask IoU",
            "eyes and mouth MSE",
            "sharpness ratio");
    assertThat(table.intColumn("faces").get(0)).isEqualTo(3);
    assertThat(EvaluationTables.swap(pretrained).rowCount()).isZero();
    assertThat(EvaluationTables.swap(gray).rowCount()).isEqualTo(5);
  }

  @Test
  void facesThatWereTrainedOnAreLeftOutOrTold()
      throws IOException, SettingsException, FaceFileException {
    // The src faces themselves: those held out alone are chosen.
    Evaluation own = Evaluator.of(of(COLOUR)).faces("drawn:16,size=64,identity=0").evaluate();
    assertThat(own.src().all().faces()).isBetween(2, 9);
    assertThat(own.src().trainedOn()).isZero();
    Evaluation everything = Evaluator.of(of(GRAY)).faces("drawn:10,size=64").evaluate();
    EvaluationManifest foreign = everything.manifest();
    assertThatThrownBy(() -> Evaluation.of(of(GRAY), foreign))
        .isInstanceOf(ManifestException.OtherFaces.class)
        .hasMessageStartingWith(
            "drawn:16,size=64,seed=1,identity=0,colour=false,face_type=wf must have the 9 faces"
                + " pinned of drawn:10,size=64,seed=1,colour=true,face_type=wf: ");
    Evaluation trained =
        Evaluator.of(of(PRETRAINED)).on(foreign).faces("drawn:16,size=64").evaluate();
    assertThat(trained.src().trainedOn()).isBetween(3, 9);
    assertThat(trained.remarks())
        .contains(
            String.format(
                Locale.ROOT,
                "src: the run was trained on %d of the 9 faces; their figures say nothing of unseen"
                    + " faces",
                trained.src().trainedOn()));
  }

  @Test
  void aRunThatSawEverythingNeedsOtherFaces() throws IOException {
    Evaluator seen = Evaluator.of(of(GRAY)).faces("drawn:1,size=64,seed=2,identity=1");
    assertThatThrownBy(seen::evaluate)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            GRAY
                + " was trained on every face of"
                + " drawn:1,size=64,seed=2,identity=1,colour=true,face_type=wf; give it other"
                + " faces, or hold some out");
  }

  @Test
  void whatCannotBeMeasuredIsNamed() throws IOException {
    Run run = of(GRAY);
    assertThatThrownBy(() -> Evaluator.of(run).most(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an evaluation needs at least one face, got 0");
    Evaluator grayFaces = Evaluator.of(of(COLOUR)).faces("drawn:4,size=64,seed=5,colour=false");
    assertThatThrownBy(grayFaces::evaluate)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "none of the 4 faces of drawn:4,size=64,seed=5,colour=false,face_type=wf can be cut for "
                + COLOUR_MODEL
                + ": 000000_0.jpg: is gray, and a colour model takes"
                + " gray files only with allow_gray");
    Path none = Files.createDirectories(runs.resolve("none"));
    assertThat(run("evaluate", "9", "--runs", none.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString().strip())
        .isEqualTo("workbench evaluate: " + none + ": run 9 not found; this folder holds no runs");
  }
}
