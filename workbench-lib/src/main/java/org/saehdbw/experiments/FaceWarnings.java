package org.saehdbw.experiments;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.saehdbw.runs.Event;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.Setting;
import org.saehdbw.training.plan.RunSettings;

/**
 * Passes on what trainings say of their faces, such as faces that show less than the model's face
 * type. Trainings of an experiment have the same faces, so each line is passed on once.
 */
public final class FaceWarnings {
  private final Consumer<String> remarks;
  private final Set<String> said = new HashSet<>();

  /**
   * Prepares to pass lines on.
   *
   * @param remarks takes each line once
   */
  public FaceWarnings(Consumer<String> remarks) {
    this.remarks = remarks;
  }

  /** Passes on the lines of a training that are new. */
  public void tell(RunFolder run) throws IOException {
    for (Event event : run.events()) {
      String message = String.valueOf(event.fields().get("message"));
      if (event.kind() == EventKind.WARNING && isOfFaces(message) && said.add(message)) {
        remarks.accept(message);
      }
    }
  }

  private static boolean isOfFaces(String message) {
    return Stream.of(RunSettings.SRC, RunSettings.DST, RunSettings.PRETRAINING_DATA)
        .map(Setting::name)
        .anyMatch(key -> message.startsWith(key + ":") || message.startsWith(key + " "));
  }
}
