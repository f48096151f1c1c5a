package org.saehdbw.merging.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import org.saehdbw.files.JsonLines;

/**
 * A line of the ledger of a merge: a frame that is done.
 *
 * @param number of the frame, from 0
 * @param time its time stamp, in ticks of the film's clock
 * @param file its picture in the folder {@code frames}
 * @param status what became of it
 * @param faces how many faces were put into it
 * @param reason why it was passed through; empty for others
 * @param options that it was made with ({@link
 *     org.saehdbw.merging.options.MergeOptions#fingerprint}); empty where a ledger does not say
 */
public record FrameEntry(
    long number,
    long time,
    String file,
    MergeStatus status,
    int faces,
    String reason,
    String options) {

  static final JsonLines.Format<FrameEntry> FORMAT =
      new JsonLines.Format<>() {
        @Override
        public ObjectNode write(FrameEntry entry) {
          ObjectNode line = JsonNodeFactory.instance.objectNode();
          line.put("frame", entry.number() + 1).put("time", entry.time());
          line.put("file", entry.file()).put("status", entry.status().word());
          line.put("faces", entry.faces());
          if (!entry.options().isEmpty()) {
            line.put("options", entry.options());
          }
          return entry.reason().isEmpty() ? line : line.put("reason", entry.reason());
        }

        @Override
        public Optional<FrameEntry> read(JsonNode line) {
          if (!line.hasNonNull("frame") || !line.hasNonNull("file")) {
            throw new IllegalArgumentException("a line must have a frame and its file");
          }
          String status = line.path("status").asText();
          return Optional.of(
              new FrameEntry(
                  line.path("frame").asLong() - 1,
                  line.path("time").asLong(),
                  line.path("file").asText(),
                  MergeStatus.valueOf(status.toUpperCase(Locale.ROOT)),
                  line.path("faces").asInt(),
                  line.path("reason").asText(""),
                  line.path("options").asText("")));
        }
      };
}
