package org.saehdbw.notebooks.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class of its own, so that no test depends on what our documentation says. */
class CursorHelpTest {
  private static final String SOURCE =
      """
      package faces;
      /** A film of faces, see {@link #of(String) how it is made}. */
      public class Film {
        /** Number of frames, {@code > 0}. */
        public int frames = 3;
        /**
         * Opens a film.
         *
         * <p>Nothing is read before {@link Film#cut}.
         *
         * @param name of the file, such as {@code a.mp4}
         * @return a film
         * @throws IllegalStateException if it is not there
         */
        public static Film of(String name) { return new Film(); }
        /** Opens a film by its number. */
        public static Film of(int number) { return new Film(); }
        /** Sets a setting. */
        public Film set(String key, Object value) { return this; }
        /** Cuts it. */
        public Film cut(int from, int to) { return this; }
      }
      """;

  @TempDir private static Path folder;
  private static JShell shell;
  private static CursorHelp help;

  @BeforeAll
  static void open() throws Exception {
    Path source = folder.resolve("src/faces/Film.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, SOURCE);
    var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectories(folder.resolve("classes"));
    assertThat(
            compiler.run(
                null, null, null, "-parameters", "-d", classes.toString(), source.toString()))
        .isZero();
    shell = JShell.builder().executionEngine("local").build();
    shell.addToClasspath(classes.toString());
    shell.eval("import faces.Film;");
    help = new CursorHelp(shell, folder.resolve("src"));
  }

  @AfterAll
  static void close() {
    shell.close();
  }

  /** Asks with the cursor at the bar. */
  private static Optional<String> documentation(String code) {
    return help.documentation(code.replace("|", ""), code.indexOf('|'));
  }

  private static List<String> completed(String code) {
    return help.completion(code.replace("|", ""), code.indexOf('|')).choices().stream()
        .map(Completion.Choice::text)
        .toList();
  }

  @Test
  void aCallHasSignaturesAndDocumentation() {
    String text = documentation("var film = Film.o|f(\"a.mp4\").cut(1, 2);").orElseThrow();
    assertThat(text)
        .startsWith("Film Film.of(String name)\nOpens a film.\n\nNothing is read before Film.cut.")
        .contains("  name: of the file, such as a.mp4", "  returns a film")
        .contains("  throws IllegalStateException if it is not there")
        .contains("Film Film.of(int number)\nOpens a film by its number.");
  }

  @Test
  void eachPlaceOfANameFindsIt() {
    for (String code :
        List.of("|Film", "Fi|lm", "Film|", "int a = 1;\nFilm| f", "for (;;) { Film|")) {
      assertThat(documentation(code))
          .as(code)
          .get()
          .asString()
          .contains("A film of faces, see how it is made.");
    }
    for (String code :
        List.of(
            "Film.of|", "Film.|of", "Film.of(|", "Film.of(12|", "Film.of(12, |", "Film.of (|1)")) {
      assertThat(documentation(code))
          .as(code)
          .get()
          .asString()
          .contains("Opens a film by its number.");
    }
    assertThat(documentation("Film.of(1).frames|").orElseThrow())
        .contains("Number of frames, > 0.");
    assertThat(documentation("Film.of(1).cut(1, Math.max(2, 3|))").orElseThrow())
        .contains("max(int a, int b)");
    assertThat(documentation("Film.of(1).cut(1, (2 + 3)|)").orElseThrow()).contains("Cuts it.");
  }

  @Test
  void whatIsNotKnownHasNone() {
    for (String code :
        List.of("|", "nothing|", "1 + |2", "\"Film|\"", "// Film|", "%magic|", "}|", "'|")) {
      assertThat(documentation(code)).as(code).isEmpty();
    }
    assertThat(help.documentation("Film", 99)).as("a place behind the end is the end").isPresent();
    assertThat(help.documentation("Film", -1)).isPresent();
    assertThat(help.documentation("/* 😀 */ Film.of(", 16))
        .as("characters beyond 16 bits")
        .isPresent();
  }

  @Test
  void settingsAreKnownInsideStrings() {
    assertThat(documentation("Film.of(1).set(\"batch|_size\", 4)").orElseThrow())
        .startsWith("setting batch_size: ")
        .contains("must be a whole number", "default: ");
    assertThat(documentation("Film.of(1).set(\"nothing|\", 4)").orElseThrow())
        .as("the call around it")
        .contains("Sets a setting.");
    assertThat(completed("Film.of(1).set(\"batch|")).containsExactly("batch_size");
    assertThat(completed("Film.of(1).set(\"ct|_mode\", 4)")).containsExactly("ct_mode");
    assertThat(completed("Film.of(1).set(\"ct_mode\", \"|\")")).contains("none", "lct", "sot");
    assertThat(completed("Film.of(1).set(\"pretrain\", \"|")).containsExactly("true", "false");
    assertThat(completed("Film.of(\"batch|\")")).as("no setting").isEmpty();
  }

  @Test
  void whatIsReplacedIsCountedInCharacters() {
    Completion found = help.completion("/* 😀 */ Film.of(1).set(\"ct_mo\", 1)", 29);
    assertThat(found).extracting(Completion::start, Completion::end).containsExactly(24, 29);
    Completion name = help.completion("/* 😀 */ Film.o", 14);
    assertThat(name).extracting(Completion::start, Completion::end).containsExactly(13, 14);
    assertThat(name.choices().get(0))
        .isEqualTo(
            new Completion.Choice(
                "of(", "function", "Film Film.of(String name)\nFilm Film.of(int number)"));
  }

  @Test
  void membersAreCompleted() {
    assertThat(completed("int a = 1;\nFilm.of(a).c|")).contains("cut(");
    assertThat(completed("Fil|")).contains("Film");
    assertThat(completed("Film.of(a).zzz|")).isEmpty();
  }
}
