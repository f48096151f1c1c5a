package org.saehdbw.experiments.compare.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.dataloaders.Batch;
import org.saehdbw.dataloaders.BatchSide;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.testing.TinyFaceset;
import org.saehdbw.training.TrainingFaces;
import org.saehdbw.training.plan.TrainingPlan;

/** All arms get the same faces, moved and warped alike, in the same order. */
class ArmPairingTest {
  private static final int BATCHES = 12;

  @TempDir private Path folder;

  /** A batch's faces, pictures and masks, copied. */
  private record Seen(List<String> names, BatchSide src, BatchSide dst) {}

  private CompareSpec spec(String faces) throws SettingsException {
    return CompareFile.parse(
        "name: a\nmodel: df-ud-64-32-16-16-16\nbatch_size: 3\n"
            + faces
            + "set: {face_type: wf, cache_mib: 0, held_out: 0.3, uniform_yaw: true}\n",
        List.of(),
        "test");
  }

  private static BatchSide copy(BatchSide side) {
    return BatchSide.of(
        side.count(),
        side.channels(),
        side.side(),
        side.warped(),
        side.target(),
        side.mask(),
        side.eyesMouth(),
        side.names());
  }

  private Map<Arm, List<Seen>> batches(CompareSpec spec)
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    ComparePlan plan = ComparePlan.check(spec, new CompareFolder(folder.resolve("out")));
    plan.prepare(line -> {});
    Map<Arm, List<Seen>> all = new EnumMap<>(Arm.class);
    for (Arm arm : spec.arms()) {
      TrainingPlan training = TrainingPlan.of(plan.of(arm));
      TrainingFaces faces = TrainingFaces.open(training);
      List<Seen> seen = new java.util.ArrayList<>();
      try (FaceLoader loader =
          FaceLoader.start(
              faces.src().training(), faces.dst().training(), training.samples(), 1, w -> {})) {
        for (int i = 0; i < BATCHES; i++) {
          Batch batch = loader.next();
          seen.add(new Seen(batch.src().names(), copy(batch.src()), copy(batch.dst())));
        }
      }
      all.put(arm, seen);
    }
    return all;
  }

  private static void holdTogether(Map<Arm, List<Seen>> all, double tolerance) {
    for (int i = 0; i < BATCHES; i++) {
      Seen colour = all.get(Arm.COLOUR).get(i);
      for (Arm arm : Arm.values()) {
        Seen own = all.get(arm).get(i);
        assertThat(own.names()).isEqualTo(colour.names());
        assertThat(own.dst().names()).isEqualTo(colour.dst().names());
        // Masks take the same affine map and no colour: equal to the byte.
        assertThat(own.src().mask()).isEqualTo(colour.src().mask());
        assertThat(own.dst().eyesMouth()).isEqualTo(colour.dst().eyesMouth());
        // Inputs take the warp too; gray of a moved picture is the moved gray picture.
        assertClose(
            gray(own.src(), own.src().warped()),
            gray(colour.src(), colour.src().warped()),
            tolerance);
        assertClose(
            gray(own.dst(), own.dst().target()),
            gray(colour.dst(), colour.dst().target()),
            tolerance);
      }
    }
  }

  /** Luma of each pixel, in the order of samples. */
  private static float[] gray(BatchSide side, FloatBuffer values) {
    int plane = side.side() * side.side();
    float[] gray = new float[side.count() * plane];
    for (int i = 0; i < gray.length; i++) {
      int at = i / plane * plane * side.channels() + i % plane;
      gray[i] =
          side.channels() == 1
              ? values.get(at)
              : 0.114f * values.get(at)
                  + 0.587f * values.get(at + plane)
                  + 0.299f * values.get(at + 2 * plane);
    }
    return gray;
  }

  /** In the mean: where a channel is clipped alone, single pixels differ by more. */
  private static void assertClose(float[] a, float[] b, double tolerance) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    assertThat(sum / a.length).isCloseTo(0, within(tolerance));
  }

  @Test
  void drawnFacesOfTwoPeople()
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    Map<Arm, List<Seen>> all =
        batches(
            spec(
                "faces: {src: 'drawn:20,size=64,identity=0', dst:"
                    + " 'drawn:16,size=64,identity=3'}\n"));
    holdTogether(all, 0.003);
    BatchSide tripled = all.get(Arm.COLOUR_OF_GRAY).get(0).src();
    int plane = tripled.side() * tripled.side();
    for (int i = 0; i < plane; i++) {
      assertThat(tripled.warped().get(i)).isEqualTo(tripled.warped().get(plane + i));
    }
  }

  @Test
  void filesAndTheirGrayCopies()
      throws SettingsException, IOException, FaceFileException, InterruptedException {
    TinyFaceset.write(TinyFaceset.of(20, 64), folder.resolve("faces"));
    Map<Arm, List<Seen>> all =
        batches(spec("faces: {pretraining_data: '" + folder.resolve("faces") + "'}\n"));
    // Gray files were coded as JPEG once more.
    holdTogether(all, 0.01);
  }
}
