package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.testing.Await;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PageBesideIT {
  @TempDir private Path runs;

  @Command(name = "trains")
  private static final class Trains {
    @Mixin private CommandOutput answer;
    @Mixin private PageBeside page;
  }

  private static boolean answers(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    try {
      return connection.getResponseCode() == 200;
    } catch (IOException e) {
      return false;
    } finally {
      connection.disconnect();
    }
  }

  @Test
  void thePageLastsAsLongAsTheTrainingAndNoLonger() throws Exception {
    RunFolder run = RunFolder.create(runs, "small", 1);
    StringWriter out = new StringWriter();
    Trains trains = new Trains();
    CommandLine line = new CommandLine(trains).setOut(new PrintWriter(out, true));
    line.parseArgs("--preview");
    String address = trains.page.start(run, trains.answer).orElseThrow();
    assertThat(out.toString()).isEqualTo("page: " + address + "\n");
    Await.until("the page", () -> answers(address));
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    assertThat(answers(address)).as("after the memory was tidied").isTrue();
    trains.page.end();
    Await.until("its end", () -> !answers(address));
  }

  @Test
  void withoutTheOptionNothingIsServed() throws IOException {
    RunFolder run = RunFolder.create(runs, "small", 1);
    Trains trains = new Trains();
    new CommandLine(trains).parseArgs();
    assertThat(trains.page.start(run, trains.answer)).isEmpty();
    trains.page.end();
  }

  @Test
  void theOptionNeedsATrainingInThisTerminal() {
    StringWriter err = new StringWriter();
    int code =
        Workbench.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            "train",
            "x.yaml",
            "--preview",
            "--detach");
    assertThat(code).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .contains("--preview needs a training in this terminal", "./workbench preview RUN");
  }
}
