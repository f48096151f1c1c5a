package org.saehdbw.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class OpenCvTest {
  @Test
  void usesOneThreadUnlessTold() {
    OpenCv.load();
    assertThat(OpenCv.threads()).isEqualTo(Integer.getInteger(OpenCv.THREADS_PROPERTY, 1));
    assertThat(Core.getNumThreads()).isEqualTo(OpenCv.threads());
    assertThat(OpenCv.parseThreads(" 3 ")).isEqualTo(3);
    for (String bad : new String[] {"0", "-1", "two", ""}) {
      assertThatThrownBy(() -> OpenCv.parseThreads(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("saehdbw.opencv.threads must be a whole number of at least 1, got " + bad);
    }
  }

  @Test
  void picturesGoToMatricesAndBack() {
    Picture picture = new Picture(2, 1, 3, new byte[] {1, 2, 3, -4, -5, -6});
    assertThat(OpenCv.toPicture(OpenCv.toMat(picture)).pixels()).isEqualTo(picture.pixels());
    Mat floats = Mat.zeros(2, 2, CvType.CV_32FC1);
    assertThatThrownBy(() -> OpenCv.toPicture(floats))
        .hasMessage("a picture needs 8-bit values, got CV_32FC1");
  }

  @Test
  void grayFollowsTheWeightsToTheBit() {
    byte[] pixels = {(byte) 255, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255, 10, 20, 30};
    // (3735 * 255 + 16384) >> 15, (19235 * 255 + 16384) >> 15, (9798 * 255 + 16384) >> 15, and
    // (37350 + 384700 + 293940 + 16384) >> 15.
    assertThat(new Picture(4, 1, 3, pixels).toGray().pixels())
        .containsExactly((byte) 29, (byte) 150, (byte) 76, (byte) 22);
    Picture gray = new Picture(1, 1, 1, new byte[] {7});
    assertThat(gray.toGray()).isSameAs(gray);
  }
}
