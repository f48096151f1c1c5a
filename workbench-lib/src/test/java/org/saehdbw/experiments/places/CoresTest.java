package org.saehdbw.experiments.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoresTest {
  @TempDir private Path folder;

  /** Four cores with two logical processors each: 0 and 4, 1 and 5, and so on. */
  private Cores cores(String allowed) throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nCpus_allowed_list:\t" + allowed + "\n");
    for (int i = 0; i < 8; i++) {
      Path topology = Files.createDirectories(folder.resolve("cpu" + i + "/topology"));
      Files.writeString(topology.resolve("thread_siblings_list"), i % 4 + "," + (i % 4 + 4) + "\n");
    }
    return Cores.of(status, folder);
  }

  @Test
  void logicalProcessorsOfACoreBelongTogether() throws IOException {
    assertThat(cores("0-7").cores())
        .containsExactly(List.of(0, 4), List.of(1, 5), List.of(2, 6), List.of(3, 7));
    assertThat(cores("1-2,6").cores()).containsExactly(List.of(1), List.of(2, 6));
  }

  @Test
  void placesThatTakeAllCoresHaveTheirOwn() throws IOException {
    Cores four = cores("0-7");
    assertThat(four.divide(4, 1)).containsExactly("0,4", "1,5", "2,6", "3,7");
    assertThat(four.divide(2, 2)).containsExactly("0,4,1,5", "2,6,3,7");
    assertThat(four.divide(3, 1)).as("one core would stay idle").isEmpty();
    assertThat(four.divide(1, 4)).isEmpty();
    assertThat(four.divide(8, 1)).isEmpty();
  }

  @Test
  void nothingIsKnownWithoutTheSystemsFiles() {
    assertThat(Cores.of(folder.resolve("none"), folder).cores()).isEmpty();
  }
}
