package org.saehdbw.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.checkpoints.CheckpointException;
import org.saehdbw.checkpoints.SafetensorsReader;
import org.saehdbw.deepfacelab.ArrayFile;
import org.saehdbw.deepfacelab.DataFile;
import org.saehdbw.deepfacelab.ModelFileException;
import org.saehdbw.faces.DflJpeg;
import org.saehdbw.facesets.backup.MetadataBackup;
import org.saehdbw.facesets.packs.FacesetPack;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.runs.RunEnvironment;
import org.saehdbw.runs.RunException;

class UnwrittenTest {
  private static final String NUL = ": was never completely written: all of its 9000 bytes are NUL";
  private static final String EMPTY = ": was never completely written: it is empty";

  @TempDir private Path root;

  @Test
  void saysWhyAFileWasNeverCompletelyWritten() throws IOException {
    Path file = root.resolve("file");
    assertThat(Unwritten.or(file, "is damaged")).isEqualTo("is damaged");
    byte[] bytes = new byte[200_000];
    Files.write(file, bytes);
    assertThat(Unwritten.or(file, "is damaged"))
        .isEqualTo("was never completely written: all of its 200000 bytes are NUL");
    Arrays.fill(bytes, 0, 70_000, (byte) 7);
    Files.write(file, bytes);
    assertThat(Unwritten.or(file, "is damaged"))
        .isEqualTo(
            "is damaged; the last 130000 of its 200000 bytes are NUL, as of a file that was never"
                + " completely written")
        .isEqualTo(Unwritten.or(bytes, "is damaged"));
    Files.write(file, Arrays.copyOf(bytes, 70_100));
    assertThat(Unwritten.or(file, "is damaged")).isEqualTo("is damaged");
    assertThat(Unwritten.or(new byte[0], "is damaged"))
        .isEqualTo("was never completely written: it is empty");
  }

  @Test
  void everyReaderSaysSo() throws IOException {
    for (int size : new int[] {0, 9000}) {
      String why = size == 0 ? EMPTY : NUL;
      Path file = Files.write(root.resolve("file"), new byte[size]);
      Path pack = Files.write(root.resolve("faceset.pak"), new byte[size]);
      Path backup = Files.write(root.resolve("meta.dat"), new byte[size]);
      assertThatThrownBy(() -> ArrayFile.parse("weights", new byte[size]))
          .isInstanceOf(ModelFileException.class)
          .hasMessage("weights" + why);
      assertThatThrownBy(() -> DataFile.parse("data", new byte[size]))
          .isInstanceOf(ModelFileException.class)
          .hasMessage("data" + why);
      assertThatThrownBy(() -> SafetensorsReader.open(file))
          .isInstanceOf(CheckpointException.Corrupt.class)
          .hasMessage(file + why);
      assertThatThrownBy(() -> FacesetPack.open(pack))
          .isInstanceOf(FaceFileException.class)
          .hasMessage(pack + why);
      assertThatThrownBy(() -> MetadataBackup.restore(root, done -> {}))
          .isInstanceOf(FaceFileException.class)
          .hasMessage(backup + why);
      assertThatThrownBy(() -> DflJpeg.read(file))
          .isInstanceOf(FaceFileException.class)
          .hasMessage(file + why);
      assertThatThrownBy(() -> RunEnvironment.read(file))
          .isInstanceOf(RunException.class)
          .hasMessage(file + why);
    }
    Path text = Files.write(root.resolve("text"), "no pickle".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> ArrayFile.parse("text", Files.readAllBytes(text)))
        .hasMessage("text: not a pickle of protocol 2 to 5: it does not begin with byte 80");
  }
}
