package org.saehdbw.facesets.sorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.facesets.resizing.GrayCopy;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FolderLock;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.GrayFrom;
import org.saehdbw.sources.Facesets;
import org.saehdbw.synthesis.SyntheticParameters;
import org.saehdbw.testing.TinyFaceset;

class SortFilesTest {
  /** Names that are wanted for others, so that one pass could not do it. */
  private static final List<String> NAMES =
      List.of("00000.jpg", "00001.jpg", "00002.jpg", "b.jpg", "x, \"y\".jpg");

  private static final String REMEDY =
      "; move the journal to another folder to sort without it: the faces keep the names they have";

  @TempDir private Path parent;
  private Path folder;
  private Path rejected;
  private SortFiles files;

  @BeforeEach
  void filesWithTheirNamesInThem() throws IOException {
    folder = Files.createDirectory(parent.resolve("faces"));
    rejected = parent.resolve("faces_rejected");
    files = SortFiles.in(folder);
    for (String name : NAMES) {
      Files.writeString(folder.resolve(name), name);
    }
    Files.writeString(folder.resolve("bad.png"), "bad.png");
    Files.writeString(folder.resolve("notes.txt"), "mine");
  }

  /** 00002, x, 00000, 00001; b and bad are rejected. */
  private static FacesetOrder order() {
    return new FacesetOrder(
        SortMethod.BLUR,
        "",
        "faces",
        "/somewhere/faces",
        "0".repeat(64),
        List.of(
            new FacesetOrder.Ranked(0, 2, "00002.jpg", OptionalDouble.of(0.75), "0.75"),
            new FacesetOrder.Ranked(1, 4, "x, \"y\".jpg", OptionalDouble.of(0.5), "0.5"),
            new FacesetOrder.Ranked(2, 0, "00000.jpg", OptionalDouble.of(0.5), "0.5"),
            new FacesetOrder.Ranked(3, 1, "00001.jpg", OptionalDouble.of(0.25), "0.25")),
        List.of(
            new FacesetOrder.Rejected("b.jpg", "0", "blurred"),
            new FacesetOrder.Rejected("bad.png", "", "no face")));
  }

