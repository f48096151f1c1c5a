package org.saehdbw.cli.asking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.saehdbw.settings.SettingsException;

/** Answers read as plain lines, from a file, another program or a simple terminal. */
public final class LineAnswers implements Answers {
  private final BufferedReader lines;
  private final PrintWriter out;
  private final boolean echoed;

  /**
   * Reads from lines.
   *
   * @param lines one answer each
   * @param out takes the questions
   * @param echoed whether a terminal already shows what is typed; if not, answers are shown behind
   *     their questions
   */
  public LineAnswers(BufferedReader lines, PrintWriter out, boolean echoed) {
    this.lines = lines;
    this.out = out;
    this.echoed = echoed;
  }

  @Override
  public String next(String name, String prompt, List<String> words)
      throws SettingsException, IOException {
    out.print(prompt);
    out.flush();
    String line = lines.readLine();
    if (line == null) {
      out.println();
      out.flush();
      throw new SettingsException(
          "the answers ended at the question " + name + "; nothing was written");
    }
    if (!echoed) {
      say(line.strip());
    }
    return line.strip();
  }

  @Override
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void end() throws SettingsException, IOException {
    while (!echoed && lines.ready()) {
      String line = lines.readLine();
      if (line == null) {
        return;
      }
      if (!line.isBlank()) {
        throw new SettingsException(
            "the questions ended before the answers, the first answer without a question is '"
                + line.strip()
                + "'; nothing was written");
      }
    }
  }
}
