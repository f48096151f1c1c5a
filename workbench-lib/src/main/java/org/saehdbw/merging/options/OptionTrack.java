package org.saehdbw.merging.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.saehdbw.settings.SettingsException;

/**
 * The options of every frame of a film. Immutable.
 *
 * <p>A frame has the options of the last keyframe at or before it. After a keyframe with {@link
 * Transition#LINEAR} numbers go evenly to those of the next one, rounded to whole numbers, halves
 * up. {@code compat} is one for all frames. Keyframes that change nothing are left out.
 *
 * @param keyframes in the order of the film; the first is at frame 1
 */
public record OptionTrack(List<Keyframe> keyframes) {
  /** Every option of every frame at its default. */
  public static final OptionTrack DEFAULTS = of(MergeOptions.DEFAULTS);

  /**
   * Puts keyframes in order.
   *
   * @throws IllegalArgumentException if none is at frame 1, two are at one frame, or their compat
   *     differs
   */
  public OptionTrack {
    TreeMap<Long, Keyframe> ordered = new TreeMap<>();
    for (Keyframe keyframe : keyframes) {
      if (ordered.put(keyframe.frame(), keyframe) != null) {
        throw new IllegalArgumentException("two keyframes are at frame " + keyframe.frame());
      }
      if (keyframe.options().compat() != keyframes.get(0).options().compat()) {
        throw new IllegalArgumentException(
            "compat must be the same in all keyframes, frame " + keyframe.frame() + " has another");
      }
    }
    if (ordered.isEmpty() || ordered.firstKey() != 1) {
      throw new IllegalArgumentException(
          "the first keyframe must be at frame 1, got "
              + (ordered.isEmpty() ? "none" : ordered.firstKey()));
    }
    keyframes = needed(List.copyOf(ordered.values()));
  }

  /**
   * A keyframe that holds what the one before it held says nothing, nor does one between equals.
   */
  private static List<Keyframe> needed(List<Keyframe> all) {
    List<Keyframe> needed = new ArrayList<>();
    for (Keyframe keyframe : all) {
      Keyframe before = needed.isEmpty() ? null : needed.get(needed.size() - 1);
      boolean isRepeated =
          before != null
              && before.options().equals(keyframe.options())
              && before.transition() == keyframe.transition()
              && keyframe.transition() == Transition.HOLD;
      if (!isRepeated) {
        needed.add(keyframe);
      }
    }
    return List.copyOf(needed);
  }

  /** The same options in all frames. */
  public static OptionTrack of(MergeOptions options) {
    return new OptionTrack(List.of(new Keyframe(1, options, Transition.HOLD)));
  }

  /** The options of the first frame, which are those of all where nothing changes. */
  public MergeOptions first() {
    return keyframes.get(0).options();
  }

  /** Whether all frames have the same options. */
  public boolean isConstant() {
    return keyframes.size() == 1;
  }

  /**
   * The options of a frame.
   *
   * @param frame from 1
   */
  public MergeOptions at(long frame) {
    int index = index(frame);
    Keyframe from = keyframes.get(index);
    boolean isLinear = from.transition() == Transition.LINEAR && index + 1 < keyframes.size();
    if (!isLinear || from.frame() == frame) {
      return from.options();
    }
    Keyframe to = keyframes.get(index + 1);
    double part = (double) (frame - from.frame()) / (to.frame() - from.frame());
    return from.options().toward(to.options(), part);
  }

  /** The keyframe that a frame has its options from: the last one at or before it. */
  public Keyframe keyframe(long frame) {
    return keyframes.get(index(frame));
  }

  private int index(long frame) {
    int index = 0;
    while (index + 1 < keyframes.size() && keyframes.get(index + 1).frame() <= frame) {
      index++;
    }
    return index;
  }

