package org.saehdbw.cli.asking;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.saehdbw.settings.SettingsException;

/** Who answers questions: a person at a terminal, or lines that were written before. */
public interface Answers extends Closeable {
  /**
   * Asks for one line.
   *
   * @param name of what is asked, for the message when no answer comes
   * @param prompt shown before the answer
   * @param words what a terminal may complete; empty where any text is allowed
   * @return the answer without blanks around it; empty text if only Enter was pressed
   * @throws SettingsException if the answers have ended
   * @throws java.util.concurrent.CancellationException if the person left
   */
  String next(String name, String prompt, List<String> words) throws SettingsException, IOException;

  /** Shows one line. */
  void say(String line);

  /**
   * Called after the last question.
   *
   * @throws SettingsException if answers are left over, so that some of them answered another
   *     question than they were written for
   */
  default void end() throws SettingsException, IOException {}

  /** Gives a terminal back as it was. */
  @Override
  default void close() throws IOException {}
}
