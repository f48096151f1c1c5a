package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecorationTest {
  private final List<String> warnings = new ArrayList<>();
  private final Decoration decoration = new Decoration(warnings::add);

  @Test
  void aFailureIsOneWarningAndTheNextAttemptMaySucceed() {
    for (int i = 0; i < 3; i++) {
      assertThat(decoration.attempt("the charts", DecorationTest::failOnDisk)).isFalse();
    }
    assertThat(warnings)
        .containsExactly("the charts could not be drawn: IOException: No space left on device");
    List<String> done = new ArrayList<>();
    assertThat(decoration.attempt("the charts", () -> done.add("drawn"))).isTrue();
    assertThat(done).hasSize(1);
    assertThat(decoration.attempt("the preview", DecorationTest::failOnDisk)).isFalse();
    assertThat(warnings).hasSize(2);
  }

  @Test
  void missingFontsAreToldOnceWithTheRemedyAndNotTriedAgain() {
    int[] attempts = new int[1];
    for (int i = 0; i < 3; i++) {
      decoration.attempt(
          "the charts",
          () -> {
            attempts[0]++;
            throw fontFailure(new InternalError(new RuntimeException("Fontconfig head is null")));
          });
    }
    assertThat(attempts[0]).isEqualTo(1);
    assertThat(warnings)
        .containsExactly(
            "the charts could not be drawn: Java cannot draw text here, because fonts or the"
                + " libraries for them are missing; install fontconfig, freetype and a font, such"
                + " as the packages fontconfig and fonts-dejavu-core (RuntimeException: Fontconfig"
                + " head is null)");
    List<String> done = new ArrayList<>();
    assertThat(decoration.attempt("the preview", () -> done.add("drawn"))).isTrue();
  }

  @Test
  void everyKindOfErrorThatDrawingEndsInIsCaught() {
    for (Error error :
        List.of(
            new UnsatisfiedLinkError("libfreetype.so.6: cannot open shared object file"),
            new NoClassDefFoundError("Could not initialize class sun.awt.X11FontManager"),
            new ExceptionInInitializerError(new NullPointerException()),
            new OutOfMemoryError("Java heap space"))) {
      assertThat(
              new Decoration(warnings::add)
                  .attempt(
                      "the charts",
                      () -> {
                        throw error;
                      }))
          .isFalse();
    }
    assertThat(warnings)
        .containsExactly(
            "the charts could not be drawn: UnsatisfiedLinkError: libfreetype.so.6: cannot open"
                + " shared object file",
            "the charts could not be drawn: NoClassDefFoundError: Could not initialize class"
                + " sun.awt.X11FontManager",
            "the charts could not be drawn: NullPointerException",
            "the charts could not be drawn: OutOfMemoryError: Java heap space");
    assertThat(Decoration.isOfDrawing(new IllegalStateException())).isFalse();
  }

  private static void failOnDisk() throws IOException {
    throw new IOException("No space left on device");
  }

  private static Error fontFailure(Error error) {
    error.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(Font.class.getName(), "getFont2D", "Font.java", 526)
        });
    return error;
  }
}
