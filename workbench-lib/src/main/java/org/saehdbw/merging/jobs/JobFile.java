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
 */
public record JobFile(Map<String, String> settings, OptionTrack options, boolean hasKeyframes) {
  private static final String KEYFRAMES = "keyframes";
  private static final String FRAME = "frame";
  private static final String TRANSITION = "transition";

  /** Copies the settings, in their order. */
  public JobFile {
    settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** Returns a setting, or an empty text. */
  public String get(String key) {
    return settings.getOrDefault(key, "");
  }

  JobFile with(OptionTrack other) {
    return new JobFile(settings, other, true);
  }

  /** Returns the text of the file. */
  String yaml() throws IOException {
    ObjectNode file = JsonNodeFactory.instance.objectNode();
    settings.forEach(file::put);
    ArrayNode later = JsonNodeFactory.instance.arrayNode();
    for (Keyframe keyframe : options.keyframes()) {
      ObjectNode node =
          keyframe.frame() == 1 ? file : later.addObject().put(FRAME, keyframe.frame());
      keyframe.options().toMap().forEach(node::put);
      if (keyframe.transition() != Transition.HOLD) {
        node.put(TRANSITION, keyframe.transition().word());
      }
    }
    file.set(KEYFRAMES, later);
    return new YAMLMapper().writeValueAsString(file);
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
      return new JobFile(settings, new OptionTrack(keyframes), root.has(KEYFRAMES));
    } catch (SettingsException | IllegalArgumentException e) {
      throw new FilmException(file + ": " + e.getMessage(), e);
    }
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
    boolean isSame = options.equals(asked.options);
    return isSame ? Optional.empty() : Optional.of("its keyframes are others");
  }

  private Map<String, String> flat() {
    Map<String, String> flat = new LinkedHashMap<>(settings);
    flat.putAll(options.first().toMap());
    return flat;
  }
}
