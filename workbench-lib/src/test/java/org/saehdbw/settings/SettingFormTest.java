package org.saehdbw.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingFormTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "-7, 1",
    "+2000, 1024",
    "99999999999999999999, 1024",
    "-99999999999999999999, 1",
    "12, 12"
  })
  void wholeNumbersAreTakenToTheRange(String text, String nearest) {
    assertThat(SettingType.integer(1, 1024).form().nearest(text)).contains(nearest);
  }

  @ParameterizedTest
  @CsvSource({"0.31, 0.3", "-1, 0", "1e9, 0.3", "1e-400, 0", "5, 0.3"})
  void numbersAreTakenToTheRange(String text, String nearest) {
    assertThat(SettingType.number(0, 0.3).form().nearest(text)).contains(nearest);
  }

  @Test
  void whatIsNotANumberHasNoNearest() {
    for (String text : List.of("", "abc", "1.5", "0x10", "1 2", "٣٤x")) {
      assertThat(SettingType.integer(1, 9).form().nearest(text)).as(text).isEmpty();
    }
    for (String text : List.of("", "abc", "NaN", "Infinity", "1,5", "0x1p3")) {
      assertThat(SettingType.number(0, 1).form().nearest(text)).as(text).isEmpty();
    }
    assertThat(SettingType.bool().form().nearest("2")).isEmpty();
    assertThat(SettingType.text("text").form().nearest("2")).isEmpty();
  }

  @Test
  void rangesAreShort() {
    assertThat(SettingType.integer(1, 1024).form().range()).isEqualTo("1 to 1024");
    assertThat(SettingType.integer(0, Integer.MAX_VALUE).form().range()).isEqualTo("at least 0");
    assertThat(SettingType.integerOrZero(3, 640).form().range()).isEqualTo("3 to 640, or 0");
    assertThat(SettingType.number(0, 0.3).form().range()).isEqualTo("0 to 0.3");
    assertThat(SettingType.number(1e-8, 100).form().range()).isEqualTo("0.00000001 to 100");
    assertThat(SettingType.bool().form().range()).isEqualTo("y/n");
    assertThat(SettingType.words(List.of("a", "b"), one -> one).form().range()).isEqualTo("a, b");
  }

  @Test
  void valuesAreShownAsTheyAreTyped() {
    assertThat(SettingType.bool().form().shown("true")).isEqualTo("y");
    assertThat(SettingType.bool().form().shown("0")).isEqualTo("n");
    assertThat(SettingType.number(0, 1).form().shown("1.0E-4")).isEqualTo("0.0001");
    assertThat(SettingType.number(0, 1).form().shown("0.0")).isEqualTo("0");
  }

  @Test
  void zeroIsAllowedBesideARange() {
    SettingType<Integer> type = SettingType.integerOrZero(3, 640);
    for (int allowed : new int[] {0, 3, 640}) {
      assertThat(type.parser().parse(String.valueOf(allowed))).isEqualTo(allowed);
    }
    for (String refused : List.of("-1", "1", "2", "641")) {
      assertThatThrownBy(() -> type.parser().parse(refused))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(type.allowed()).isEqualTo("0 or a whole number from 3 to 640");
    assertThat(type.form().nearest("2")).contains("3");
  }
}
