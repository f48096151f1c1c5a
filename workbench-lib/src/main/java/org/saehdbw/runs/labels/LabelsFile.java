package org.saehdbw.runs.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.files.Unwritten;
import org.saehdbw.files.Utf8File;
import org.saehdbw.runs.RunException;

/** {@code labels.json}: one object with {@code format}, {@code version} and the labels. */
final class LabelsFile {
  private static final String FORMAT = "format";
  private static final String NAME = "saehdbw-run-labels";
  private static final String VERSION = "version";
  private static final int NEWEST = 1;
  private static final String TAGS = "tags";
  private static final String NOTE = "note";
  private static final String ARCHIVED = "archived";
  private static final String REMEDY = "; correct or delete it";

  /** Six bytes for each character of the longest note, and room for the tags. */
  private static final long MOST_BYTES = 1 << 20;

  private LabelsFile() {}

  static void write(Path file, RunLabels labels) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode node = mapper.createObjectNode().put(FORMAT, NAME).put(VERSION, NEWEST);
    labels.tags().forEach(node.putArray(TAGS)::add);
    node.put(NOTE, labels.note()).put(ARCHIVED, labels.archived());
    AtomicFile.writeDurable(
        file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n");
  }

  static RunLabels read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return RunLabels.NONE;
    }
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw damaged(file, "it has " + Files.size(file) + " bytes, at most 1 MiB is allowed");
      }
      return labels(file, new ObjectMapper().readTree(Utf8File.readDamaged(file)));
    } catch (JsonProcessingException e) {
      throw new RunException(
          file + ": " + Unwritten.or(file, "is damaged, it is not JSON") + REMEDY, e);
    } catch (RunException e) {
      throw e;
    } catch (IOException e) {
      throw FileOperationException.reading(file, e);
    }
  }

  private static RunLabels labels(Path file, JsonNode node) throws RunException {
    if (!node.isObject() || !NAME.equals(node.path(FORMAT).asText())) {
      String why = "is damaged, it must be an object with " + FORMAT + " '" + NAME + "'";
      throw new RunException(file + ": " + Unwritten.or(file, why) + REMEDY);
    }
    JsonNode version = node.path(VERSION);
    if (version.isInt() && version.intValue() > NEWEST) {
      throw new RunException(
          file
              + ": is of version "
              + version.intValue()
              + ", this program reads version "
              + NEWEST
              + "; use a newer one");
    }
    if (!version.isInt() || version.intValue() < 1) {
      throw damaged(file, VERSION + " must be a number from 1, got " + version);
    }
    if (!node.path(TAGS).isArray()
        || !node.path(NOTE).isTextual()
        || !node.path(ARCHIVED).isBoolean()) {
      throw damaged(
          file, "it must have a list 'tags', a text 'note' and 'archived', true or false");
    }
    List<String> tags = new ArrayList<>();
    node.path(TAGS).forEach(tag -> tags.add(tag.isTextual() ? tag.textValue() : tag.toString()));
    try {
      return new RunLabels(tags, node.path(NOTE).textValue(), node.path(ARCHIVED).booleanValue());
    } catch (IllegalArgumentException e) {
      throw new RunException(file + ": is damaged, " + e.getMessage() + REMEDY, e);
    }
  }

  private static RunException damaged(Path file, String why) {
    return new RunException(file + ": is damaged, " + why + REMEDY);
  }
}
