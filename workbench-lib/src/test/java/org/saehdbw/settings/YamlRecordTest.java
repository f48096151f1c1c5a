package org.saehdbw.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlRecordTest {
  @TempDir private Path folder;

  private static YamlRecord parse(String yaml) throws SettingsException {
    return YamlRecord.parse(yaml, "an experiment", "a.yaml");
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(SettingsException.class).hasMessage(message);
  }

  @Test
  void readsEveryKindOfField() throws SettingsException {
    YamlRecord record =
        parse(
            """
            name: ' a '
            count: 3
            rate: 1.0e-4
            on: true
            none:
            words: [x, 2, 0.50]
            inner: {low: 1, deep: {more: y}}
            """);
    assertThat(record.names())
        .containsExactly("name", "count", "rate", "on", "none", "words", "inner");
    assertThat(record.requiredText("name")).isEqualTo("a");
    assertThat(record.text("none", "other")).isEqualTo("other");
    assertThat(record.word("name", "", List.of("a", "b"))).isEqualTo("a");
    assertThat(record.whole("count", 9)).isEqualTo(3);
    assertThat(record.whole("none", 9)).isEqualTo(9);
    assertThat(record.requiredNumber("rate")).isEqualTo(1e-4);
    assertThat(record.number("absent", 2.5)).isEqualTo(2.5);
    assertThat(record.flag("on")).isTrue();
    assertThat(record.flag("absent")).isFalse();
    assertThat(record.has("none")).isFalse();
    assertThat(record.list("words")).containsExactly("x", "2", "0.5");
    assertThat(record.items("absent")).isEmpty();
    assertThat(record.record("absent")).isEmpty();
    YamlRecord inner = record.requiredRecord("inner");
    assertThat(inner.requiredRecord("deep").texts()).containsEntry("more", "y");
    assertThat(parse("rate: 1e-5\nnone:").texts())
        .containsEntry("rate", "0.00001")
        .containsEntry("none", "");
    assertThat(parse("rate: 1e-5").requiredNumber("rate")).isEqualTo(1e-5);
  }

  @Test
  void saysKeyFileAndWhatIsAllowed() throws SettingsException {
    YamlRecord record = parse("inner: {low: [1], seeds: 1.5, kind: z}\nlist: [{a: 1}, 2]\n");
    YamlRecord inner = record.requiredRecord("inner");
    refuses(() -> inner.text("low", ""), "inner.low must be one value, got [1] (a.yaml)");
    refuses(() -> inner.texts(), "inner.low must be one value, got [1] (a.yaml)");
    refuses(() -> inner.whole("seeds", 1), "inner.seeds must be a whole number, got 1.5 (a.yaml)");
    refuses(() -> inner.requiredNumber("high"), "inner.high must be given (a.yaml)");
    refuses(() -> inner.requiredNumber("kind"), "inner.kind must be a number, got \"z\" (a.yaml)");
    refuses(() -> inner.flag("kind"), "inner.kind must be true or false, got \"z\" (a.yaml)");
    refuses(
        () -> inner.word("kind", "", List.of("grid", "list")),
        "inner.kind must be one of grid, list, got \"z\" (a.yaml)");
    refuses(
        () -> inner.requireKnown(List.of("low", "kinds", "seeds")),
        "unknown key 'inner.kind' (a.yaml); nearest is inner.kinds");
    refuses(() -> inner.items("kind"), "inner.kind must be a list, got \"z\" (a.yaml)");
    refuses(() -> record.list("absent"), "absent must be a list of values, got nothing (a.yaml)");
    refuses(() -> record.list("list"), "list must be a list of values, got {\"a\":1} (a.yaml)");
    refuses(
        () -> record.items("list").get(1).record(),
        "list must be 'key: value' lines, got 2 (a.yaml)");
    refuses(
        () -> inner.record("kind"), "inner.kind must be 'key: value' lines, got \"z\" (a.yaml)");
    refuses(() -> parse("- a"), "an experiment must be 'key: value' lines (a.yaml)");
    refuses(() -> parse(""), "an experiment must be 'key: value' lines (a.yaml)");
  }

  @Test
  void aWordChangesACopy() throws SettingsException {
    YamlRecord record = parse("quality: {seeds: 5}\nlevels: all");
    YamlRecord changed =
        record.with("quality.seeds=3").with("levels=[a, b]").with("faces.src=x").with("rounds=2");
    assertThat(changed.requiredRecord("quality").whole("seeds", 0)).isEqualTo(3);
    assertThat(changed.list("levels")).containsExactly("a", "b");
    assertThat(changed.requiredRecord("faces").requiredText("src")).isEqualTo("x");
    assertThat(changed.whole("rounds", 0)).isEqualTo(2);
    assertThat(record.requiredRecord("quality").whole("seeds", 0)).isEqualTo(5);
    refuses(() -> record.with("rounds"), "--set takes KEY=VALUE, got 'rounds'");
    assertThatThrownBy(() -> record.with("rounds=[1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("not YAML: ")
        .hasMessageContaining("(--set rounds=[1, line 1)");
  }

  @Test
  void refusesAliasesWhichWouldBeReadAsWords() {
    refuses(
        () -> parse("base: &usual {batch_size: 4}\npoints: [*usual]\n"),
        "aliases are not supported: write the value in the place of *usual (a.yaml, line 2)");
    refuses(
        () -> parse("a: &x 1\nb: *x\n"),
        "aliases are not supported: write the value in the place of *x (a.yaml, line 2)");
  }

  @Test
  void refusesDeepNestingRepeatedKeysAndSecondDocuments() {
    refuses(
        () -> parse("a: " + "[".repeat(8) + "]".repeat(8)),
        "records and lists must be nested at most 8 deep (a.yaml, line 1)");
    assertThatThrownBy(() -> parse("seed: 1\nseed: 2\n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("not YAML: Duplicate field 'seed' (a.yaml, line 2");
    refuses(
        () -> parse("seed: 1\n---\nseed: 2\n"),
        "must be one YAML document, got a second one (a.yaml, line 3)");
  }

  @Test
  void refusesFilesThatAreTooLargeOrNotUtf8() throws IOException, SettingsException {
    Path file = folder.resolve("b.yaml");
    Files.write(file, "\uFEFFname: é\n".getBytes(StandardCharsets.UTF_8));
    assertThat(YamlRecord.read(file, "settings").requiredText("name")).isEqualTo("é");
    Files.write(file, "name: é\n".getBytes(StandardCharsets.ISO_8859_1));
    refuses(
        () -> YamlRecord.read(file, "settings"),
        file + " is not UTF-8 text: byte 0xE9 at offset 6 (line 1); save it as UTF-8");
    Files.write(file, "name: é\n".getBytes(StandardCharsets.UTF_16));
    refuses(
        () -> YamlRecord.read(file, "settings"),
        file + " is UTF-16 text, not UTF-8; save it as UTF-8");
    Files.write(file, new byte[(1 << 20) + 1]);
    refuses(
        () -> YamlRecord.read(file, "settings"),
        "settings must have at most 1 MiB, got 1048577 bytes (" + file + ")");
  }

  @Test
  void readsEveryExperimentThatComesWithTheCheckout() throws IOException, SettingsException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of("..", "experiments"));
        Stream<Path> results = Files.walk(Path.of("..", "results", "reference"))) {
      files =
          Stream.concat(all, results).filter(file -> file.toString().endsWith(".yaml")).toList();
    }
    assertThat(files).hasSizeGreaterThan(10);
    for (Path file : files) {
      assertThat(YamlRecord.read(file, "an experiment").names()).as(file.toString()).isNotEmpty();
    }
  }
}
