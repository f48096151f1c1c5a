package org.saehdbw.facesets.sorting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.saehdbw.facesets.resizing.GrayCopy;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.Rename;
import org.saehdbw.files.Utf8File;

/**
 * The files of ours in a faceset's folder that name faces by their files: origins of a gray copy
 * and parameters of drawn faces. They get the new names; as they were they stay beside the journal.
 */
final class NameLists {
  private static final String DRAWN = "faces.jsonl";
  private static final List<String> FILES = List.of(GrayCopy.ORIGINS, DRAWN);
  private static final ObjectMapper JSON = new ObjectMapper();

  private NameLists() {}

  /** Gives the lists their new names; done again it gives the same. */
  static void rename(RenameJournal journal) throws IOException {
    for (String name : FILES) {
      Path list = journal.folder().resolve(name);
      Path backup = backup(journal, name);
      if (!Files.exists(backup)) {
        if (!Files.isRegularFile(list)) {
          continue;
        }
        AtomicFile.writeDurable(backup, Utf8File.read(list));
      }
      Optional<String> renamed = renamed(name, Utf8File.readLines(backup), journal.moves());
      if (renamed.isPresent()) {
        AtomicFile.writeDurable(list, renamed.get());
      } else {
        // Not ours: we have not changed it and will not restore it.
        Files.delete(backup);
      }
    }
  }

  /** Puts the lists back as they were, with the lines of faces that came later; can be repeated. */
  static void restore(RenameJournal journal) throws IOException {
    for (String name : FILES) {
      Path backup = backup(journal, name);
      if (!Files.exists(backup)) {
        continue;
      }
      Path list = journal.folder().resolve(name);
      List<String> lines = new ArrayList<>(Utf8File.readLines(backup));
      List<String> later = Files.isRegularFile(list) ? Utf8File.readLines(list) : List.of();
      if (lines.addAll(additions(name, lines, later, journal.moves()))) {
        AtomicFile.writeDurable(list, String.join("\n", lines) + "\n");
        Files.delete(backup);
      } else {
        Rename.replacing(backup, list);
      }
    }
  }

  /** Lines of faces that neither the list as it was nor the renaming knows. */
  private static List<String> additions(
      String list, List<String> before, List<String> later, List<RenameJournal.Move> moves) {
    Set<String> known = new HashSet<>();
    before.forEach(line -> name(list, line).ifPresent(known::add));
    moves.forEach(move -> known.addAll(List.of(move.from(), move.to())));
    return later.stream()
        .filter(line -> name(list, line).filter(name -> !known.contains(name)).isPresent())
        .toList();
  }

  private static Path backup(RenameJournal journal, String name) {
    return journal.folder().resolve(journal.base() + "-" + name);
  }

  /** Returns the list by its new names, or nothing if it is another file of that name. */
  private static Optional<String> renamed(
      String list, List<String> lines, List<RenameJournal.Move> moves) {
    Map<String, RenameJournal.Move> byName = new HashMap<>();
    moves.forEach(move -> byName.put(move.from(), move));
    List<String> head = new ArrayList<>();
    TreeMap<String, String> rows = new TreeMap<>();
    Map<String, String> moved = new HashMap<>();
    for (String line : lines) {
      boolean header = list.equals(GrayCopy.ORIGINS) && head.isEmpty();
      if (header) {
        head.add(line);
        continue;
      }
      Optional<String> name = name(list, line);
      if (name.isEmpty()) {
        return Optional.empty();
      }
      RenameJournal.Move move = byName.get(name.get());
      if (move == null) {
        rows.put(name.get(), line);
      } else if (!move.rejected()) {
        moved.put(move.to(), list.equals(DRAWN) ? drawn(line, move.to()) : origin(line, move.to()));
      }
    }
    // A line of a face that is gone may have a name that another face gets now.
    rows.putAll(moved);
    head.addAll(rows.values());
    return Optional.of(String.join("\n", head) + "\n");
  }

  private static Optional<String> name(String list, String line) {
    return list.equals(DRAWN) ? drawnName(line) : originName(line);
  }

  private static Optional<String> originName(String line) {
    int comma = line.lastIndexOf(',');
    return comma < 1 ? Optional.empty() : Optional.of(line.substring(0, comma));
  }

  private static String origin(String line, String name) {
    return name + line.substring(line.lastIndexOf(','));
  }

  private static Optional<String> drawnName(String line) {
    return object(line)
        .filter(face -> face.path("file").isTextual())
        .map(face -> face.path("file").textValue());
  }

  private static String drawn(String line, String name) {
    return object(line).map(face -> face.put("file", name).toString()).orElse(line);
  }

  private static Optional<ObjectNode> object(String line) {
    try {
      return JSON.readTree(line) instanceof ObjectNode face ? Optional.of(face) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
