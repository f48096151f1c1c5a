package org.saehdbw.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.faces.FaceMetadata;
import org.saehdbw.faces.FaceType;
import org.saehdbw.pictures.Picture;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingChange;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.settings.SettingsReader;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.training.devices.DeviceException;
import org.saehdbw.training.plan.StepOptions;
import org.saehdbw.training.plan.TrainingSettings;

class PreparedRunTest {
  private static final List<String> SMALL =
      List.of(
          "model=df-ud-64-32-16-16-16",
          "face_type=wf",
          "pretrain=y",
          "pretraining_data=drawn:30,size=64",
          "threads=1");

  @TempDir private Path runs;

  private static Settings small(String... more) throws SettingsException {
    return SettingsReader.readWords(
        SettingsReader.readWords(TrainingSettings.defaults(), SMALL), List.of(more));
  }

  private PreparedRun create(String... more)
      throws SettingsException, IOException, InterruptedException {
    return PreparedRun.create(small(more), runs, Optional.empty());
  }

  @Test
  void writesWhatIsInForceBeforeTheFirstStep()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create();
    assertThat(run.folder().name()).isEqualTo("0001_df-ud-64-32-16-16-16-gray_s1");
    String yaml = Files.readString(run.folder().settingsFile());
    assertThat(yaml)
        .contains("resolution: 64  # --set\n")
        .contains("batch_size: 4  # default\n")
        .contains("pretraining_data: \"drawn:30,size=64\"  # --set\n")
        .doesNotContain("model:");
    Settings back = StoredSettings.read(run.folder());
    assertThat(back.differingFrom(run.plan().settings())).isEmpty();
    assertThat(back.origin(ModelSettings.RESOLUTION)).isEqualTo("--set");
    assertThat(back.isSet(BatchOptions.BATCH_SIZE)).isFalse();
    RunEnvironment environment = RunEnvironment.read(run.folder().environmentFile());
    assertThat(environment.facesets())
        .containsEntry("pretraining_data", run.faces().src().fingerprint());
    assertThat(environment.versions()).containsKeys("workbench", "djl", "pytorch", "java");
    assertThat(run.faces().src()).isSameAs(run.faces().dst());
    assertThat(run.faces().src().split().heldOut()).isNotEmpty();
  }

  @Test
  void itsSettingsFileCanBeGivenToTrain()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("batch_size=3");
    Settings again =
        SettingsReader.readFile(TrainingSettings.defaults(), run.folder().settingsFile());
    assertThat(again.differingFrom(run.plan().settings())).isEmpty();
  }

  @Test
  void aLimitOfMemoryIsWrittenWithWhatItChoseAndAResumeKeepsIt()
      throws SettingsException, IOException, InterruptedException {
    PreparedRun run = create("memory_mib=9999");
    assertThat(run.remarks())
        .anyMatch(line -> line.startsWith("memory_mib 9999: the trainer takes the plain way ("));
    assertThat(Files.readString(run.folder().settingsFile()))
        .contains("memory_mib: 9999  # --set\n")
        .contains("micro_batch: 0  # memory_mib\n")
        .contains("activation_checkpointing: false  # memory_mib\n")
        .contains("save_beside: true  # memory_mib\n");
    PreparedRun again = PreparedRun.reopen(run.folder(), List.of());
    assertThat(again.changes()).isEmpty();
    assertThat(again.settings().origin(StepOptions.MICRO_BATCH)).isEqualTo("memory_mib");
    assertThat(again.remarks()).anyMatch(line -> line.startsWith("memory_mib 9999: "));
    PreparedRun own = PreparedRun.reopen(run.folder(), List.of("micro_batch=1", "memory_mib=8000"));
    assertThat(own.changes())
        .extracting(SettingChange::key)
        .containsExactly("micro_batch", "memory_mib");
    assertThat(own.remarks()).anyMatch(line -> line.contains("the trainer takes micro_batch 1 ("));
    int before = countOfRuns();
    assertThatThrownBy(() -> create("memory_mib=50"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("memory_mib must be at least ");
    assertThat(countOfRuns()).isEqualTo(before);
  }

  private int countOfRuns() throws IOException {
    try (Stream<Path> folders = Files.list(runs)) {
      return (int) folders.count();
    }
  }

  @Test
  void aValueThatWasADefaultStaysWhatItWas()
      throws SettingsException, IOException, InterruptedException {
    RunFolder folder = create().folder();
    String yaml = Files.readString(folder.settingsFile());
    Files.writeString(
        folder.settingsFile(),
        yaml.replace("cache_mib: 4096  # default", "cache_mib: 99  # default"));
    assertThat(StoredSettings.read(folder).get(CacheOptions.CACHE_MIB)).isEqualTo(99);
  }

  @Test
  void whatCannotBeDoneMakesNoFolder() throws IOException {
    Path holiday = Files.createDirectory(runs.resolve("holiday"));
    Files.write(holiday.resolve("beach.jpg"), "no picture".getBytes(StandardCharsets.US_ASCII));
    Path empty = Files.createDirectory(runs.resolve("empty"));
    assertThatThrownBy(() -> create("pretraining_data="))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "pretraining_data must name the faceset for pretraining: a folder of aligned faces or"
                + " drawn faces such as drawn:600,size=128");
    assertThatThrownBy(() -> create("pretraining_data=" + empty))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "pretraining_data: "
                + empty
                + " holds no pictures; a faceset is a folder of aligned faces (.jpg with"
                + " DeepFaceLab's face data) (--set)");
    assertThatThrownBy(() -> create("pretraining_data=" + holiday))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(
            "pretraining_data: "
                + holiday
                + " holds no aligned faces: none of its 1 pictures could be used (first beach.jpg");
    assertThatThrownBy(() -> create("pretraining_data=" + runs.resolve("nowhere")))
        .isInstanceOf(SettingsException.class)
        .hasMessage("pretraining_data: no such folder: " + runs.resolve("nowhere") + " (--set)");
    assertThatThrownBy(() -> create("pretraining_data=drawn:none"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "pretraining_data: the count of drawn faces must be a whole number, got none in"
                + " drawn:none (--set)");
    assertThat(RunFolder.list(runs)).isEmpty();
  }

  @Test
  void facesThatDoNotSuitTheModelAreRemarks() throws Exception {
    Path faces = Files.createDirectory(runs.resolve("faces"));
    SyntheticFaces.of(6).size(64).faceType(FaceType.FULL).writeTo(faces);
    Path whole = runs.resolve("whole");
    SyntheticFaces.of(14).size(64).gray().writeTo(whole);
    for (int i = 6; i < 14; i++) {
      String name = String.format(Locale.ROOT, "%06d_0.jpg", i);
      Files.copy(whole.resolve(name), faces.resolve(name));
    }
    FaceMetadata face = DflJpeg.read(whole.resolve("000001_0.jpg")).metadata();
    Picture wide = new Picture(96, 64, 1, new byte[96 * 64]);
    DflJpeg.write(faces.resolve("wide.jpg"), wide, face, 90);
    PreparedRun run = create("pretraining_data=" + faces, "face_type=wf");
    List<String> misfits =
        List.of(
            "pretraining_data: 6 of 15 faces show less than whole_face, the model's face type (6"
                + " full_face): 000000_0.jpg, 000001_0.jpg, 000002_0.jpg and 3 more; the rest of"
                + " each is smeared edge pixels",
            "pretraining_data: 1 of 15 faces are not square (first 96 x 64): wide.jpg; they are"
                + " trained on distorted");
    assertThat(run.faces().misfits()).isEqualTo(misfits);
    assertThat(run.remarks())
        .containsAll(misfits)
        .contains(
            "pretraining_data holds faces of several types: 6 full_face, 9 whole_face; first"
                + " full_face 000000_0.jpg, whole_face 000006_0.jpg",
            "pretraining_data holds gray and colour pictures: 6 colour, 9 gray; first colour"
                + " 000000_0.jpg, gray 000006_0.jpg");
    List<String> told = new ArrayList<>();
    PreparedRun.requireFaces(
        run.settings(), (stage, done, of) -> told.add(stage + " " + done + " of " + of));
    assertThat(told)
        .hasSize(15)
        .startsWith("pretraining_data: faces read 1 of 15")
        .endsWith("pretraining_data: faces read 15 of 15");
    // A larger face type than the model's is cut down without a loss.
    PreparedRun half = create("pretraining_data=" + whole, "face_type=h");
    assertThat(half.faces().misfits()).isEmpty();
    assertThat(half.faces().remarks()).isEmpty();
  }

  @Test
  void aColourModelRefusesGrayFaces() {
    String gray = "pretraining_data=drawn:30,size=64,colour=false";
    assertThatThrownBy(() -> create(gray, "channels=colour"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "pretraining_data: a colour model takes colour files, got 30 gray ones of 30; set"
                + " allow_gray to true, or train df-ud-64-32-16-16-16-gray");
  }

  @Test
  void aCardIsRefusedAndAForcedOneIsWrittenDown()
      throws SettingsException, IOException, InterruptedException {
    assertThatThrownBy(() -> create("device=cuda:0"))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith("device must be auto or cpu, got cuda:0");
    assertThat(RunFolder.list(runs)).isEmpty();
    PreparedRun run =
        create("device=cpu", "forced_device_name=GTX 960", "forced_device_memory_mib=2048");
    assertThat(RunEnvironment.read(run.folder().environmentFile()).gpu()).isEqualTo("GTX 960");
  }

  @Test
  void whatIsFixedCannotChangeLater() throws SettingsException, IOException, InterruptedException {
    RunFolder folder = create().folder();
    assertThatThrownBy(() -> PreparedRun.reopen(folder, List.of("resolution=96")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "resolution is fixed at a run's first start: "
                + folder.name()
                + " has 64, got 96"
                + " (--set)");
    PreparedRun again = PreparedRun.reopen(folder, List.of("batch_size=2", "resolution=64"));
    assertThat(again.changes()).containsExactly(new SettingChange("batch_size", "4", "2"));
    assertThat(again.remarks()).isEmpty();
  }

  @Test
  void saysWhenTheFacesAreNoLongerThose()
      throws SettingsException, IOException, InterruptedException {
    RunFolder folder = create().folder();
    PreparedRun again =
        PreparedRun.reopen(folder, List.of("pretraining_data=drawn:30,size=64,seed=2"));
    assertThat(again.remarks())
        .containsExactly(
            "pretraining_data does not hold the faces that the run began with; results will"
                + " differ");
  }

  @Test
  void saysWhenTheDeviceIsAnother() throws SettingsException, IOException, InterruptedException {
    RunFolder folder = create().folder();
    folder.eventLog().append(EventKind.STARTED, Map.of("threads", 1));
    assertThat(PreparedRun.reopen(folder, List.of()).remarks()).isEmpty();
    folder.eventLog().append(EventKind.RESUMED, Map.of("device", "cuda:0"));
    assertThat(PreparedRun.reopen(folder, List.of()).remarks())
        .containsExactly(
            "the run was trained on cuda:0 and is continued on cpu: results are equally good, but"
                + " not the same bytes");
    folder.eventLog().append(EventKind.RESUMED, Map.of("device", "cpu"));
    assertThat(PreparedRun.reopen(folder, List.of()).remarks()).isEmpty();
  }

  @Test
  void fromMustBeARunWithACheckpoint() throws SettingsException, IOException, InterruptedException {
    assertThatThrownBy(() -> create("from=7"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("from: " + runs + ": run 7 not found; this folder holds no runs (--set)");
    RunFolder source = create().folder();
    assertThatThrownBy(() -> create("from=1"))
        .isInstanceOf(RunException.class)
        .hasMessage(source.path() + ": has no checkpoint to take weights from");
  }
}
