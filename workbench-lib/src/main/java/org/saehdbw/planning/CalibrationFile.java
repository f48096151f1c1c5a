package org.saehdbw.planning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Utf8File;
import org.saehdbw.files.Workspace;
import org.saehdbw.tensors.Precision;

/**
 * Where calibrations are kept: one file for each precision, with the workbench's other caches. It
 * may be deleted at any time.
 *
 * @param folder of the files
 */
public record CalibrationFile(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AGAIN = "; ./workbench plan --calibrate measures this one";

  /**
   * What was found.
   *
   * @param calibration of this machine, if there is one
   * @param remark why there is none, or empty
   */
  public record Found(Optional<Calibration> calibration, String remark) {
    private static Found nothing(String remark) {
      return new Found(Optional.empty(), remark);
    }
  }

  /** Returns the place used unless another is named, see {@link Workspace#cache}. */
  public static CalibrationFile standard() {
    return new CalibrationFile(Workspace.cache("calibration"));
  }

  /** Returns the file of a precision. */
  public Path path(Precision precision) {
    return folder.resolve(precision.option() + ".json");
  }

  /**
   * Reads the calibration of this machine. One of another machine, of another version or damaged is
   * not used and said.
   */
  public Found read(Precision precision) {
    Path file = path(precision);
    if (!Files.exists(file)) {
      return Found.nothing("no calibration for " + precision.option() + AGAIN);
    }
    try {
      @Nullable Calibration stored = JSON.readValue(Utf8File.readDamaged(file), Calibration.class);
      if (stored == null) {
        return Found.nothing(file + " is damaged" + AGAIN);
      }
      if (stored.version() != Calibration.VERSION) {
        return Found.nothing(
            String.format(
                Locale.ROOT,
                "%s has version %d, this program reads %d%s",
                file,
                stored.version(),
                Calibration.VERSION,
                AGAIN));
      }
      String differences = stored.machine().differences(Machine.here());
      if (!differences.isEmpty()) {
        return Found.nothing(
            String.format(
                Locale.ROOT,
                "%s was measured on another machine (%s)%s",
                file,
                differences,
                AGAIN));
      }
      return new Found(Optional.of(stored), "");
    } catch (JsonProcessingException e) {
      return Found.nothing(file + " is damaged" + AGAIN);
    } catch (IOException e) {
      return Found.nothing(file + " cannot be read (" + e.getMessage() + ")" + AGAIN);
    }
  }

  /** Writes a calibration, at once and in place of the one before. */
  public void write(Precision precision, Calibration calibration) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.write(
        path(precision), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(calibration));
  }
}
