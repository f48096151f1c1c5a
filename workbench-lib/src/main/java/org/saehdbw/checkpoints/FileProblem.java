package org.saehdbw.checkpoints;

import java.io.IOException;
import java.nio.file.Path;
import org.saehdbw.files.FileOperationException;

/**
 * What is wrong with one file of a generation.
 *
 * @param file its name, such as {@code weights.safetensors}
 * @param problem what was found, without the file's name
 */
public record FileProblem(String file, String problem) {
  /** Makes the problem of an error whose message may begin with the file's path. */
  static FileProblem of(Path file, IOException error) {
    String start = file + ": ";
    String message = String.valueOf(error.getMessage());
    boolean explains = error instanceof CheckpointException && message.startsWith(start);
    return new FileProblem(
        String.valueOf(file.getFileName()),
        explains ? message.substring(start.length()) : FileOperationException.unreadable(error));
  }

  /** Returns both in one line. */
  public String text() {
    return file + ": " + problem;
  }
}
