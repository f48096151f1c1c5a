package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  @TempDir private Path folder;

  @Test
  void filesOfTheSystemAreNoSecondModel() throws Exception {
    for (String entry : List.of("data.dat", "encoder.npy", "inter.npy")) {
      Files.createFile(folder.resolve("new_SAEHD_" + entry));
      Files.createFile(folder.resolve("._new_SAEHD_" + entry));
    }
    assertThat(ModelFolder.find(folder, Optional.empty()).prefix()).isEqualTo("new_SAEHD");
    assertThat(ModelFolder.find(folder, Optional.empty()).strayFiles())
        .contains("skipped 3 files of the operating system");
    assertThat(ModelFolder.list(folder)).hasSize(1);
  }
}
