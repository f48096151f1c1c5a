package org.saehdbw.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.runs.labels.RunLabels;

/**
 * Changes tags and note of a run as a page asks. Tags are added and removed one by one, and a note
 * is replaced only if it still is what the page showed, so that what another window or {@code runs
 * note} wrote meanwhile is not lost.
 */
final class LabelActions {
  private static final String ADD = "add";
  private static final String REMOVE = "remove";
  private static final String NOTE = "note";
  private static final String BEFORE = "note_before";
  private static final String ARCHIVED = "archived";
  private static final Set<String> KEYS = Set.of(ADD, REMOVE, NOTE, BEFORE, ARCHIVED);

  private LabelActions() {}

  /** Returns the labels of a run as the page gets them. */
  static Json json(RunLabels labels) {
    return new Json()
        .put("tags", labels.tags())
        .put(NOTE, labels.note())
        .put(ARCHIVED, labels.archived());
  }

  /**
   * Changes the labels.
   *
   * @param body a JSON object with {@code add} and {@code remove}, lists of tags; {@code note} with
   *     {@code note_before}; {@code archived}
   * @return the labels after it
   * @throws PageProblem if the body is another one, a tag or note is not allowed, or the note was
   *     changed meanwhile
   */
  static RunLabels change(RunFolder run, String body) throws IOException {
    JsonNode wanted = read(body);
    try {
      return RunLabels.change(run, labels -> changed(labels, wanted));
    } catch (IllegalArgumentException e) {
      throw new PageProblem(400, String.valueOf(e.getMessage()));
    }
  }

  private static JsonNode read(String body) {
    try {
      JsonNode node = new ObjectMapper().readTree(body);
      for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
        String key = keys.next();
        if (!KEYS.contains(key)) {
          throw wrong();
        }
      }
      if (!node.isObject() || node.has(NOTE) != node.has(BEFORE)) {
        throw wrong();
      }
      return node;
    } catch (JsonProcessingException e) {
      throw wrong();
    }
  }

  private static PageProblem wrong() {
    return new PageProblem(
        400,
        "the request must be a JSON object with add and remove (lists of tags), note with"
            + " note_before (texts) or archived (true or false)");
  }

  private static RunLabels changed(RunLabels labels, JsonNode wanted) {
    RunLabels changed =
        labels.withoutTags(texts(wanted.path(REMOVE))).withTags(texts(wanted.path(ADD)));
    if (wanted.has(NOTE)) {
      if (!wanted.path(NOTE).isTextual() || !wanted.path(BEFORE).isTextual()) {
        throw wrong();
      }
      if (!wanted.path(BEFORE).textValue().equals(labels.note())) {
        throw new PageProblem(
            409, "the note was changed meanwhile, so it stays as it is; open it again");
      }
      changed = changed.withNote(wanted.path(NOTE).textValue());
    }
    if (wanted.has(ARCHIVED)) {
      if (!wanted.path(ARCHIVED).isBoolean()) {
        throw wrong();
      }
      changed = changed.withArchived(wanted.path(ARCHIVED).booleanValue());
    }
    return changed;
  }

  private static List<String> texts(JsonNode list) {
    if (!list.isMissingNode() && !list.isArray()) {
      throw wrong();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : list) {
      if (!text.isTextual()) {
        throw wrong();
      }
      texts.add(text.textValue());
    }
    return texts;
  }
}