  /**
   * Changes options at a frame.
   *
   * @param scope the frames that the change reaches
   * @param frame at which it is made, from 1
   * @param texts new values by name; one of compat reaches all frames
   * @throws SettingsException if a name is unknown or a value is not allowed
   */
  public OptionTrack with(ChangeScope scope, long frame, Map<String, String> texts)
      throws SettingsException {
    String origin = "frame " + frame;
    if (scope == ChangeScope.ALL || texts.containsKey(MergeSettings.COMPAT.name())) {
      List<Keyframe> all = new ArrayList<>();
      for (Keyframe keyframe : keyframes) {
        all.add(keyframe.with(keyframe.options().with(texts, origin)));
      }
      return new OptionTrack(all);
    }
    if (scope == ChangeScope.RANGE) {
      Keyframe begin = keyframe(frame);
      return with(begin.with(begin.options().with(texts, origin)));
    }
    MergeOptions changed = at(frame).with(texts, origin);
    return scope == ChangeScope.FRAME ? onlyAt(frame, changed) : onward(frame, changed);
  }

  /** Sets the options from a frame on; the next keyframe, and the frames before, stay. */
  public OptionTrack onward(long frame, MergeOptions options) {
    return keepingBefore(frame).with(new Keyframe(frame, options, keyframe(frame).transition()));
  }

  /** Sets the options of one frame. */
  public OptionTrack onlyAt(long frame, MergeOptions options) {
    MergeOptions after = at(frame + 1);
    Transition way = keyframe(frame).transition();
    OptionTrack set = keepingBefore(frame).with(new Keyframe(frame, options, Transition.HOLD));
    return hasKeyframe(frame + 1) ? set : set.with(new Keyframe(frame + 1, after, way));
  }

  /** Ends an even way at the frame before one that gets a keyframe of its own. */
  private OptionTrack keepingBefore(long frame) {
    Keyframe begin = keyframe(frame);
    if (begin.frame() == frame || begin.transition() == Transition.HOLD) {
      return this;
    }
    return with(new Keyframe(frame - 1, at(frame - 1), Transition.HOLD));
  }

  /** Whether a keyframe is at a frame. */
  public boolean hasKeyframe(long frame) {
    return keyframe(frame).frame() == frame;
  }

  /** Gives all frames after one its options. */
  public OptionTrack toAllAfter(long frame) {
    List<Keyframe> kept = new ArrayList<>();
    keyframes.stream().filter(one -> one.frame() < frame).forEach(kept::add);
    kept.add(new Keyframe(frame, at(frame), Transition.HOLD));
    return new OptionTrack(kept);
  }

  /** Gives all frames before one its options. */
  public OptionTrack toAllBefore(long frame) {
    Keyframe now = keyframe(frame);
    List<Keyframe> kept = new ArrayList<>();
    keyframes.stream().filter(one -> one.frame() > frame).forEach(kept::add);
    kept.add(new Keyframe(1, at(frame), frame == 1 ? now.transition() : Transition.HOLD));
    if (frame > 1 && now.transition() == Transition.LINEAR) {
      kept.add(new Keyframe(frame, at(frame), Transition.LINEAR));
    }
    return new OptionTrack(kept);
  }

  /** Sets a keyframe; one at its frame is replaced. */
  public OptionTrack with(Keyframe keyframe) {
    List<Keyframe> all = new ArrayList<>(keyframes);
    all.removeIf(one -> one.frame() == keyframe.frame());
    all.add(keyframe);
    return new OptionTrack(all);
  }

  /**
   * Leaves a keyframe out; its frames then have the options of the one before.
   *
   * @throws IllegalArgumentException if it is that of frame 1, or there is none
   */
  public OptionTrack without(long frame) {
    List<Keyframe> left = new ArrayList<>(keyframes);
    if (frame == 1 || !left.removeIf(one -> one.frame() == frame)) {
      throw new IllegalArgumentException(
          frame == 1
              ? "the keyframe of frame 1 cannot be removed"
              : "frame " + frame + " has no keyframe");
    }
    return new OptionTrack(left);
  }
}
