package org.saehdbw.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.saehdbw.runs.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;

/** Says which versions of what are at work. */
@Command(
    name = "version",
    description = "Print the versions of the workbench and of its libraries.",
    footerHeading = "%nExample:%n",
    footer = "  ./workbench version --json")
public final class VersionCommand implements Callable<Integer>, IVersionProvider {
  @Mixin private CommandOutput answer;

  @Override
  public Integer call() throws IOException {
    Map<String, String> versions = versions();
    String text =
        versions.entrySet().stream()
            .map(entry -> String.format(Locale.ROOT, "%-10s %s", entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(System.lineSeparator()));
    answer.print(versions, text);
    return ExitCode.DONE;
  }

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {"SAEHDBW Workbench " + versions().get("workbench")};
  }

  private static Map<String, String> versions() throws IOException {
    Map<String, String> versions = Versions.read();
    versions.put(
        "java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }
}
