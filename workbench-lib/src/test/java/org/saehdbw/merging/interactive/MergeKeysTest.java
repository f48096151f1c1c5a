package org.saehdbw.merging.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.OptionTrack;

/** Keys against the key presses that the original's interactive session was given. */
class MergeKeysTest {
  private static final MergeNetworks ALL =
      new MergeNetworks(Optional.of(face -> new float[face.count()]), Optional.of(face -> face));

  private static JsonNode sequences() throws IOException {
    try (InputStream in = MergeKeysTest.class.getResourceAsStream("/merging/session.json")) {
      return new ObjectMapper().readTree(in).get("key_sequences");
    }
  }

  private static MergeOptions options(JsonNode differences) throws Exception {
    Map<String, String> texts = new LinkedHashMap<>();
    differences.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return MergeOptions.of(texts, "session.json");
  }

  /** The place of a key press, and what it does there. */
  private static final class Session {
    private final long count;
    private OptionTrack track = OptionTrack.DEFAULTS;
    private long frame = 1;

    Session(long count) {
      this.count = count;
    }

    /**
     * Presses a key.
     *
     * @param isPrepared whether the next frame has options already, which the original then leaves
     *     as they are
     */
    void press(String key, boolean shift, boolean isPrepared) throws Exception {
      switch (key) {
        case "." -> frame = shift ? count : Math.min(count, frame + 1);
        case "," -> frame = shift ? 1 : Math.max(1, frame - 1);
        case "m", "/" -> {
          MergeKeys.Copied copied = MergeKeys.copy(track, frame, count, key.equals("m"), shift);
          track = copied.options();
          frame = copied.frame();
        }
        default -> {
          ChangeScope scope = isPrepared ? ChangeScope.FRAME : ChangeScope.ONWARD;
          Map<String, String> change = new MergeKeys(ALL).change(key, shift, track.at(frame));
          track = track.with(scope, frame, change);
        }
      }
    }
  }

  @Test
  void everyKeyDoesWhatItDoesInTheOriginal() throws Exception {
    int pressed = 0;
    for (JsonNode sequence : sequences()) {
      Session session = new Session(sequence.get("frames").asLong());
      JsonNode before = null;
      for (JsonNode step : sequence.get("steps")) {
        String key = step.get("key").asText();
        boolean isPrepared =
            before != null
                && session.frame < session.count
                && !before.get((int) session.frame).isNull();
        session.press(key, step.get("shift").asBoolean(), isPrepared);
        before = step.get("configuration_differences");
        String at = sequence.get("name").asText() + ", key " + ++pressed + " " + key;
        for (int frame = 0; frame < session.count; frame++) {
          if (!before.get(frame).isNull()) {
            assertThat(session.track.at(frame + 1))
                .as("%s, frame %d", at, frame + 1)
                .isEqualTo(options(before.get(frame)));
          }
        }
        // Behind the last frame the original shows nothing.
        JsonNode left = step.get("to_do");
        long shown = left.isEmpty() ? session.count - 1 : left.get(0).asLong();
        assertThat(session.frame - 1).as(at).isEqualTo(shown);
        if (left.isEmpty()) {
          session.frame = session.count + 1;
        }
      }
    }
    assertThat(pressed).isEqualTo(103);
  }

  @Test
  void withoutNetworksTheirKeysAreLeftOut() {
    MergeKeys keys = new MergeKeys(MergeNetworks.NONE);
    assertThat(keys.change("t", false, MergeOptions.DEFAULTS)).isEmpty();
    MergeOptions options = MergeOptions.DEFAULTS;
    assertThat(keys.change("x", false, options))
        .containsExactly(Map.entry("mask_mode", "learned-prd+learned-dst"));
    assertThat(keys.change("x", false, changed(options, "learned-prd+learned-dst")))
        .containsExactly(Map.entry("mask_mode", "full"));
  }

  private static MergeOptions changed(MergeOptions options, String maskMode) {
    try {
      return options.with(Map.of("mask_mode", maskMode), "test");
    } catch (org.saehdbw.settings.SettingsException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void otherKeysChangeNothing() {
    MergeKeys keys = new MergeKeys(ALL);
    assertThat(keys.change("9", false, MergeOptions.DEFAULTS)).isEmpty();
    assertThat(keys.change("", false, MergeOptions.DEFAULTS)).isEmpty();
    assertThat(keys.change("v", true, MergeOptions.DEFAULTS)).isEmpty();
    assertThat(keys.change("1", true, MergeOptions.DEFAULTS)).isEmpty();
    assertThat(keys.change("q", false, MergeOptions.DEFAULTS)).isEmpty();
  }

  @Test
  void numbersStopAtTheEndOfTheirRange() throws Exception {
    MergeOptions most = MergeOptions.DEFAULTS.with(Map.of("blur_mask_modifier", "398"), "test");
    assertThat(new MergeKeys(ALL).change("e", true, most))
        .containsExactly(Map.entry("blur_mask_modifier", "400"));
    assertThat(new MergeKeys(ALL).change("d", true, MergeOptions.DEFAULTS))
        .containsExactly(Map.entry("blur_mask_modifier", "0"));
  }
}
