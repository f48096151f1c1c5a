package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldWordsTest {
  private static String replaced(String line) {
    return String.join(" ", OldWords.replaced(line.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "faceset report a b --size 192, faceset report a b --resolution 192",
    "--debug faceset report a b --size=192, --debug faceset report a b --resolution=192",
    "faceset report a --figures f --gray, faceset report a --figures f --gray-print",
    "faceset draw --size 64 --gray, faceset draw --size 64 --gray",
    "model import m --name bob --preview, model import m --model bob --preview-sample",
    "model import m --run-name bob, model import m --run-name bob",
    "train a.yaml --name bob --preview, train a.yaml --name bob --preview",
    "runs show 7 --figure a.pdf --gray, runs show 7 --figure a.pdf --gray-print",
    "compare --report r --gray, compare --report r --gray-print",
    "runs note 7 -- --gray, runs note 7 -- --gray",
    "runs compare 1 2 -- --gray, runs compare 1 2 -- --gray",
    "bench reading --runs 3, bench reading --count 3",
    "runs list --runs r, runs list --runs r"
  })
  void oldNamesBecomePresentOnesInTheirCommandAlone(String given, String present) {
    assertThat(replaced(given)).isEqualTo(present);
  }

  @Test
  void noWordsStayNoWords() {
    assertThat(OldWords.replaced()).isEmpty();
    assertThat(OldWords.replaced("--help")).isEqualTo(new String[] {"--help"});
  }

  @Test
  void helpShowsPresentNamesAlone() {
    CommandRun help = CommandRun.of("faceset", "report", "--help");
    assertThat(help.out())
        .contains("--resolution")
        .contains("--gray-print")
        .doesNotContain("--size");
    for (String command : List.of("import", "info", "export")) {
      assertThat(CommandRun.of("model", command, "--help").out())
          .contains("--model=NAME")
          .doesNotContain("--name=");
    }
  }

  @Test
  void anErrorNamesThePresentOption() {
    assertThat(CommandRun.of("faceset", "report", "no-such-folder", "--size", "big").err())
        .startsWith("workbench faceset report: --resolution ");
  }
}
