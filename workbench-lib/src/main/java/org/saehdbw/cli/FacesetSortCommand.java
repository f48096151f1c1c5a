package org.saehdbw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.sorting.FacesetOrder;
import org.saehdbw.facesets.sorting.FacesetSort;
import org.saehdbw.facesets.sorting.SortFiles;
import org.saehdbw.facesets.sorting.SortMethod;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.runs.Versions;
import org.saehdbw.settings.NearestWord;
import org.saehdbw.sources.Facesets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sorts a faceset: writes an order, and renames only when told to. */
@Command(
    name = "sort",
    description = {
      "Sort a faceset's faces into an order (order.csv, order.json).",
      "Files are renamed with --rename and moved with --rejected only, and never deleted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./workbench faceset sort datasets/mine --by blur",
      "  ./workbench faceset sort datasets/mine --by yaw --rename",
      "  ./workbench faceset sort datasets/mine --by final --target 2000 --rename --rejected",
      "  ./workbench faceset sort datasets/mine --undo"
    })
public final class FacesetSortCommand implements Callable<Integer> {
  /** The words of {@code --by}. */
  private static final class Methods implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SortMethod.options().iterator();
    }
  }

  @Spec private CommandSpec command;
  @Mixin private CommandOutput answer;

  @Parameters(
      paramLabel = "FACESET",
      description = "A folder of aligned faces or with a faceset.pak, or drawn faces (drawn:600).")
  private String faceset;

  @Option(
      names = "--by",
      paramLabel = "METHOD",
      completionCandidates = Methods.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable String by;

  @Option(
      names = "--target",
      defaultValue = "2000",
      description =
          "How many faces final and final-fast select, 65 or more (default: ${DEFAULT-VALUE}).")
  private int target;

  @Option(
      names = "--farthest",
      description = "absdiff: put the least similar face next instead of the most similar one.")
  private boolean farthest;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where order.csv and order.json go (default: the faceset's folder).")
  private @Nullable Path out;

  @Option(
      names = "--rename",
      description = "Name kept faces by their ranks: 00000.jpg, 00001.jpg, ...")
  private boolean rename;

  @Option(
      names = "--rejected",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FOLDER",
      description =
          "Move rejected files to this folder (without a name: FACESET_rejected beside it).")
  private @Nullable String rejected;

  @Option(names = "--undo", description = "Undo the last renaming.")
  private boolean undo;

  @Option(names = "--resume", description = "Continue a renaming that was interrupted.")
  private boolean resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Number of faces measured at the same time, 1 to 64 (default: the processors).")
  private int threads = Math.min(64, Runtime.getRuntime().availableProcessors());

  @Option(names = "--strict", description = "Exit with 1 where a file could not be used.")
  private boolean strict;

  /** What {@code --json} shows. */
  private record Summary(
      String method,
      String settings,
      String fingerprint,
      List<FaceLine> faces,
      List<FacesetOrder.Rejected> rejected,
      String order,
      SortFiles.@Nullable Applied applied) {}

  /** A kept face in JSON. */
  private record FaceLine(int rank, String name, @Nullable Object metric) {
    static FaceLine of(FacesetOrder.Ranked face) {
      boolean number = face.metric().isPresent();
      Object text = face.text().isEmpty() ? null : face.text();
      return new FaceLine(
          face.rank(), face.name(), number ? (Object) face.metric().getAsDouble() : text);
    }
  }

  @Override
  public Integer call() throws Exception {
    if (undo || resume) {
      return goBackOrOn();
    }
    if (by == null) {
      throw new ParameterException(command.commandLine(), "give --by METHOD, --resume or --undo");
    }
    FacesetSort sort = sort(by);
    Faceset faces = sort.faceset();
    Path folder = out == null ? folderOf(Path.of(faces.source())) : out;
    SortFiles.in(folder).requireOwn();
    FacesetOrder order = sort.order();
    SortFiles.in(folder).write(order, "workbench " + Versions.read().get("workbench"));
    SortFiles.Applied applied = rename || rejected != null ? apply(order) : null;
    Path file = folder.resolve(SortFiles.ORDER);
    answer.print(
        new Summary(
            order.method().option(),
            order.settings(),
            order.fingerprint(),
            order.faces().stream().map(FaceLine::of).toList(),
            order.rejected(),
            file.toString(),
            applied),
        FacesetSortText.of(order, file, applied));
    return strict && !faces.rejected().isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
  }

  /** A pack that was named itself stands in the folder that the order goes to. */
  private static Path folderOf(Path source) {
    Path parent = source.toAbsolutePath().getParent();
    return Files.isRegularFile(source) && parent != null ? parent : source;
  }

  private Integer goBackOrOn() throws IOException, FaceFileException {
    if (undo == resume || by != null || rename || rejected != null) {
      throw new ParameterException(
          command.commandLine(), "--undo and --resume stand alone, without --by and --rename");
    }
    SortFiles files = SortFiles.in(Path.of(faceset)).progress(progress());
    SortFiles.Applied applied = undo ? files.undo() : files.resume();
    answer.print(applied, FacesetSortText.of(applied));
    return ExitCode.DONE;
  }

  private FacesetSort sort(String word) throws IOException, FaceFileException {
    SortMethod method = SortMethod.find(word).orElseThrow(() -> unknown(word));
    boolean drawn = Facesets.isSynthetic(faceset);
    if (drawn && out == null) {
      throw new IllegalArgumentException(
          "drawn faces have no folder of their own; --out says where the order goes");
    }
    if (!drawn && Files.isDirectory(Path.of(faceset))) {
      SortFiles.in(Path.of(faceset)).requireFinished();
    }
    Faceset faces = Facesets.open(faceset, threads, progress());
    if ((rename || rejected != null) && !(faces instanceof FacesetFolder)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--rename and --rejected need faces in files of their own, and %s has none; %s",
              faceset,
              drawn
                  ? "\"faceset draw\" makes files of them"
                  : "\"faceset unpack\" makes files of them, and without the two options the"
                      + " order is written"));
    }
    if (rename || rejected != null) {
      requireOnePerson(faces);
    }
    return FacesetSort.of(faces)
        .by(method)
        .target(target)
        .farthest(farthest)
        .threads(threads)
        .progress(progress());
  }

  private void requireOnePerson(Faceset faces) {
    Optional<String> person =
        faces.entries().stream().flatMap(face -> face.personName().stream()).findFirst();
    if (person.isPresent()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--rename and --rejected need the faces of one person, and %s holds a folder for"
                  + " each; sort each person's folder by itself, such as %s",
              faceset,
              Path.of(faceset, person.get())));
    }
  }

  private static IllegalArgumentException unknown(String word) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "--by must be one of %s; got %s, nearest is %s",
            String.join(", ", SortMethod.options()),
            word,
            NearestWord.to(word, SortMethod.options())));
  }

  private SortFiles.Applied apply(FacesetOrder order) throws IOException, FaceFileException {
    SortFiles files = SortFiles.in(Path.of(faceset)).progress(progress());
    Optional<Path> away =
        Optional.ofNullable(rejected)
            .map(to -> to.isEmpty() ? files.rejectedFolder() : Path.of(to));
    return files.apply(order, rename, away);
  }

  private ProgressLine progress() {
    return answer.progress();
  }
}
