package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.saehdbw.facesets.sorting.SortMethod;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.transfers.TransferMode;
import picocli.CommandLine;

/** The words in help are the enums' words. */
class OptionWordsTest {
  private static String usage(Object command) {
    return new CommandLine(command)
        .setUsageHelpWidth(400)
        .getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static String oneOf(List<String> words) {
    return "ne of " + String.join(", ", words);
  }

  @Test
  void sortNamesEveryMethod() {
    assertThat(usage(new FacesetSortCommand())).contains(oneOf(SortMethod.options()) + ".");
  }

  @Test
  void transferNamesEveryModeAndWay() {
    assertThat(usage(new TransferCommand()))
        .contains(oneOf(TransferMode.options()) + ".", oneOf(GrayFrom.options()) + " (default");
  }
}
