package org.saehdbw.runs;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Fsync;
import org.saehdbw.files.Rename;

/**
 * The folder of one run, and the places of its files.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final Pattern NAME = Pattern.compile("(\\d{4,9})_.+_s-?\\d+");
  private static final Pattern NUMBER = Pattern.compile("(\\d{4,9})(_.*)?");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final String NUMBERS = ".numbers";
  private static final String ASIDE = ".making-";

  /**
   * Makes the folder of a new run under the next free number. A number is taken by creating its
   * file in {@code .numbers}, which only one process can do, and is never given twice.
   *
   * @param runsFolder the folder of run folders; created when absent
   * @param label the model's short name, or the name the user gave
   * @param seed the run's seed
   * @throws IllegalArgumentException if the label is not made of letters, digits, dots, dashes and
   *     underscores
   */
  public static RunFolder create(Path runsFolder, String label, long seed) throws IOException {
    requirePlain(label);
    return inNextFolder(
        runsFolder,
        label,
        seed,
        path -> {
          Files.createDirectory(path);
          new RunFolder(path).createInside();
        });
  }

  /**
   * Makes the folder of a new run aside, under a name that no reader looks at, so that {@link
   * #publish} shows it whole or not at all.
   *
   * @param runsFolder the folder of run folders; created when absent
   */
  public static RunFolder createAside(Path runsFolder) throws IOException {
    Files.createDirectories(runsFolder);
    // Not a temporary directory of Java's, which other users could not read.
    String name = ASIDE + ProcessHandle.current().pid() + "-" + System.nanoTime();
    RunFolder run = new RunFolder(Files.createDirectory(runsFolder.resolve(name)));
    run.createInside();
    return run;
  }

  /**
   * Gives a folder that was made aside the next free number and its name.
   *
   * @param label the model's short name, or the name the user gave
   * @param seed the run's seed
   * @return the run at its final place
   * @throws IllegalArgumentException if the label is not one for a folder
   */
  public RunFolder publish(String label, long seed) throws IOException {
    requirePlain(label);
    Path runsFolder = path.toAbsolutePath().getParent();
    if (runsFolder == null) {
      throw new RunException(path + ": must be in a folder of runs");
    }
    return inNextFolder(runsFolder, label, seed, target -> Rename.toFree(path, target));
  }

  /** What brings a run's folder to the path that was found for it. */
  private interface Bringing {
    void to(Path path) throws IOException;
  }

  private static RunFolder inNextFolder(Path runsFolder, String label, long seed, Bringing bringing)
      throws IOException {
    Path numbers = Files.createDirectories(runsFolder.resolve(NUMBERS));
    int number = Math.max(highest(runsFolder), highest(numbers)) + 1;
    while (true) {
      String digits = String.format(Locale.ROOT, "%04d", number);
      try {
        Files.createFile(numbers.resolve(digits));
        Path path = runsFolder.resolve(digits + "_" + label + "_s" + seed);
        bringing.to(path);
        Fsync.folder(runsFolder);
        return new RunFolder(path);
      } catch (FileAlreadyExistsException e) {
        number++;
      }
    }
  }

  private void createInside() throws IOException {
    for (Path inside : List.of(previews(), checkpoints(), charts())) {
      Files.createDirectory(inside);
    }
    Fsync.folder(path);
  }

  static void requirePlain(String label) {
    if (!PLAIN.matcher(label).matches()) {
      throw new IllegalArgumentException(
          "a run's name must be made of letters, digits, '.', '-' and '_', got " + label);
    }
  }

  /**
   * Opens a run folder.
   *
   * @throws RunException if the folder does not exist or its name is not a run's
   */
  public static RunFolder open(Path path) throws RunException {
    if (!Files.isDirectory(path)) {
      throw new RunException(path + ": this run folder does not exist");
    }
    RunFolder run = new RunFolder(path.toAbsolutePath().normalize());
    if (!NAME.matcher(run.name()).matches()) {
      throw new RunException(
          path
              + ": a run folder is named NUMBER_MODEL_sSEED, such as 0007_df-ud-64-32-16-16-16_s1");
    }
    return run;
  }

  /** Whether a path is a folder with the name of a run. */
  public static boolean isRun(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return Files.isDirectory(path) && name != null && NAME.matcher(name.toString()).matches();
  }

  /** Summarises all runs in the order of their numbers; damaged ones say what is wrong. */
  public static List<RunSummary> list(Path runsFolder) throws IOException {
    return all(runsFolder).stream().map(RunSummary::of).toList();
  }

  /** Returns the folder's name. */
  public String name() {
    return String.valueOf(path.getFileName());
  }

  /** Returns the name without number and seed: the one that the user gave, or the model's. */
  public String label() {
    return name().replaceFirst("^\\d+_", "").replaceFirst("_s-?\\d+$", "");
  }

  /** Returns the run's number. */
  public int number() {
    Matcher matcher = NAME.matcher(name());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Returns the effective settings' file. */
  public Path settingsFile() {
    return path.resolve("settings.yaml");
  }

  /** Returns the file that says where the run took place. */
  public Path environmentFile() {
    return path.resolve("environment.json");
  }

  /** Returns the file with one row an iteration. */
  public Path metricsFile() {
    return path.resolve("metrics.csv");
  }

  /** Returns the events' file. */
  public Path eventsFile() {
    return path.resolve("events.jsonl");
  }

  /** Returns the file of what the user says about the run: tags, a note. */
  public Path labelsFile() {
    return path.resolve("labels.json");
  }

  /** Returns the folder of preview pictures. */
  public Path previews() {
    return path.resolve("previews");
  }

  /** Returns the place of the picture of a grid at an iteration, as in 0000500_faces.png. */
  public Path preview(long iteration, String grid) {
    return previews().resolve(String.format(Locale.ROOT, "%07d_%s.png", iteration, grid));
  }

  /**
   * Writes the picture of a grid at an iteration; a reader sees the whole file or none.
   *
   * @param png the file's bytes
   * @return its place
   * @throws IOException if it cannot be written; nothing is left of it then
   */
  public Path writePreview(long iteration, String grid, byte[] png) throws IOException {
    Path file = preview(iteration, grid);
    if (!Files.isDirectory(previews())) {
      Files.createDirectory(previews());
    }
    AtomicFile.write(file, png);
    return file;
  }

  /** Returns the folder of checkpoint generations. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Returns the folder of backups, copies of checkpoints from which training continues too. */
  public Path backups() {
    return path.resolve("backups");
  }

  /** Returns the folder of the user's own classes that the run is trained with. */
  public Path classes() {
    return path.resolve("classes");
  }

  /** Returns the folder of an incident, such as incident-001, whether there is one or not. */
  public Path incident(int number) {
    return path.resolve(String.format(Locale.ROOT, "incident-%03d", number));
  }

  /** Returns the folders of all incidents, oldest first. */
  public List<Path> incidents() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().matches("incident-\\d{3,9}"))
          .filter(Files::isDirectory)
          .sorted(
              Comparator.comparingInt(
                  file -> Integer.parseInt(file.getFileName().toString().substring(9))))
          .toList();
    }
  }

  /** Returns the folder of charts. */
  public Path charts() {
    return path.resolve("charts");
  }

  /** Returns the folder of what a DeepFaceLab model came with and only DeepFaceLab needs. */
  public Path deepFaceLab() {
    return path.resolve("deepfacelab");
  }

  /** Returns the preview pictures, oldest first. */
  public List<Path> previewFiles() throws IOException {
    if (!Files.isDirectory(previews())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(previews())) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d{7,}_.+\\.png"))
          .sorted()
          .toList();
    }
  }

  /** Returns the log of events, for appending. */
  public EventLog eventLog() {
    return new EventLog(eventsFile(), Clock.systemUTC());
  }

  /** Reads all events. */
  public List<Event> events() throws IOException {
    return eventLog().read();
  }

  /** Returns what a trainer without a terminal printed. */
  public Path logFile() {
    return path.resolve("train.log");
  }

  /** Returns all runs of a folder in the order of their numbers; none where it is absent. */
  public static List<RunFolder> all(Path runsFolder) throws IOException {
    if (!Files.isDirectory(runsFolder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(runsFolder)) {
      return paths
          .filter(Files::isDirectory)
          .map(RunFolder::new)
          .filter(run -> NAME.matcher(run.name()).matches())
          .sorted(Comparator.comparingInt(RunFolder::number).thenComparing(RunFolder::name))
          .toList();
    }
  }

  private static int highest(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .map(path -> NUMBER.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
          .max()
          .orElse(0);
    }
  }
}
