package org.saehdbw.dashboard;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.SettingValue;
import org.saehdbw.runs.SettingsFile;

/** Run folders as a trainer leaves them, without a trainer. */
final class PageRuns {
  static final String HEADER =
      "iteration,wall_clock_unix_s,step_ms,wait_ms,src_loss,dst_loss,lr_factor,copy_ms,compute_ms,"
          + "optimizer_ms,save_ms,preview_ms,decode_ms_per_sample,gray_ms_per_sample,"
          + "transfer_ms_per_sample,warp_ms_per_sample,masks_ms_per_sample,"
          + "assemble_ms_per_sample,samples_s,resident_mib\r\n";

  private PageRuns() {}

  /** Makes a run of so many iterations; the src loss of iteration i is 1 + 1 / i. */
  static RunFolder make(Path runs, String label, int iterations) throws IOException {
    RunFolder run = RunFolder.create(runs, label, 1);
    writeSettings(run);
    run.eventLog().append(EventKind.STARTED, Map.of("iteration", 0, "device", "cpu"));
    Files.writeString(run.metricsFile(), HEADER);
    append(run, 1, iterations);
    return run;
  }

  static void writeSettings(RunFolder run) throws IOException {
    Map<String, SettingValue> settings = new LinkedHashMap<>();
    settings.put("resolution", new SettingValue(64, "default"));
    settings.put("archi", new SettingValue("df-udt", "file"));
    settings.put("ae_dims", new SettingValue(128, "file"));
    settings.put("e_dims", new SettingValue(48, "file"));
    settings.put("d_dims", new SettingValue(32, "file"));
    settings.put("d_mask_dims", new SettingValue(16, "file"));
    settings.put("channels", new SettingValue("gray", "default"));
    settings.put("face_type", new SettingValue("wf", "file"));
    settings.put("batch_size", new SettingValue(6, "--set"));
    settings.put("pretrain", new SettingValue(true, "file"));
    settings.put("target_iter", new SettingValue(10_000, "file"));
    SettingsFile.write(run.settingsFile(), settings);
  }

  static void append(RunFolder run, long first, long last) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (long i = first; i <= last; i++) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%d,%.3f,100.000,2.000,%s,%s,1.0,1.0,80.0,17.0,0.0,0.0,1.0,0.0,0.0,1.0,0.1,0.1,120.0,"
                  + "500.0\r\n",
              i,
              1_796_048_337 + i / 10.0,
              Float.toString(1 + 1f / i),
              Float.toString(2 + 1f / i)));
    }
    Files.writeString(run.metricsFile(), rows, StandardOpenOption.APPEND);
  }

  /** Writes a picture of five by four faces. */
  static void preview(RunFolder run, long iteration, String grid) throws IOException {
    BufferedImage picture = new BufferedImage(320, 256, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 256; y++) {
      for (int x = 0; x < 320; x++) {
        int gray = (int) ((x * 3 + y * 2 + iteration) % 256);
        picture.setRGB(x, y, gray << 16 | gray << 8 | gray);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    run.writePreview(iteration, grid, bytes.toByteArray());
  }
}
