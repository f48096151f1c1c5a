package org.saehdbw.experiments.compare.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is measured of an arm. */
public enum Level {
  /** Training steps on one and the same batch, without a loader. */
  NETWORK("training step on fixed input"),
  /** The loader alone, its faces kept decoded, without a network. */
  DATA("loader alone, decoded faces kept"),
  /** The loader alone, every face decoded each time. */
  DECODE("loader alone, every face decoded each time"),
  /** Training steps on what the loader makes meanwhile. */
  WHOLE("loader and training step together");

  private final String help;

  Level(String help) {
    this.help = help;
  }

  /** What it is, in words. */
  public String help() {
    return help;
  }

  /** Whether a loader runs. */
  public boolean loads() {
    return this != NETWORK;
  }

  /** Whether the network computes. */
  public boolean computes() {
    return this == NETWORK || this == WHOLE;
  }

  /** The name in settings, tables and charts, such as {@code network}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Level::text).toList();
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Level parse(String text) {
    return Arrays.stream(values())
        .filter(level -> level.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a level must be one of " + String.join(", ", names()) + ", got " + text));
  }

  @Override
  public String toString() {
    return text();
  }
}
