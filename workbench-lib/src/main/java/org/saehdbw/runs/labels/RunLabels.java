package org.saehdbw.runs.labels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.saehdbw.files.FolderInUseException;
import org.saehdbw.files.FolderLock;
import org.saehdbw.runs.RunException;
import org.saehdbw.runs.RunFolder;

/**
 * What a user says about a run: {@code labels.json} in its folder. No trainer reads or writes it,
 * so it may change at any time.
 *
 * @param tags short words, in the order of the alphabet, none twice
 * @param note free text, any characters, any number of lines; empty for none
 * @param archived whether lists hide the run
 */
public record RunLabels(List<String> tags, String note, boolean archived) {
  /** Of a run about which nothing was said. */
  public static final RunLabels NONE = new RunLabels(List.of(), "", false);

  /** The longest note, in characters. */
  public static final int MOST_NOTE = 100_000;

  private static final int MOST_TAGS = 100;
  private static final String LOCK = "labels";

  /** Letters and digits of any script. */
  private static final String TAG = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,39}";

  /**
   * Sorts the tags.
   *
   * @throws IllegalArgumentException if a tag is not a short word, there are more than 100, or the
   *     note is longer than {@link #MOST_NOTE}
   */
  public RunLabels {
    tags = List.copyOf(new TreeSet<>(tags));
    tags.forEach(RunLabels::requireTag);
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "a run must have at most " + MOST_TAGS + " tags, got " + tags.size());
    }
    if (note.length() > MOST_NOTE) {
      throw new IllegalArgumentException(
          "a note must have at most " + MOST_NOTE + " characters, got " + note.length());
    }
  }

  private static void requireTag(String tag) {
    if (!tag.matches(TAG)) {
      throw new IllegalArgumentException(
          "a tag must be one word of at most 40 letters, digits, '.', '-' and '_' that begins with"
              + " a letter or digit, got '"
              + (tag.length() > 60 ? tag.substring(0, 60) + "..." : tag)
              + "'");
    }
  }

  /** Returns these labels with more tags. */
  public RunLabels withTags(Collection<String> more) {
    List<String> all = new ArrayList<>(tags);
    all.addAll(more);
    return new RunLabels(all, note, archived);
  }

  /** Returns these labels without some tags; those that it does not have are left out. */
  public RunLabels withoutTags(Collection<String> fewer) {
    return new RunLabels(
        tags.stream().filter(tag -> !fewer.contains(tag)).toList(), note, archived);
  }

  /** Returns these labels with another note; an empty one deletes it. */
  public RunLabels withNote(String text) {
    return new RunLabels(tags, text, archived);
  }

  /** Returns these labels of a run that lists hide, or show again. */
  public RunLabels withArchived(boolean hidden) {
    return new RunLabels(tags, note, hidden);
  }

  /**
   * Reads a run's labels; a run without the file has none.
   *
   * @throws RunException if the file is damaged, or of a newer version; the message is one line
   *     that names it
   */
  public static RunLabels read(RunFolder run) throws IOException {
    return LabelsFile.read(run.labelsFile());
  }

  /**
   * Writes the labels, in place of those that the run has. {@link #change} keeps what another
   * process writes meanwhile.
   */
  public void write(RunFolder run) throws IOException {
    LabelsFile.write(run.labelsFile(), this);
  }

  /**
   * Changes a run's labels; of two processes that do this at once one waits.
   *
   * @param change makes the new labels from those in the file
   * @return the new labels
   * @throws RunException if the file is damaged, or another process keeps it locked; it stays as it
   *     is then
   */
  @SuppressWarnings("try") // the lock is held, not called
  public static RunLabels change(RunFolder run, UnaryOperator<RunLabels> change)
      throws IOException {
    try (FolderLock lock =
        FolderLock.acquire(
            run.path(), LOCK, who -> run.labelsFile() + ": is being changed by " + who)) {
      RunLabels before = read(run);
      RunLabels after = change.apply(before);
      if (!after.equals(before)) {
        after.write(run);
      }
      return after;
    } catch (FolderInUseException e) {
      throw new RunException(e.getMessage() + "; try again", e);
    }
  }
}
