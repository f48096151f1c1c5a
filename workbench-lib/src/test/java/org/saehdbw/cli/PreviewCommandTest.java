package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {
  private static final String ADDRESS = "http://127.0.0.1:7007/";

  @TempDir private Path runs;

  private String refused(String... words) {
    StringWriter err = new StringWriter();
    int code =
        Workbench.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), words);
    assertThat(code).isNotZero();
    return err.toString();
  }

  @Test
  void wrongArgumentsAreNamed() {
    assertThat(refused("preview", "--runs", runs.toString(), "--port", "70000"))
        .contains("the port must be 0 to 65535, got 70000");
    assertThat(refused("preview", "--runs", runs.toString(), "--token", "short"))
        .contains("a token must have at least 16 characters, got 5");
    assertThat(refused("preview", "--runs", runs.toString(), "--host", "no such host"))
        .contains("the host must be an address or a name of this machine, got no such host");
    assertThat(refused("preview", "--runs", runs.toString(), "7"))
        .contains("run 7 not found; this folder holds no runs");
    assertThat(refused("preview", "--runs", runs.toString(), runs.toString()))
        .as("a folder that holds neither runs nor sweeps")
        .contains(runs + ": ");
  }

  @Test
  void aFolderIsNamedAlone() throws IOException {
    Path sweep = Files.createDirectories(runs.resolve("dims"));
    Files.writeString(sweep.resolve("ledger.jsonl"), "");
    assertThat(refused("preview", "--runs", runs.toString(), sweep.toString(), "7"))
        .contains(
            "a folder of runs or of a sweep must be named alone, got " + sweep.toString() + ", 7");
  }

  @Test
  void aBrowserIsOpenedBeforeADesktopOnly() {
    assertThat(DesktopBrowser.command("Linux", Map.of(), ADDRESS)).isEmpty();
    assertThat(DesktopBrowser.command("Linux", Map.of("DISPLAY", ":0"), ADDRESS))
        .isEqualTo(List.of("xdg-open", ADDRESS));
    assertThat(
            DesktopBrowser.command(
                "Linux", Map.of("DISPLAY", ":10", "SSH_CONNECTION", "a b"), ADDRESS))
        .isEmpty();
    assertThat(DesktopBrowser.command("Mac OS X", Map.of(), ADDRESS)).startsWith("open");
    assertThat(DesktopBrowser.command("Windows 11", Map.of(), ADDRESS)).startsWith("rundll32");
  }
}
