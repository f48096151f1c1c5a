package org.saehdbw.dashboard.merges;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.interactive.MergeKeys;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.merging.options.Keyframe;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.merging.options.Transition;
import org.saehdbw.settings.SettingsException;

/** What the page asks for, each with the frame at which it was asked. */
final class MergeActions {
  private final InteractiveMerge merge;
  private final MergeKeys keys;

  MergeActions(InteractiveMerge merge) {
    this.merge = merge;
    keys = new MergeKeys(merge.networks());
  }

  /**
   * Does what was asked.
   *
   * @return the frame that is shown then
   * @throws PageProblem if it is not known or not allowed
   */
  long act(String action, JsonNode asked) throws IOException {
    long frame = frame(asked);
    try {
      return switch (action) {
        case "change" -> change(frame, asked);
        case "key" -> key(frame, asked);
        case "keyframe" -> keyframe(frame, asked);
        case "undo" -> {
          merge.undo();
          yield frame;
        }
        case "redo" -> {
          merge.redo();
          yield frame;
        }
        case "process" -> {
          merge.process();
          yield frame;
        }
        case "pause" -> {
          merge.pause();
          yield frame;
        }
        default -> throw new PageProblem(404, "this is not an action of a merge");
      };
    } catch (SettingsException | IllegalArgumentException e) {
      throw new PageProblem(400, String.valueOf(e.getMessage()));
    }
  }

  /** The frame that a request names. */
  long frame(JsonNode asked) {
    long frame = asked.path("frame").asLong();
    if (frame < 1 || frame > merge.count()) {
      throw new PageProblem(
          400, "frame must be from 1 to " + merge.count() + ", got " + asked.path("frame"));
    }
    return frame;
  }

  private static ChangeScope scope(JsonNode asked) {
    return ChangeScope.of(asked.path("scope").asText(ChangeScope.ONWARD.word()));
  }

  private long change(long frame, JsonNode asked) throws SettingsException, IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    asked.path("set").properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    merge.change(scope(asked), frame, texts);
    return frame;
  }

  private long key(long frame, JsonNode asked) throws SettingsException, IOException {
    String key = asked.path("key").asText();
    boolean shift = asked.path("shift").asBoolean();
    if (key.equals("m") || key.equals("/")) {
      MergeKeys.Copied copied =
          MergeKeys.copy(merge.options(), frame, merge.count(), key.equals("m"), shift);
      merge.set(copied.options(), "copy to " + copied.frame());
      return copied.frame();
    }
    Map<String, String> texts = keys.change(key, shift, merge.options().at(frame));
    if (!texts.isEmpty()) {
      merge.change(scope(asked), frame, texts);
    }
    return frame;
  }

  private long keyframe(long frame, JsonNode asked) throws IOException {
    OptionTrack track = merge.options();
    if (asked.path("remove").asBoolean()) {
      merge.set(track.without(frame), "keyframe");
    } else {
      Transition transition =
          asked.path("linear").asBoolean() ? Transition.LINEAR : Transition.HOLD;
      merge.set(track.with(new Keyframe(frame, track.at(frame), transition)), "keyframe");
    }
    return frame;
  }
}
