package org.saehdbw.films;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.pictures.PictureFiles;

class PictureFolderTest {
  private static final Rate RATE = new Rate(24, 1);

  @TempDir private Path folder;

  private void put(String name, DeepPicture picture) throws IOException {
    Files.write(folder.resolve(name), PictureFiles.encodePng(picture));
  }

  private PictureFolder open(boolean gray) throws FilmException {
    return PictureFolder.open(folder, gray, RATE);
  }

  private List<FilmFrame> all(boolean gray) throws FilmException {
    List<FilmFrame> frames = new ArrayList<>();
    try (PictureFolder reader = open(gray)) {
      for (Optional<FilmFrame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  @Test
  void everyKindOfPictureIsRead() throws IOException {
    DeepPicture gray8 = VideoTest.drawn(20, 10, 1, 8, 1);
    DeepPicture gray16 = VideoTest.drawn(20, 10, 1, 16, 2);
    DeepPicture colour16 = VideoTest.drawn(20, 10, 3, 16, 3);
    put("00001.png", gray8);
    put("00002.png", gray16);
    put("00003.png", colour16);
    OpenCv.load();
    Mat alpha = new Mat(10, 20, CvType.CV_8UC4, new Scalar(10, 20, 30, 40));
    Imgcodecs.imwrite(folder.resolve("00004.png").toString(), alpha);
    OpenCv.release(alpha);
    Files.writeString(folder.resolve("notes.txt"), "not a frame");
    Files.createDirectory(folder.resolve("00009.png"));
    List<FilmFrame> frames = all(false);
    assertThat(frames)
        .extracting(FilmFrame::name)
        .containsExactly("00001", "00002", "00003", "00004");
    assertThat(frames.get(0).picture().values()).isEqualTo(gray8.values());
    assertThat(frames.get(0).picture().bits()).isEqualTo(8);
    assertThat(frames.get(1).picture().values()).isEqualTo(gray16.values());
    assertThat(frames.get(1).picture().bits()).isEqualTo(16);
    assertThat(frames.get(2).picture().values()).isEqualTo(colour16.values());
    DeepPicture opaque = frames.get(3).picture();
    assertThat(opaque.channels()).as("transparency is left out").isEqualTo(3);
    assertThat(new int[] {opaque.at(0), opaque.at(1), opaque.at(2)}).containsExactly(10, 20, 30);
    assertThat(all(true)).extracting(frame -> frame.picture().channels()).containsOnly(1);
    try (PictureFolder reader = open(false)) {
      assertThat(reader.info().frames()).hasValue(4);
      assertThat(reader.info().clock()).isEqualTo(new Rate(1, 24));
      assertThat(reader.remarks()).isEmpty();
    }
  }

  @Test
  void gapsOrderAndEqualNamesAreSaid() throws IOException {
    DeepPicture any = VideoTest.drawn(8, 8, 1, 8, 1);
    for (String name : List.of("1.png", "2.png", "5.png", "10.png")) {
      put(name, any);
    }
    Files.write(folder.resolve("5.jpg"), PictureFiles.encodeJpeg(any.to8Bits(), 90));
    try (PictureFolder reader = open(true)) {
      assertThat(reader.remarks())
          .containsExactly(
              folder
                  + ": 2 comes after 10 in the plain order of names; give all numbers the same"
                  + " digits",
              folder + ": two pictures are named 5; both are frames",
              folder
                  + ": the numbers of frames have 2 gaps, the first between 1 and 10; frames follow"
                  + " one another without them");
      assertThat(reader.skip()).isTrue();
      assertThat(reader.next().orElseThrow().name()).isEqualTo("10");
    }
  }

  @Test
  void whatCannotBeUsedIsNamed() throws IOException {
    assertThatThrownBy(() -> open(true))
        .hasMessage(
            folder + ": holds no frames; frames are pictures .jpg, .jpeg, .png, .tif or .tiff");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> PictureFolder.open(none, true, RATE))
        .hasMessage("folder of frames not found: " + none);
    put("1.png", VideoTest.drawn(8, 8, 1, 8, 1));
    Files.writeString(folder.resolve("2.png"), "no picture");
    try (PictureFolder reader = open(true)) {
      assertThat(reader.next()).isPresent();
      assertThatThrownBy(reader::next)
          .isInstanceOf(FilmException.class)
          .hasMessage(folder.resolve("2.png") + ": not a picture that can be decoded");
      assertThat(reader.next()).as("the frames after it can be read").isEmpty();
    }
  }
}