  /** Every file but ours by its name, and what is in it. */
  private static Map<String, String> content(Path where) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> all = Files.list(where)) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith("sort-journal") && !name.equals(".sort.lock")) {
          content.put(name, Files.readString(file));
        }
      }
    }
    return content;
  }

  private static final Map<String, String> SORTED =
      Map.of(
          "00000.jpg", "00002.jpg",
          "00001.jpg", "x, \"y\".jpg",
          "00002.jpg", "00000.jpg",
          "00003.jpg", "00001.jpg",
          "notes.txt", "mine");

  @Test
  void writesTheOrderAndWhatWasAsked() throws IOException {
    files.write(order(), "workbench 9");
    assertThat(Files.readString(folder.resolve("order.csv")))
        .isEqualTo(
            """
            rank,name,metric,reason
            0,00002.jpg,0.75,
            1,"x, ""y"".jpg",0.5,
            2,00000.jpg,0.5,
            3,00001.jpg,0.25,
            ,b.jpg,0,blurred
            ,bad.png,,no face
            """
                .replace("\n", "\r\n"));
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("order.json").toFile());
    assertThat(manifest.toString())
        .isEqualTo(
            "{\"format\":\"faceset order\",\"version\":1,\"method\":\"blur\",\"settings\":\"\","
                + "\"faceset\":\"faces\",\"source\":\"/somewhere/faces\",\"fingerprint\":\""
                + "0".repeat(64)
                + "\",\"kept\":4,\"rejected\":2,\"tool\":\"workbench 9\"}");
    files.write(order(), "workbench 9");
    Files.writeString(folder.resolve("order.csv"), "item,price\n");
    assertThatThrownBy(() -> files.write(order(), "workbench 9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder.resolve("order.csv")
                + " is another file and not an order of faces; it is kept, write the order"
                + " elsewhere");
  }

  @Test
  void anotherManifestIsKept() throws IOException {
    Path manifest = folder.resolve("order.json");
    for (String foreign : List.of("{\"format\":\"pizza\"}", "[1, 2]", "two pizzas", "")) {
      Files.writeString(manifest, foreign);
      assertThatThrownBy(() -> files.write(order(), "workbench 9"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              manifest
                  + " is another file and not an order of faces; it is kept, write the order"
                  + " elsewhere");
      assertThat(Files.readString(manifest)).isEqualTo(foreign);
      assertThat(folder.resolve("order.csv")).doesNotExist();
    }
  }

  @Test
  void aFullDiskIsNamed() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    Files.createSymbolicLink(AtomicFile.aside(folder.resolve("order.json")), full);
    assertThatThrownBy(() -> files.write(order(), "workbench 9"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder.resolve("order.json")
                + ": cannot be written (No space left on device); free space on this disk");
    Files.writeString(folder.resolve("origins.csv"), ORIGINS);
    Files.createSymbolicLink(AtomicFile.aside(folder.resolve("origins.csv")), full);
    assertThatThrownBy(() -> files.apply(order(), true, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            String.format(
                Locale.ROOT,
                "the faces have their new names, but a list of names was not written (%s: cannot be"
                    + " written (No space left on device); free space on this disk): --resume"
                    + " continues and --undo reverts it",
                folder.resolve("origins.csv")));
    assertThat(folder.resolve("sort-journal-0001-placing.json")).exists();
  }

  @Test
  void renamesAndMovesAndTakesItBack() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    SortFiles.Applied applied = files.apply(order(), true, Optional.of(files.rejectedFolder()));
    assertThat(applied).isEqualTo(new SortFiles.Applied(4, 2, 0, rejected.toString(), false));
    assertThat(content(folder)).isEqualTo(SORTED);
    assertThat(content(rejected)).isEqualTo(Map.of("b.jpg", "b.jpg", "bad.png", "bad.png"));
    assertThat(folder.resolve("sort-journal-0001-done.json")).exists();
    assertThat(files.undo()).isEqualTo(new SortFiles.Applied(4, 2, 0, rejected.toString(), true));
    assertThat(content(folder)).isEqualTo(before);
    assertThat(content(rejected)).isEmpty();
    assertThatThrownBy(files::undo)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing was renamed in " + folder + " by its journals");
  }

  @Test
  void doesOnlyWhatItIsTold() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    assertThat(files.apply(order(), false, Optional.empty()))
        .isEqualTo(new SortFiles.Applied(0, 0, 0, "", false));
    assertThat(content(folder)).isEqualTo(before);
    files.apply(order(), false, Optional.of(rejected));
    assertThat(content(folder).keySet()).contains("00000.jpg", "x, \"y\".jpg").hasSize(5);
    files.undo();
    files.apply(order(), true, Optional.empty());
    assertThat(content(folder)).containsAllEntriesOf(SORTED).containsKeys("b.jpg", "bad.png");
  }

  @Test
  void isFinishedOrTakenBackWhereverItStops() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    // Six files in two passes.
    for (int moves = 0; moves < 12; moves++) {
      for (boolean back : new boolean[] {false, true}) {
        stopAfter(moves);
        assertThat(content(folder).size() + (Files.exists(rejected) ? content(rejected).size() : 0))
            .isEqualTo(7);
        assertThatThrownBy(() -> files.apply(order(), true, Optional.empty()))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                String.format(
                    Locale.ROOT,
                    "an earlier renaming of %s was interrupted (sort-journal-0001-%s.json);"
                        + " --resume continues it, --undo reverts it",
                    folder,
                    moves < 6 ? "renaming" : "placing"));
        if (!back) {
          files.resume();
          assertThat(content(folder)).isEqualTo(SORTED);
        }
        files.undo();
        assertThat(content(folder)).isEqualTo(before);
      }
    }
  }

  private void stopAfter(int moves) throws IOException, FaceFileException {
    List<RenameJournal.Move> plan = RenamePlan.of(order(), folder, true, Optional.of(rejected));
    RenameJournal journal = RenameJournal.create(folder, "../faces_rejected", plan);
    assertThatThrownBy(() -> new RenamePasses(journal, failingAfter(moves), Progress.NONE).finish())
        .isInstanceOf(IOException.class)
        .hasMessage(
            String.format(
                Locale.ROOT,
                "renaming stopped at face %d of 6 (no room); no face is lost: --resume continues"
                    + " and --undo reverts it",
                moves % 6 + 1));
  }

  private static RenamePasses.Mover failingAfter(int moves) {
    int[] done = new int[1];
    return (from, to) -> {
      if (done[0]++ == moves) {
        throw new IOException("no room");
      }
      Files.move(from, to);
    };
  }

  @Test
  void anUndoThatStopsIsFinishedToo() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    for (int moves = 0; moves < 12; moves++) {
      files.apply(order(), true, Optional.of(rejected));
      RenameJournal journal = RenameJournal.newest(folder).orElseThrow();
      int stop = moves;
      assertThatThrownBy(() -> new RenamePasses(journal, failingAfter(stop), Progress.NONE).undo())
          .hasMessageStartingWith("renaming stopped at face " + (moves % 6 + 1) + " of 6");
      SortFiles.Applied applied = moves % 2 == 0 ? files.resume() : files.undo();
      assertThat(applied.undone()).isTrue();
      assertThat(content(folder)).isEqualTo(before);
    }
    assertThatThrownBy(files::resume)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no renaming of " + folder + " is unfinished");
  }

  /** A second import of the same photographs puts faces where the renamed ones were. */
  @Test
  void filesOnOldNamesAreNamedAtOnceAndTheUndoContinuesWithoutThem() throws Exception {
    Map<String, String> before = content(folder);
    files.apply(order(), true, Optional.of(rejected));
    Map<String, String> sorted = content(folder);
    for (String name : List.of("b.jpg", "x, \"y\".jpg")) {
      Files.writeString(folder.resolve(name), "imported again");
    }
    String message =
        "2 files are where a face needs its old name: %s, %s; nothing was renamed: move them to"
            + " another folder, then --undo continues";
    assertThatThrownBy(files::undo)
        .isInstanceOf(IOException.class)
        .hasMessage(
            String.format(
                Locale.ROOT, message, folder.resolve("x, \"y\".jpg"), folder.resolve("b.jpg")));
    assertThat(folder.resolve("sort-journal-0001-done.json")).exists();
    // Other sorts still work, since nothing was begun.
    files.requireFinished();
    assertThat(content(folder)).containsAllEntriesOf(sorted);
    Files.delete(folder.resolve("b.jpg"));
    Files.delete(folder.resolve("x, \"y\".jpg"));
    assertThat(files.undo().undone()).isTrue();
    assertThat(content(folder)).isEqualTo(before);
  }

  @Test
  void filesOnNewNamesAreNamedAtOnceWhereverARenamingStopped() throws Exception {
    Map<String, String> before = content(folder);
    for (int moves = 1; moves < 12; moves++) {
      stopAfter(moves);
      Path other = folder.resolve("00003.jpg");
      boolean placed = Files.exists(other);
      if (!placed) {
        Files.writeString(other, "another");
        assertThatThrownBy(files::resume)
            .isInstanceOf(IOException.class)
            .hasMessage(
                "1 file is where a face needs its new name: "
                    + other
                    + "; nothing was renamed: move it to another folder, then --resume continues");
        Files.delete(other);
      }
      files.resume();
      assertThat(content(folder)).isEqualTo(SORTED);
      files.undo();
      assertThat(content(folder)).isEqualTo(before);
    }
  }

  @Test
  void facesDeletedSinceDoNotStandInTheWayOfAnUndo() throws IOException, FaceFileException {
    files.apply(order(), true, Optional.of(rejected));
    Files.delete(folder.resolve("00001.jpg"));
    Files.delete(rejected.resolve("b.jpg"));
    assertThat(files.undo().gone()).isEqualTo(2);
    assertThat(content(folder).keySet())
        .containsExactly("00000.jpg", "00001.jpg", "00002.jpg", "bad.png", "notes.txt");
    // What they were called is written nowhere else.
    assertThat(folder.resolve("sort-journal-0001-undone.json")).exists();
    assertThatThrownBy(files::undo)
        .hasMessage("nothing was renamed in " + folder + " by its journals");
    assertThatThrownBy(files::resume).hasMessage("no renaming of " + folder + " is unfinished");
    files.apply(order(), false, Optional.of(rejected));
    assertThat(folder.resolve("sort-journal-0002-done.json")).exists();
    files.undo();
    assertThat(folder.resolve("sort-journal-0001-undone.json")).exists();
    assertThat(folder.resolve("sort-journal-0002-done.json")).doesNotExist();
  }

  @Test
  void theRejectedAreFoundThroughLinks() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    Path links = Files.createDirectory(parent.resolve("links"));
    Path link = Files.createSymbolicLink(links.resolve("f"), folder);
    files.apply(order(), true, Optional.of(rejected));
    assertThat(SortFiles.in(link).undo().gone()).isZero();
    assertThat(content(folder)).isEqualTo(before);
    SortFiles.in(link).apply(order(), true, Optional.of(rejected));
    assertThat(content(rejected)).hasSize(2);
    assertThat(files.undo().gone()).isZero();
    assertThat(content(folder)).isEqualTo(before);
    assertThatThrownBy(() -> files.apply(order(), true, Optional.of(link.resolve("trash"))))
        .hasMessage(
            "rejected faces go beside the faceset's folder and not into it, got "
                + link.resolve("trash"));
  }

  @Test
  void anUndoWaitsForTheFolderOfTheRejected() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    files.apply(order(), true, Optional.of(rejected));
    Path moved = Files.createDirectory(parent.resolve("moved")).resolve("faces");
    Files.move(folder, moved);
    assertThatThrownBy(() -> SortFiles.in(moved).undo())
        .isInstanceOf(IOException.class)
        .hasMessage(
            String.format(
                Locale.ROOT,
                "2 rejected faces went to %s, which is not a folder; nothing was undone: move the folder back, or create an empty one there if the files no longer exist",
                moved.resolveSibling("faces_rejected")));
    assertThat(content(moved)).isEqualTo(SORTED);
    assertThat(moved.resolve("sort-journal-0001-done.json")).exists();
    Files.move(rejected, moved.resolveSibling("faces_rejected"));
    assertThat(SortFiles.in(moved).undo().gone()).isZero();
    assertThat(content(moved)).isEqualTo(before);
    assertThat(moved.resolve("sort-journal-0001-undone.json")).doesNotExist();
  }

  @Test
  void oneRenamesAtATime() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    String message =
        "process "
            + ProcessHandle.current().pid()
            + " on "
            + InetAddress.getLocalHost().getHostName()
            + " is renaming the files of "
            + folder
            + "; try again when it has ended";
    try (FolderLock other = FolderLock.acquire(folder, ".sort", who -> who)) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> files.apply(order(), true, Optional.empty()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(message);
      assertThatThrownBy(files::undo).hasMessage(message);
      assertThatThrownBy(files::resume).hasMessage(message);
    }
    assertThat(content(folder)).isEqualTo(before);
    files.apply(order(), true, Optional.empty());
    files.undo();
    assertThat(content(folder)).isEqualTo(before);
  }

  @Test
  void aJournalThatIsThereStays() throws IOException {
    Path journal = folder.resolve("sort-journal-0001-renaming.json");
    AtomicFile.createDurable(journal, "mine");
    assertThatThrownBy(() -> AtomicFile.createDurable(journal, "theirs"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(journal).hasContent("mine");
  }

  /** The last line is of a face that is gone, under a name that another gets. */
  private static final String ORIGINS =
      String.format(
          Locale.ROOT,
          "name,origin_sha256\n00000.jpg,%s\n00001.jpg,%s\n00003.jpg,%s\n",
          "0".repeat(64),
          "1".repeat(64),
          "9".repeat(64));

  @Test
  void listsFollowTheFacesAndKeepWhatComesLater() throws IOException, FaceFileException {
    Path list = Files.writeString(folder.resolve("origins.csv"), ORIGINS);
    String drawnBefore =
        "{\"file\":\"00001.jpg\",\"seed\":1}\n{\"file\":\"00003.jpg\",\"seed\":9}\n";
    Path drawn = Files.writeString(folder.resolve("faces.jsonl"), drawnBefore);
    files.apply(order(), true, Optional.empty());
    assertThat(Files.readString(list))
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "name,origin_sha256\n00002.jpg,%s\n00003.jpg,%s\n",
                "0".repeat(64),
                "1".repeat(64)));
    assertThat(Files.readString(drawn)).isEqualTo("{\"file\":\"00003.jpg\",\"seed\":1}\n");
    String later = "new.jpg," + "7".repeat(64) + "\n";
    String laterDrawn = "{\"file\":\"new.jpg\",\"seed\":7}\n";
    Files.writeString(list, later, StandardOpenOption.APPEND);
    Files.writeString(drawn, laterDrawn, StandardOpenOption.APPEND);
    files.undo();
    assertThat(Files.readString(list)).isEqualTo(ORIGINS + later);
    assertThat(Files.readString(drawn)).isEqualTo(drawnBefore + laterDrawn);
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.filter(file -> file.getFileName().toString().startsWith("sort-journal")))
          .isEmpty();
    }
  }

  @Test
  void listsOfOthersStayAsTheyAre() throws IOException, FaceFileException {
    Path list = Files.writeString(folder.resolve("faces.jsonl"), "not ours\n");
    files.apply(order(), true, Optional.empty());
    assertThat(list).hasContent("not ours\n");
    Files.writeString(list, "still not ours\n");
    files.undo();
    assertThat(list).hasContent("still not ours\n");
  }

  @Test
  void twoRenamingsAreTakenBackOneByOne() throws IOException, FaceFileException {
    Map<String, String> before = content(folder);
    files.apply(order(), false, Optional.of(rejected));
    files.apply(order(), true, Optional.empty());
    assertThat(content(folder)).isEqualTo(SORTED);
    files.undo();
    files.undo();
    assertThat(content(folder)).isEqualTo(before);
  }

  @Test
  void aFaceThatIsGoneStopsItBeforeTheFirstRename() throws IOException {
    Files.delete(folder.resolve("00000.jpg"));
    Map<String, String> before = content(folder);
    assertThatThrownBy(() -> files.apply(order(), true, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            folder.resolve("00000.jpg")
                + " was removed after the faces were sorted; nothing was renamed, sort again");
    assertThat(content(folder)).isEqualTo(before);
    assertThat(folder.resolve("sort-journal-0001-renaming.json")).doesNotExist();
  }

  @Test
  void namesThatClashAreSaidBeforeTheFirstRename() throws IOException {
    Files.writeString(folder.resolve("00003.jpg"), "new");
    assertThatThrownBy(() -> files.apply(order(), true, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder.resolve("00003.jpg")
                + " is in the way of 00001.jpg, which gets this name; if it is a rejected face,"
                + " --rejected moves it away");
    assertThatThrownBy(() -> files.apply(order(), true, Optional.of(rejected)))
        .hasMessage(
            folder.resolve("00003.jpg")
                + " is in the way of 00001.jpg, which gets this name; move it away");
    Files.delete(folder.resolve("00003.jpg"));
    Files.writeString(folder.resolve("sorting-00000-00002.jpg"), "odd");
    assertThatThrownBy(() -> files.apply(order(), true, Optional.of(rejected)))
        .hasMessage(
            folder.resolve("sorting-00000-00002.jpg")
                + " is in the way of 00002.jpg, which gets this name; move it away");
  }

  @Test
  void whatWasRejectedBeforeKeepsItsName() throws IOException, FaceFileException {
    Files.createDirectory(rejected);
    Files.writeString(rejected.resolve("b.jpg"), "older");
    files.apply(order(), false, Optional.of(rejected));
    assertThat(content(rejected))
        .isEqualTo(Map.of("b.jpg", "older", "b-2.jpg", "b.jpg", "bad.png", "bad.png"));
    files.undo();
    assertThat(content(rejected)).isEqualTo(Map.of("b.jpg", "older"));
  }

  @Test
  void refusesFoldersThatCannotTakeTheRejected() {
    assertThatThrownBy(() -> files.apply(order(), true, Optional.of(folder.resolve("trash"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "rejected faces go beside the faceset's folder and not into it, got "
                + folder.resolve("trash"));
    Path file = folder.resolveSibling("file");
    assertThatThrownBy(
            () -> {
              Files.writeString(file, "");
              files.apply(order(), true, Optional.of(file));
            })
        .hasMessage("rejected faces go into a folder, and " + file + " is a file");
  }

  @Test
  void refusesPacksAndMetadataBackups() throws IOException {
    Files.writeString(folder.resolve("meta.dat"), "");
    assertThatThrownBy(() -> files.apply(order(), true, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            folder
                + " holds meta.dat, which knows faces by their files' names; restore it or move it"
                + " away before renaming");
    Files.writeString(folder.resolve("faceset.pak"), "");
    assertThatThrownBy(() -> files.apply(order(), true, Optional.empty()))
        .hasMessage(
            "faces in a pack have no files to rename, and "
                + folder
                + " holds faceset.pak; \"faceset unpack\" makes files of them");
  }

  @Test
  void neitherUndoNorResumePassesABackupOver() throws IOException, FaceFileException {
    files.apply(order(), true, Optional.of(rejected));
    Path backup = Files.writeString(folder.resolve("meta.dat"), "");
    String message =
        folder
            + " holds meta.dat, which knows faces by their files' names; restore it or move it"
            + " away before renaming";
    assertThatThrownBy(files::undo)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    Files.delete(backup);
    assertThat(content(folder)).isEqualTo(SORTED);
    files.undo();
    stopAfter(7);
    Files.writeString(backup, "");
    assertThatThrownBy(files::resume)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    Files.delete(backup);
    files.resume();
    assertThat(content(folder)).isEqualTo(SORTED);
  }

  @Test
  void aJournalNamesPicturesOfItsFolderOnly() throws IOException {
    Path journal = folder.resolve("sort-journal-0001-done.json");
    Files.writeString(
        journal,
        """
        {"version":1,"rejectedFolder":"","moves":[{"from":"a.jpg","via":"v.jpg","to":"../../etc/passwd","rejected":false}]}
        """);
    assertThatThrownBy(files::undo)
        .isInstanceOf(FaceFileException.class)
        .hasMessage(
            journal
                + ": a journal may only name pictures of its folder, got ../../etc/passwd"
                + REMEDY);
    Files.writeString(journal, "{\"version\":2,\"rejectedFolder\":\"\",\"moves\":[]}");
    assertThatThrownBy(files::undo)
        .hasMessage(journal + ": a journal of a sorting must have version 1, got 2" + REMEDY);
    byte[] cut = "{\"version\":1,\"rejectedFolder\":\"\",\"mo".getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < cut.length; length++) {
      Files.write(journal, java.util.Arrays.copyOf(cut, length));
      assertThatThrownBy(files::undo)
          .isInstanceOf(FaceFileException.class)
          .hasMessageStartingWith(journal + ": ");
    }
  }

  @Test
  void nothingIsRenamedWhereTheJournalCannotBeWritten() throws IOException {
    // A folder of that name stands for a full disk or a folder that is read only.
    Path aside = AtomicFile.aside(folder.resolve("sort-journal-0001-renaming.json"));
    Files.writeString(Files.createDirectory(aside).resolve("x"), "");
    Map<String, String> before = Map.copyOf(names());
    assertThatThrownBy(() -> files.apply(order(), true, Optional.of(rejected)))
        .isInstanceOf(IOException.class);
    assertThat(names()).isEqualTo(before);
  }

  private Map<String, String> names() throws IOException {
    Map<String, String> names = new TreeMap<>();
    for (String name : NAMES) {
      names.put(name, Files.readString(folder.resolve(name)));
    }
    return names;
  }

  @Test
  void ourListsOfNamesFollow() throws Exception {
    Path drawn = parent.resolve("drawn");
    Path gray = parent.resolve("gray");
    TinyFaceset.write(TinyFaceset.of(12, 64, 3), drawn);
    Faceset colour = Facesets.open(drawn, 1);
    GrayCopy.write(colour, gray, GrayFrom.LUMA, done -> {});
    for (Path faces : List.of(drawn, gray)) {
      Faceset before = Facesets.open(faces, 1);
      FacesetOrder order = FacesetSort.of(before).by(SortMethod.BRIGHTNESS).order();
      SortFiles.in(faces).apply(order, true, Optional.empty());
      Faceset after = Facesets.open(faces, 1);
      for (int rank = 0; rank < 12; rank++) {
        int index = order.indices().get(rank);
        assertThat(after.contentHash(rank)).isEqualTo(before.contentHash(index));
        assertThat(after.originHash(rank)).isEqualTo(before.originHash(index));
        if (faces.equals(drawn)) {
          assertThat(
                  SyntheticParameters.read(drawn).get(String.format(Locale.ROOT, "%05d.jpg", rank)))
              .isEqualTo(TinyFaceset.of(12, 64, 3).parameters(index));
        }
      }
      SortFiles.in(faces).undo();
      Faceset back = Facesets.open(faces, 1);
      for (int i = 0; i < 12; i++) {
        assertThat(back.entries().get(i).name()).isEqualTo(before.entries().get(i).name());
        assertThat(back.originHash(i)).isEqualTo(before.originHash(i));
      }
    }
    assertThat(SyntheticParameters.read(drawn)).hasSize(12).containsKey("000007_0.jpg");
  }
}
