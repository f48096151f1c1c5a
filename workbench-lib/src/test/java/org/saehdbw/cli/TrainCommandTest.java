package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.faces.FaceType;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.training.plan.TrainingSettings;

/** What a user sees who asks for what cannot be. */
class TrainCommandTest {
  @TempDir private Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int train(String yaml, String... more) throws IOException {
    Path config = root.resolve("a.yaml");
    Files.writeString(config, yaml, StandardCharsets.UTF_8);
    String[] arguments = new String[more.length + 4];
    arguments[0] = "train";
    arguments[1] = config.toString();
    arguments[2] = "--runs";
    arguments[3] = root.resolve("runs").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  private void assertRefused(int code, String message) {
    assertThat(err.toString().strip()).isEqualTo("workbench train: " + message);
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(out.toString()).isEmpty();
    assertThat(root.resolve("runs")).doesNotExist();
  }

  @Test
  void anImpossibleModel() throws IOException {
    assertRefused(
        train("model: df-ux-64-32-16-16-16\n"),
        "a model's name is <df|liae>[-<letters of udtcfhnsok>]-<resolution>-<ae>-<e>-<d>-<dMask>"
            + "[-gray|-colour], such as df-udt-192-128-48-32-16-gray; got df-ux-64-32-16-16-16"
            + " (a.yaml)");
  }

  @Test
  void aResolutionOffTheGrid() throws IOException {
    assertRefused(
        train("model: df-ud-100-32-16-16-16\n"),
        "resolution must be a multiple of 32 and at least 64 for df-ud, got 100; nearest is 96"
            + " (a.yaml)");
  }

  @Test
  void aFileThatIsNotUtf8() throws IOException {
    Path config = root.resolve("utf16.yaml");
    Files.writeString(config, "seed: 1\n", StandardCharsets.UTF_16);
    int code =
        Workbench.run(new PrintWriter(out), new PrintWriter(err), "train", config.toString());
    assertRefused(code, config + " is UTF-16 text, not UTF-8; save it as UTF-8");
  }

  @Test
  void listsEverySetting() {
    int code =
        Workbench.run(new PrintWriter(out), new PrintWriter(err), "train", "--help-settings");
    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(
            "ct_mode: transfer of src samples towards dst (one of none, rct, lct, mkl, idt, sot;"
                + " default none)\n")
        .contains(
            "gan_power: draw finer detail, by a discriminator of patches; at the end of training; 0.1")
        .hasLineCount(TrainingSettings.ALL.size());
  }

  @Test
  void anUnknownKey() throws IOException {
    assertRefused(
        train("bach_size: 4\n"), "unknown key 'bach_size' (a.yaml); nearest is batch_size");
  }

  @Test
  void aMisspeltValue() throws IOException {
    assertRefused(
        train("pretrain: true\n", "--set", "gray_from=luna"),
        "gray_from must be one of luma, b, g, r, ortho, pan, random, got 'luna' (--set)");
  }

  @Test
  void strictRefusesFacesThatDoNotSuitTheModel() throws Exception {
    Path faces = root.resolve("faces");
    SyntheticFaces.of(12).size(64).faceType(FaceType.FULL).writeTo(faces);
    String yaml =
        "model: df-ud-64-32-16-16-16\npretrain: true\nface_type: wf\npretraining_data: " + faces;
    assertThat(train(yaml, "--strict")).isEqualTo(ExitCode.FAILED);
    assertThat(out.toString().strip())
        .isEqualTo(
            "pretraining_data: 12 of 12 faces show less than whole_face, the model's face type (12"
                + " full_face): 000000_0.jpg, 000001_0.jpg, 000002_0.jpg and 9 more; the rest of"
                + " each is smeared edge pixels");
    assertThat(err.toString().strip())
        .isEqualTo("--strict: the faces do not suit the model, nothing was trained");
    assertThat(root.resolve("runs")).doesNotExist();
  }

  @Test
  void anEmptyFaceset() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertRefused(
        train("pretrain: true\npretraining_data: " + empty + "\n"),
        "pretraining_data: "
            + empty
            + " holds no pictures; a faceset is a folder of aligned faces (.jpg with"
            + " DeepFaceLab's face data) (a.yaml)");
  }

  @Test
  void neitherAFileNorARun() {
    int code = Workbench.run(new PrintWriter(out), new PrintWriter(err), "train");
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench train: give a settings file or --resume RUN (see workbench train --help)");
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
  }

  @Test
  void aFileThatIsNotThere() {
    Path nowhere = root.resolve("no.yaml");
    int code =
        Workbench.run(new PrintWriter(out), new PrintWriter(err), "train", nowhere.toString());
    assertThat(err.toString().strip())
        .isEqualTo("workbench train: no such file or folder: " + nowhere);
    assertThat(code).isEqualTo(ExitCode.FAILED);
  }
}
