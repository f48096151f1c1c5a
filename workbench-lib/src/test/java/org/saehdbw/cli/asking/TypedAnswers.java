package org.saehdbw.cli.asking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.settings.SettingsException;

/** Lines that answer questions in their order, and what was shown meanwhile. */
public final class TypedAnswers implements Answers {
  private final StringWriter out = new StringWriter();
  private final LineAnswers lines;
  private final List<String> asked = new ArrayList<>();
  private Optional<Map<String, String>> named = Optional.empty();

  public TypedAnswers(String... answers) {
    String text = answers.length == 0 ? "" : String.join("\n", answers) + "\n";
    lines =
        new LineAnswers(
            new BufferedReader(new StringReader(text)), new PrintWriter(out, true), false);
  }

  /** Answers by the question's name, and Enter to all other questions. */
  public static TypedAnswers named(Map<String, String> answers) {
    TypedAnswers typed = new TypedAnswers();
    typed.named = Optional.of(answers);
    return typed;
  }

  @Override
  public String next(String name, String prompt, List<String> words)
      throws SettingsException, IOException {
    asked.add(name);
    if (named.isPresent()) {
      String answer = named.get().getOrDefault(name, "");
      say(prompt + answer);
      return answer;
    }
    return lines.next(name, prompt, words);
  }

  @Override
  public void say(String line) {
    lines.say(line);
  }

  @Override
  public void end() throws SettingsException, IOException {
    lines.end();
  }

  /** What was asked, in order; a question that was asked again is there twice. */
  public List<String> asked() {
    return asked;
  }

  /** All lines that were shown, the prompts with their answers. */
  public List<String> shown() {
    return out.toString().lines().toList();
  }
}
