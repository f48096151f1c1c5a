package org.saehdbw.runs.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.metrics.MetricsRow;
import org.saehdbw.runs.metrics.MetricsWriter;
import org.saehdbw.runs.metrics.StageTimes;
import org.saehdbw.runs.queries.QueriedRuns;
import org.saehdbw.runs.queries.RunFacts;
import org.saehdbw.testing.Python;

class TensorBoardExportTest {
  /** What TensorBoard's own reader finds, compared with what the run says. */
  private static final String COMPARE =
      """
      import sys
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      found = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'images': 0, 'tensors': 0})
      found.Reload()
      tags = found.Tags()
      losses = found.Scalars('loss/src_loss')
      assert [one.step for one in losses] == list(range(1, 11)), losses
      assert abs(losses[3].value - 0.25) < 1e-7 and losses[3].wall_time == 1793613604.0, losses[3]
      assert [one.value for one in found.Scalars('saved/mask_iou')] == [0.75]
      assert 'time/copy_ms' not in tags['scalars']
      picture = found.Images('preview/faces')[0]
      assert (picture.width, picture.height, picture.step) == (6, 4, 10), picture
      assert picture.encoded_image_string[:4] == b'\\x89PNG'
      assert 'settings' in tags['tensors'], tags
      text = found.Tensors('settings')[0].tensor_proto.string_val[0].decode()
      assert '| batch_size | 6 | --set |' in text, text
      """;

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void make() throws IOException {
    run = QueriedRuns.make(folder.resolve("runs"), "small", 0.05, 2, "batch_size=6");
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(6, 4, BufferedImage.TYPE_BYTE_GRAY), "png", png);
    run.writePreview(10, "faces", png.toByteArray());
  }

  private Path export() throws IOException {
    return TensorBoardExport.write(RunFacts.of(run), folder.resolve("out"));
  }

  @Test
  void everyIterationSavePictureAndSettingIsInTheFile() throws IOException {
    Path file = export();
    assertThat(folder.resolve("out").relativize(file))
        .hasToString(Path.of(run.name(), "events.out.tfevents.1793613600.workbench").toString());
    List<List<EventRecords.Field>> events = EventRecords.read(file);
    assertThat(EventRecords.one(events.get(0), 3).asText()).isEqualTo("brain.Event:2");
    // The version, the settings, ten iterations, a save and a picture.
    assertThat(events).hasSize(14);
    Map<String, Float> fourth = scalars(events.get(5));
    assertThat(EventRecords.one(events.get(5), 2).value()).isEqualTo(4L);
    assertThat(EventRecords.one(events.get(5), 1).asDouble()).isEqualTo(1793613604.0);
    assertThat(fourth.get("loss/src_loss")).isCloseTo(0.25f, within(1e-7f));
    assertThat(fourth)
        .containsEntry("time/step_ms", 500f)
        .containsEntry("memory/resident_mib", 900f)
        .doesNotContainKey("time/copy_ms");
    assertThat(scalars(events.get(12)))
        .containsEntry("saved/mask_iou", 0.75f)
        .containsEntry("saved/src/dssim", 0.3f);
    assertThat(EventRecords.one(events.get(13), 1).asDouble()).isEqualTo(1793613610.0);
  }

  private static Map<String, Float> scalars(List<EventRecords.Field> event) {
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (EventRecords.Field value : EventRecords.fields(EventRecords.one(event, 5).asBytes())) {
      List<EventRecords.Field> fields = EventRecords.fields(value.asBytes());
      scalars.put(EventRecords.one(fields, 1).asText(), EventRecords.one(fields, 2).asFloat());
    }
    return scalars;
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    byte[] first = Files.readAllBytes(export());
    assertThat(Files.readAllBytes(export())).isEqualTo(first);
  }

  @Test
  void notANumberIsLeftOutAndInfinityIsKept() throws IOException {
    try (MetricsWriter metrics = MetricsWriter.open(run.metricsFile())) {
      metrics.write(
          new MetricsRow(
              11,
              1793613611,
              500,
              5,
              Float.POSITIVE_INFINITY,
              Float.NaN,
              1,
              StageTimes.UNKNOWN,
              16,
              900));
    }
    Map<String, Float> last = scalars(EventRecords.read(export()).get(12));
    assertThat(last)
        .containsEntry("loss/src_loss", Float.POSITIVE_INFINITY)
        .doesNotContainKey("loss/dst_loss");
  }

  @Test
  void tensorBoardReadsIt() throws Exception {
    Python.assumeHas("tensorboard");
    assertThat(Python.run(COMPARE, export().getParent().toString())).isEmpty();
  }
}
