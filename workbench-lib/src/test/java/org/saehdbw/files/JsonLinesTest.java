package org.saehdbw.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.saehdbw.testing.FaultyDisk;
import org.saehdbw.testing.FaultyDisk.Fault;

class JsonLinesTest {
  private sealed interface Entry {}

  private record Started(int trial) implements Entry {}

  private record Ended(int trial, double loss) implements Entry {}

  private static final class Format implements JsonLines.Format<Entry> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ObjectNode write(Entry entry) {
      ObjectNode line = JSON.createObjectNode().put("kind", kind(entry));
      return line.setAll((ObjectNode) JSON.valueToTree(entry));
    }

    private static String kind(Entry entry) {
      return entry instanceof Started ? "started" : "ended";
    }

    @Override
    public Optional<Entry> read(JsonNode line) throws JsonProcessingException {
      JsonNode fields = ((ObjectNode) line.deepCopy()).without("kind");
      return switch (line.path("kind").asText()) {
        case "started" -> Optional.of(JSON.treeToValue(fields, Started.class));
        case "ended" -> Optional.of(JSON.treeToValue(fields, Ended.class));
        case "" -> throw new IllegalArgumentException("a line must have a kind");
        default -> Optional.empty();
      };
    }
  }

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("ledger.jsonl");
  }

  private JsonLines<Entry> lines() {
    return JsonLines.of(file, new Format());
  }

  @Test
  void readsBackWhatWasAppended() throws IOException {
    assertThat(lines().read()).isEqualTo(new JsonLines.Content<>(List.of(), List.of()));
    lines().append(new Started(1));
    JsonLines.durable(file, new Format()).append(new Ended(1, 0.5));
    assertThat(file)
        .hasContent(
            "{\"kind\":\"started\",\"trial\":1}\n{\"kind\":\"ended\",\"trial\":1,\"loss\":0.5}\n");
    assertThat(lines().read().entries()).containsExactly(new Started(1), new Ended(1, 0.5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"kind\":\"ended\",\"tr", "\0\0\0\0\0", "{", "7", "no JSON"})
  void aTornLineIsNamedAndDoesNotSwallowTheNext(String torn) throws IOException {
    lines().append(new Started(1));
    Files.writeString(file, torn, StandardOpenOption.APPEND);
    assertThat(lines().read().entries()).containsExactly(new Started(1));
    lines().append(new Started(2));
    JsonLines.Content<Entry> content = lines().read();
    assertThat(content.entries()).containsExactly(new Started(1), new Started(2));
    assertThat(content.damaged()).extracting(JsonLines.Damaged::line).containsExactly(2);
    assertThat(content.damaged().get(0).reason()).isNotBlank();
  }

  @Test
  void linesThatAreNoEntriesAreNamedAndUnknownKindsPassedOver() throws IOException {
    Files.writeString(
        file,
        "{\"kind\":\"promoted\",\"to\":3}\n\n{\"trial\":1}\n[]\n"
            + "{\"kind\":\"started\",\"trial\":\"x\"}\r\n{\"kind\":\"started\",\"trial\":4}");
    JsonLines.Content<Entry> content = lines().read();
    assertThat(content.entries()).containsExactly(new Started(4));
    assertThat(content.damaged())
        .extracting(JsonLines.Damaged::line, JsonLines.Damaged::reason)
        .satisfiesExactly(
            line -> assertThat(line.toList()).containsExactly(3, "a line must have a kind"),
            line -> assertThat(line.toList()).containsExactly(4, "a line must be a JSON object"),
            line -> assertThat(line.toList().get(0)).isEqualTo(5));
  }

  @Test
  void aFullDiskIsNamedAndLosesNoEntry() throws IOException {
    lines().append(new Started(1));
    FaultyDisk disk = new FaultyDisk(Fault.FULL);
    JsonLines<Entry> full = JsonLines.durable(disk.of(file), new Format());
    assertThatThrownBy(() -> full.append(new Started(2)))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(
            file + ": cannot be written (No space left on device); free space on this disk");
    disk.mend();
    full.append(new Started(3));
    assertThat(full.read().entries()).containsExactly(new Started(1), new Started(3));
  }

  @Test
  void durableLinesWaitForTheDisk() throws IOException {
    FaultyDisk broken = new FaultyDisk(Fault.BROKEN);
    JsonLines.of(broken.of(file), new Format()).append(new Started(1));
    assertThatThrownBy(
            () -> JsonLines.durable(broken.of(file), new Format()).append(new Started(2)))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(
            file
                + ": cannot be forced to the disk (Input/output error); check this disk, or choose"
                + " another folder");
  }
}
