package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.synthesis.SyntheticFaces;

class TransferCommandTest {
  @TempDir private Path folder;
  private Path src;
  private Path dst;
  private Path out;
  private final StringWriter printed = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @BeforeEach
  void drawsAPair() throws IOException {
    SyntheticFaces faces = SyntheticFaces.of(2).size(64).colour().seed(3);
    src = Files.write(folder.resolve("src.png"), PictureFiles.encodePng(faces.decode(0)));
    dst = Files.write(folder.resolve("dst.png"), PictureFiles.encodePng(faces.decode(1)));
    out = folder.resolve("made/out.png");
  }

  private int transfer(String mode, String... options) {
    String[] words = new String[5 + options.length];
    words[0] = "transfer";
    words[1] = mode;
    words[2] = src.toString();
    words[3] = dst.toString();
    words[4] = out.toString();
    System.arraycopy(options, 0, words, 5, options.length);
    return Workbench.run(new PrintWriter(printed, true), new PrintWriter(errors, true), words);
  }

  private static double mean(Picture picture) {
    double sum = 0;
    for (byte value : picture.pixels()) {
      sum += value & 0xFF;
    }
    return sum / picture.pixels().length;
  }

  @Test
  void givesAPictureTheOtherOnesBrightness() throws IOException, FaceFileException {
    assertThat(transfer("lct", "--gray", "--gray-from=ortho", "--json"))
        .as(errors.toString())
        .isEqualTo(ExitCode.DONE);
    Picture made = PictureFiles.read(out);
    assertThat(made.channels()).isEqualTo(1);
    Picture wanted = org.saehdbw.pictures.GrayFrom.ORTHOCHROMATIC.apply(PictureFiles.read(dst));
    assertThat(Math.abs(mean(made) - mean(wanted))).isLessThan(2);
    JsonNode answer = new ObjectMapper().readTree(printed.toString());
    assertThat(answer.get("mode").asText()).isEqualTo("lct");
    assertThat(answer.get("channels").asInt()).isEqualTo(1);
    assertThat(answer.get("file").asText()).isEqualTo(out.toString());
  }

  @Test
  void theSeedDecides() throws IOException {
    assertThat(transfer("sot", "--seed=2")).isEqualTo(ExitCode.DONE);
    byte[] first = Files.readAllBytes(out);
    Files.delete(out);
    assertThat(transfer("sot", "--seed=2")).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllBytes(out)).isEqualTo(first);
    Files.delete(out);
    assertThat(transfer("sot", "--seed=3")).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllBytes(out)).isNotEqualTo(first);
  }

  private void assertRefused(String message, String mode) {
    assertThat(transfer(mode)).isNotEqualTo(ExitCode.DONE);
    assertThat(errors.toString().strip()).isEqualTo("workbench transfer: " + message);
  }

  @Test
  void refusesAnUnknownMode() {
    assertRefused(
        "a transfer must be one of none, rct, lct, mkl, idt, sot, mix; got histogram", "histogram");
  }

  @Test
  void writesOverNothing() throws IOException {
    out = dst;
    assertRefused("OUT must be a new file, " + dst + " is there already", "rct");
  }

  @Test
  void refusesOtherEndings() {
    out = folder.resolve("out.bmp");
    assertRefused("OUT must end in .png, .jpg or .jpeg, got " + out, "rct");
  }

  @Test
  void refusesGrayBesideColour() throws IOException, FaceFileException {
    Picture gray = PictureFiles.read(dst).toGray();
    Files.write(dst, PictureFiles.encodePng(gray));
    assertRefused(
        "SRC and DST must both be gray or both in colour, got 3 and 1 channels; --gray turns both"
            + " gray",
        "rct");
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Files.writeString(src, "not a picture");
    assertRefused(src + ": not a picture that can be decoded", "sot");
  }
}
