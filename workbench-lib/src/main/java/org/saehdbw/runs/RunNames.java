package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a user names a run: by its number ({@code 7} or {@code 0007}), its folder's name, the name it
 * was started under ({@code train --name}, or else the model's name), or its path. Every command
 * and the setting {@code from} find runs here.
 */
public final class RunNames {
  private static final int MOST_LISTED = 8;
  private static final String FORMS =
      "a run is named by its number, its folder's name, its --name or its path";

  private RunNames() {}

  /**
   * Finds the run that a user named. A path of a run folder comes first, then a folder's name; a
   * number and a {@code --name} must fit one run only.
   *
   * @param runsFolder the folder of run folders
   * @param wanted a number, a folder's name, a {@code --name} or a path
   * @throws RunException if no run fits, or several do; the message lists those that fit, or those
   *     that exist
   */
  public static RunFolder find(Path runsFolder, String wanted) throws IOException {
    RunFolder found = match(runsFolder, wanted);
    return new RunFolder(found.path().toAbsolutePath().normalize());
  }

  private static RunFolder match(Path runsFolder, String wanted) throws IOException {
    Optional<Path> folder = folder(wanted);
    if (folder.isPresent() && RunFolder.isRun(folder.get())) {
      return RunFolder.open(folder.get());
    }
    List<RunFolder> all = RunFolder.all(runsFolder);
    String plain = wanted.strip().replaceFirst("[/\\\\]+$", "");
    for (RunFolder run : all) {
      if (run.name().equals(plain)) {
        return run;
      }
    }
    List<RunFolder> fitting =
        all.stream().filter(run -> run.label().equals(plain) || hasNumber(run, plain)).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    if (fitting.size() > 1) {
      throw ambiguous(runsFolder, plain, fitting);
    }
    if (folder.isPresent()) {
      return RunFolder.open(folder.get());
    }
    throw new RunException(absent(runsFolder, wanted, all));
  }

  /**
   * Finds the run that was started under a name.
   *
   * @param runsFolder the folder of run folders
   * @param label the name that was given, or the model's
   * @throws RunException if several runs have it; the message lists them
   */
  public static Optional<RunFolder> withLabel(Path runsFolder, String label) throws IOException {
    List<RunFolder> fitting =
        RunFolder.all(runsFolder).stream().filter(run -> run.label().equals(label)).toList();
    if (fitting.size() > 1) {
      throw ambiguous(runsFolder, label, fitting);
    }
    return fitting.stream().findFirst();
  }

  /**
   * Opens the run that had a path once: that folder, or the one beside it that has its number since
   * it was renamed.
   *
   * @throws RunException if neither exists
   */
  public static RunFolder moved(Path path) throws IOException {
    Optional<RunFolder> beside = renamed(path);
    return beside.isPresent() ? beside.get() : RunFolder.open(path);
  }

  /**
   * Finds the run that a setting named, as {@link #find}; where that is the path of a folder that
   * was renamed since, as {@link #moved}. A person's words are not read like this: a wrong path
   * must not name another run.
   *
   * @param runsFolder the folder of run folders
   * @param wanted a number, a folder's name, a {@code --name} or a path
   * @throws RunException as {@link #find}
   */
  public static RunFolder findOrMoved(Path runsFolder, String wanted) throws IOException {
    if (wanted.matches(".*[/\\\\].*") && folder(wanted).isEmpty()) {
      try {
        Optional<RunFolder> beside = renamed(Path.of(wanted));
        if (beside.isPresent()) {
          return beside.get();
        }
      } catch (InvalidPathException e) {
        return find(runsFolder, wanted);
      }
    }
    return find(runsFolder, wanted);
  }

  /** The one run beside a folder that does not exist which has its number. */
  private static Optional<RunFolder> renamed(Path path) throws IOException {
    Path parent = path.toAbsolutePath().normalize().getParent();
    int number = new RunFolder(path).number();
    if (Files.isDirectory(path) || parent == null || number == 0) {
      return Optional.empty();
    }
    List<RunFolder> same =
        RunFolder.all(parent).stream().filter(run -> run.number() == number).toList();
    return same.size() == 1 ? Optional.of(same.get(0)) : Optional.empty();
  }

  private static boolean hasNumber(RunFolder run, String wanted) {
    return wanted.matches("\\d{1,9}") && run.number() == Integer.parseInt(wanted);
  }

  private static Optional<Path> folder(String wanted) {
    try {
      return wanted.isBlank()
          ? Optional.empty()
          : Optional.of(Path.of(wanted)).filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static RunException ambiguous(Path runsFolder, String wanted, List<RunFolder> fitting) {
    return new RunException(
        runsFolder
            + ": "
            + wanted
            + " names "
            + fitting.size()
            + " runs, "
            + list(fitting.stream())
            + "; give the folder's name of one");
  }

  private static String absent(Path runsFolder, String wanted, List<RunFolder> all) {
    String start = runsFolder + ": run " + (wanted.isBlank() ? "''" : wanted) + " not found; ";
    if (wanted.matches(".*[/\\\\].*")) {
      return wanted + ": this run folder does not exist; " + FORMS;
    }
    if (!Files.isDirectory(runsFolder)) {
      return start + "this folder of runs does not exist";
    }
    if (all.isEmpty()) {
      return start + "this folder holds no runs";
    }
    List<RunFolder> last = all.subList(Math.max(0, all.size() - MOST_LISTED), all.size());
    String which = last.size() < all.size() ? "the last of " + all.size() + " runs here" : "here";
    return start + FORMS + "; " + which + ": " + list(last.stream());
  }

  private static String list(Stream<RunFolder> runs) {
    return runs.map(RunFolder::name).collect(Collectors.joining(", "));
  }
}
