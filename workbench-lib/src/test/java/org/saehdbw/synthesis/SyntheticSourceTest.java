package org.saehdbw.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.faces.FaceType;

class SyntheticSourceTest {
  @Test
  void readsEveryPart() {
    SyntheticFaces faces =
        SyntheticFaces.parse("drawn:600,size=96,seed=-7,identity=2,colour=false,face_type=f");
    assertThat(faces.count()).isEqualTo(600);
    assertThat(faces.size()).isEqualTo(96);
    assertThat(faces.seed()).isEqualTo(-7);
    assertThat(faces.identities()).containsExactly(2);
    assertThat(faces.inColour()).isFalse();
    assertThat(faces.faceType()).isEqualTo(FaceType.FULL);
  }

  @Test
  void whatIsLeftOutIsAsInOf() {
    assertThat(SyntheticFaces.parse("drawn:5")).isEqualTo(SyntheticFaces.of(5));
    assertThat(SyntheticFaces.of(5).source())
        .isEqualTo("drawn:5,size=128,seed=1,colour=true,face_type=wf");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drawn:600,size=128,seed=7,identity=2,colour=true,face_type=wf",
        "drawn:1,size=64,seed=9223372036854775807,identity=3+0,colour=false,face_type=head",
        "drawn:24,size=128,seed=1,colour=true,face_type=h"
      })
  void printsWhatItReads(String source) {
    SyntheticFaces faces = SyntheticFaces.parse(source);
    assertThat(faces.source()).isEqualTo(source);
    assertThat(SyntheticFaces.parse(faces.source())).isEqualTo(faces);
    assertThat(faces).isNotEqualTo(faces.seed(8));
  }

  @Test
  void tellsItselfFromAFolder() {
    assertThat(List.of("drawn:600", " drawn:x")).allMatch(SyntheticFaces::isSource);
    assertThat(List.of("datasets/drawn", "drawn", "C:\\drawn")).noneMatch(SyntheticFaces::isSource);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "drawn:many! the count of drawn faces must be a whole number, got many in drawn:many",
        "drawn:! the count of drawn faces must be a whole number, got nothing in drawn:",
        "drawn:0! the count of drawn faces must be from 1 to 1000000, got 0",
        "drawn:1000001! the count of drawn faces must be from 1 to 1000000, got 1000001",
        "drawn:6,size=8! size must be from 16 to 2048, got 8",
        "drawn:6,size=big! size of drawn faces must be a whole number, got big in drawn:6,size=big",
        "drawn:6,identity=8! identity must be from 0 to 7, got 8",
        "drawn:6,colour=blue! colour of drawn faces must be true or false, got blue in"
            + " drawn:6,colour=blue",
        "drawn:6,pose=1! drawn faces take size, seed, identity, colour and face_type, got pose in"
            + " drawn:6,pose=1",
        "drawn:6,face_type=head_no_align! face type of drawn faces must be h, mf, f, wf or head,"
            + " got head_no_align",
        "drawn:6,64! drawn faces are written as drawn:COUNT and behind it any of size=N, seed=N,"
            + " identity=K (or K+K+...), colour=true|false, face_type=h|mf|f|wf|head, with commas"
            + " between; got drawn:6,64",
        "faces! drawn faces are written as drawn:COUNT and behind it any of size=N, seed=N,"
            + " identity=K (or K+K+...), colour=true|false, face_type=h|mf|f|wf|head, with commas"
            + " between; got faces",
      })
  void saysWhatIsWrong(String source, String message) {
    assertThatThrownBy(() -> SyntheticFaces.parse(source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void needsSomebodyToDraw() {
    assertThatThrownBy(() -> SyntheticFaces.of(3).identities(new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("drawn faces need at least one identity");
  }
}
