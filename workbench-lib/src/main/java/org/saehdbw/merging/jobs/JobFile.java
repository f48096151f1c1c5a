package org.saehdbw.merging.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.films.FilmException;
import org.saehdbw.merging.options.Keyframe;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.MergeSettings;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.merging.options.Transition;
import org.saehdbw.settings.SettingsException;

/**
 * The file {@code job.yaml} of a merge: all that decides about its pictures. The options of the
 * first frame are keys of their own; {@code keyframes} lists the later ones, each with its frame.
 *
 * @param settings run, model, iteration, frames, faces, range and keep_colour, by these names
 * @param options of every frame
 * @param hasKeyframes whether the file has the key {@code keyframes}; a ledger beside one without
 *     it does not say which options its frames were made with
 * @param later the models that paint after the first one, in order: run, model, iteration, faces
 *     and options of each
 */
public record JobFile(
    Map<String, String> settings, OptionTrack options, boolean hasKeyframes, List<JobFile> later) {
  private static final String KEYFRAMES = "keyframes";
  private static final String LATER = "later_models";
  private static final String FRAME = "frame";
  private static final String TRANSITION = "transition";

  /** Copies the settings, in their order, and the list. */
  public JobFile {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    later = List.copyOf(later);
  }

  /** Returns a setting, or an empty text. */
  public String get(String key) {
    return settings.getOrDefault(key, "");
  }

  JobFile with(OptionTrack other) {
    return new JobFile(settings, other, true, later);
  }

  /** Returns the text of the file. */
  String yaml() throws IOException {
    return new YAMLMapper().writeValueAsString(node());
  }

  private ObjectNode node() {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    settings.forEach(file::put);
    ArrayNode frames = JsonNodeFactory.instance.arrayNode();
    for (Keyframe keyframe : options.keyframes()) {
      ObjectNode node =
          keyframe.frame() == 1 ? file : frames.addObject().put(FRAME, keyframe.frame());
      keyframe.options().toMap().forEach(node::put);
      if (keyframe.transition() != Transition.HOLD) {
        node.put(TRANSITION, keyframe.transition().word());
      }
    }
    file.set(KEYFRAMES, frames);
    if (!later.isEmpty()) {
      ArrayNode models = file.putArray(LATER);
      later.forEach(model -> models.add(model.node()));
    }
    return file;
  }

  /**
   * Reads a file.
   *
   * @throws FilmException if it is missing, damaged, or has an option that is not known or not
   *     allowed
   */
  public static JobFile read(Path file) throws IOException {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new FilmException(file + ": is damaged, it does not describe a merge", e);
    } catch (IOException e) {
      throw new FilmException(file + ": " + FileOperationException.unreadable(e), e);
    }
    if (root == null || !root.isObject()) {
      throw new FilmException(file + ": is damaged, it does not describe a merge");
    }
    try {
      return of(root, file);
    } catch (SettingsException | IllegalArgumentException e) {
      throw new FilmException(file + ": " + e.getMessage(), e);
    }
  }

  private static JobFile of(JsonNode root, Path file) throws SettingsException {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!isOption(field.getKey()) && field.getValue().isValueNode()) {
        settings.put(field.getKey(), field.getValue().asText());
      }
    }
    settings.remove(TRANSITION);
    List<Keyframe> keyframes = new ArrayList<>();
    keyframes.add(keyframe(root, 1, file));
    for (JsonNode node : root.path(KEYFRAMES)) {
      keyframes.add(keyframe(node, node.path(FRAME).asLong(), file));
    }
    List<JobFile> later = new ArrayList<>();
    for (JsonNode model : root.path(LATER)) {
      later.add(of(model, file));
    }
    return new JobFile(settings, new OptionTrack(keyframes), root.has(KEYFRAMES), later);
  }

  private static boolean isOption(String key) {
    return MergeSettings.ALL.stream().anyMatch(setting -> setting.name().equals(key));
  }

  private static Keyframe keyframe(JsonNode node, long frame, Path file) throws SettingsException {
    Map<String, String> options = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      boolean isKnown = isOption(field.getKey());
      if (isKnown) {
        options.put(field.getKey(), field.getValue().asText());
      } else if (frame > 1 && !List.of(FRAME, TRANSITION).contains(field.getKey())) {
        throw new IllegalArgumentException(
            "the keyframe of frame " + frame + " has the unknown key " + field.getKey());
      }
    }
    String origin = String.valueOf(file.getFileName()) + ", frame " + frame;
    return new Keyframe(frame, MergeOptions.of(options, origin), transition(node));
  }

  private static Transition transition(JsonNode node) {
    String word = node.path(TRANSITION).asText(Transition.HOLD.word());
    for (Transition transition : Transition.values()) {
      if (transition.word().equals(word)) {
        return transition;
      }
    }
    throw new IllegalArgumentException("transition must be hold or linear, got " + word);
  }

  /** What differs in a merge that was asked for, in words; empty if nothing does. */
  Optional<String> difference(JobFile asked) {
    Map<String, String> own = flat();
    for (Map.Entry<String, String> setting : asked.flat().entrySet()) {
      String before = own.getOrDefault(setting.getKey(), "");
      if (!before.equals(setting.getValue())) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s was %s, now %s",
                setting.getKey(),
                before.isEmpty() ? "not set" : before,
                setting.getValue()));
      }
    }
    if (!options.equals(asked.options)) {
      return Optional.of("its keyframes are others");
    }
    return differenceOfLater(asked);
  }

  private Optional<String> differenceOfLater(JobFile asked) {
    if (later.size() != asked.later.size()) {
      return Optional.of(
          "it had " + (later.size() + 1) + " models, now " + (asked.later.size() + 1));
    }
    for (int i = 0; i < later.size(); i++) {
      Optional<String> words = later.get(i).difference(asked.later.get(i));
      if (words.isPresent()) {
        return Optional.of("model " + (i + 2) + ": " + words.get());
      }
    }
    return Optional.empty();
  }

  private Map<String, String> flat() {
    Map<String, String> flat = new LinkedHashMap<>(settings);
    flat.putAll(options.first().toMap());
    return flat;
  }
}
