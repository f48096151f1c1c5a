package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.EventKind;
import org.saehdbw.runs.RunFolder;

class FaceWarningsTest {
  @TempDir private Path root;

  @Test
  void whatTrainingsSayOfTheirFacesIsPassedOnOnce() throws IOException {
    String misfit = "pretraining_data: 2 of 3 faces show less than whole_face";
    String mixture = "src holds gray and colour pictures";
    List<String> said = new ArrayList<>();
    FaceWarnings warnings = new FaceWarnings(said::add);
    for (int seed = 1; seed <= 2; seed++) {
      RunFolder run = RunFolder.create(root, "t", seed);
      for (String message : List.of(misfit, "the charts could not be drawn", mixture)) {
        run.eventLog().append(EventKind.WARNING, Map.of("message", message));
      }
      warnings.tell(run);
    }
    assertThat(said).containsExactly(misfit, mixture);
  }
}
