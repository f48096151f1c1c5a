package org.saehdbw.merging.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which frames are merged, by their place in the film.
 *
 * @param first the first one, from 1
 * @param last the last one; {@link Long#MAX_VALUE} for all that there are
 * @param every 1 for all, 2 for every second one, counted from the first
 * @param skipped spans that are left out
 */
public record FrameRange(long first, long last, int every, List<Span> skipped) {
  /** All frames. */
  public static final FrameRange ALL = new FrameRange(1, Long.MAX_VALUE, 1, List.of());

  private static final Pattern SPAN = Pattern.compile("\\s*(\\d{1,9})\\s*(?:-\\s*(\\d{1,9}))?\\s*");

  /** From one place to another, both included. */
  public record Span(long first, long last) {}

  /**
   * Checks the places.
   *
   * @throws IllegalArgumentException if one is below 1, or the last is before the first
   */
  public FrameRange {
    skipped = List.copyOf(skipped);
    if (first < 1 || last < first) {
      throw new IllegalArgumentException(
          "frames are counted from 1 and the last must not be before the first, got "
              + first
              + " to "
              + last);
    }
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1, got " + every);
    }
  }

  /**
   * Reads spans that are left out.
   *
   * @param text such as {@code 5,7-9}; empty for none
   * @throws IllegalArgumentException if it is not such a list
   */
  public static List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher match = SPAN.matcher(part);
      if (!match.matches()) {
        throw new IllegalArgumentException(
            "frames to leave out must be places such as 5,7-9, got " + text);
      }
      long first = Long.parseLong(match.group(1));
      long last = match.group(2) == null ? first : Long.parseLong(match.group(2));
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(
            "frames to leave out must be places such as 5,7-9, got " + text);
      }
      spans.add(new Span(first, last));
    }
    return spans;
  }

  /**
   * Whether a frame is merged.
   *
   * @param number from 0
   */
  public boolean has(long number) {
    long place = number + 1;
    return place >= first
        && place <= last
        && (place - first) % every == 0
        && skipped.stream().noneMatch(span -> place >= span.first() && place <= span.last());
  }

  /** Whether no later frame is merged. */
  boolean isOver(long number) {
    return number + 1 > last;
  }

  /** Returns such as {@code 10 to 200, every 2, without 50 to 60}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(first).append(" to ").append(last == Long.MAX_VALUE ? "the last" : last);
    if (every > 1) {
      text.append(", every ").append(every);
    }
    for (Span span : skipped) {
      text.append(", without ").append(span.first()).append(" to ").append(span.last());
    }
    return text.toString();
  }
}
