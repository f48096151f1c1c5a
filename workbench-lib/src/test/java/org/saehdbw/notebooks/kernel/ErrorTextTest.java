package org.saehdbw.notebooks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  private static final String FRAMES =
      "\n\tat org.saehdbw.settings.SettingRegistry.find(SettingRegistry.java:87)\n\tat .(#181:1)";

  @Test
  void aMistakeIsOneLineAndTheRestIsFolded() {
    String trace = "org.saehdbw.settings.SettingsException: unknown key 'a'" + FRAMES;
    ErrorText error = ErrorText.of(trace + "\n");
    assertThat(error.text()).isEqualTo("SettingsException: unknown key 'a'");
    assertThat(error.folded()).isEqualTo(trace);
    assertThat(ErrorText.of("java.lang.IllegalArgumentException: batch must be 1" + FRAMES).text())
        .isEqualTo("IllegalArgumentException: batch must be 1");
  }

  @Test
  void aMessageOfSeveralLinesIsKept() {
    String trace = "org.saehdbw.settings.SettingsException: first\nsecond" + FRAMES;
    assertThat(ErrorText.of(trace).text()).isEqualTo("SettingsException: first\nsecond");
  }

  @Test
  void aFaultAndAnErrorOfTheCellAreShownWhole() {
    for (String trace :
        List.of(
            "java.lang.NullPointerException: x is null" + FRAMES,
            "java.lang.IllegalArgumentException" + FRAMES,
            "java.lang.IllegalArgumentException: mine\n\tat .check(#180:1)\n\tat .(#181:1)",
            "cannot find symbol\n  symbol:   class Bogus")) {
      assertThat(ErrorText.of(trace)).isEqualTo(new ErrorText(trace, ""));
    }
  }

  @Test
  void anUnknownClassIsNamedWithItsImports() {
    assertThat(ErrorText.unknownClass("cannot find symbol\n  symbol:   class Clock"))
        .hasValue("Clock");
    assertThat(ErrorText.unknownClass("cannot find symbol\n  symbol:   variable Clock"))
        .hasValue("Clock");
    assertThat(ErrorText.unknownClass("cannot find symbol\n  symbol:   variable x")).isEmpty();
    assertThat(
            ErrorText.advice(
                "Clock",
                name ->
                    List.of("sun.x.Clock", "other.Clock", "java.time.Clock", "org.saehdbw.Clock"),
                List.of()))
        .containsExactly(
            "  to import it: import org.saehdbw.Clock;",
            "  to import it: import java.time.Clock;",
            "  to import it: import other.Clock;");
    assertThat(
            ErrorText.advice(
                "Traning", name -> List.of(), List.of("a.Table", "b.Training", "c.Run")))
        .containsExactly("  no class of this name was found; nearest is Training");
  }
}
