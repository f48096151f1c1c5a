package org.saehdbw.cli.asking;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.FileNameCompleter;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Answers typed at a terminal, with arrow keys, earlier answers, and the tab key for words and
 * paths. Ctrl-C and Ctrl-D leave.
 */
public final class TerminalAnswers implements Answers {
  private final Terminal terminal;
  private final LineReader reader;

  /** What the tab key completes now. */
  private Completer completer = new FileNameCompleter();

  private TerminalAnswers(Terminal terminal) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .completer((line, parsed, found) -> completer.complete(line, parsed, found))
            // Exclamation marks are text, and lines that are pasted are answers one by one.
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.BRACKETED_PASTE, false)
            .build();
  }

  /** Takes the terminal; empty if it has no line editing, as in an editor's window. */
  public static Optional<Answers> open() throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.close();
      return Optional.empty();
    }
    return Optional.of(new TerminalAnswers(terminal));
  }

  @Override
  public String next(String name, String prompt, List<String> words) {
    completer = words.isEmpty() ? new FileNameCompleter() : new StringsCompleter(words);
    try {
      return reader.readLine(prompt).strip();
    } catch (UserInterruptException | EndOfFileException e) {
      say("left at the question " + name + "; nothing was written");
      CancellationException left = new CancellationException("left at the question " + name);
      left.initCause(e);
      throw left;
    }
  }

  @Override
  public void say(String line) {
    terminal.writer().println(line);
    terminal.flush();
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
