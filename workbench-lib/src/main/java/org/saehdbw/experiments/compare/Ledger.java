package org.saehdbw.experiments.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ledger.jsonl}: what was done, appended line by line, so that a comparison that was
 * interrupted goes on with what is missing. Lines that cannot be read are passed over and named.
 */
final class Ledger {
  private final Path file;

  Ledger(Path file) {
    this.file = file;
  }

  /**
   * The machine and program of a stretch of work.
   *
   * @param session counted from 1
   * @param environment by name
   */
  record Session(int session, Map<String, String> environment) {}

  /**
   * What an arm's process held.
   *
   * @param session in which
   */
  record Facts(int session, String level, String arm, ArmFacts facts) {}

  /**
   * A round that was measured to its end.
   *
   * @param session in which
   * @param round counted from 0
   * @param process counted from 0 within the level: rounds of the same processes have the same
   * @param blocks in the order of time
   */
  record Round(int session, String level, int round, int process, List<Block> blocks) {}

  /**
   * A block of a round.
   *
   * @param steps each with the values of {@link StepTimes#NAMES}
   */
  @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
  record Block(String arm, double[][] steps, double peakMib, int loaderThreads) {}

  /**
   * A training that was begun, or that is done.
   *
   * @param run the run folder's name
   */
  record Trained(String arm, long seed, String run, boolean done) {}

  /**
   * Everything that was read back, in the order of the file.
   *
   * @param damaged numbers of the lines that cannot be read, counted from 1
   */
  record Entries(
      List<Session> sessions,
      List<Facts> facts,
      List<Round> rounds,
      List<Trained> trainings,
      List<Integer> damaged) {}

  private static final Map<String, Class<?>> KINDS = kinds();

  private static Map<String, Class<?>> kinds() {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    kinds.put("session", Session.class);
    kinds.put("facts", Facts.class);
    kinds.put("round", Round.class);
    kinds.put("training", Trained.class);
    return kinds;
  }

  /** Appends an entry, in one write. */
  void append(Object entry) throws IOException {
    String kind =
        KINDS.entrySet().stream()
            .filter(known -> known.getValue() == entry.getClass())
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no entry: " + entry.getClass()));
    ObjectNode line = ArmMessages.JSON.createObjectNode().put("kind", kind);
    line.setAll((ObjectNode) ArmMessages.JSON.valueToTree(entry));
    // A line that a kill left torn must not swallow this one.
    String start = endsTorn() ? "\n" : "";
    Files.write(
        file,
        (start + ArmMessages.JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Reads everything back. */
  Entries read() throws IOException {
    Entries entries =
        new Entries(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    if (!Files.exists(file)) {
      return entries;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        add(entries, ArmMessages.tree(lines.get(i)));
      } catch (JsonProcessingException e) {
        // Torn by a kill: what it told of was not done to its end, or is done again.
        entries.damaged().add(i + 1);
      }
    }
    return entries;
  }

  private static void add(Entries entries, JsonNode line) throws JsonProcessingException {
    Class<?> kind = KINDS.get(line.path("kind").asText());
    if (kind == null) {
      return;
    }
    Object entry = ArmMessages.JSON.treeToValue(line, kind);
    if (entry instanceof Session session) {
      entries.sessions().add(session);
    } else if (entry instanceof Facts facts) {
      entries.facts().add(facts);
    } else if (entry instanceof Round round) {
      entries.rounds().add(round);
    } else if (entry instanceof Trained trained) {
      entries.trainings().add(trained);
    }
  }

  private boolean endsTorn() throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    try (var channel = Files.newByteChannel(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      channel.position(channel.size() - 1).read(last);
      return last.get(0) != '\n';
    }
  }
}
