package org.saehdbw.facesets.health;

import java.util.List;
import java.util.Optional;
import org.saehdbw.pictures.Picture;

/**
 * One thing that was found.
 *
 * @param kind what
 * @param side {@code src}, {@code dst} or {@code both}
 * @param count how many faces; of both sides together where they are compared
 * @param of out of how many
 * @param headline with the numbers, one sentence
 * @param meaning what it means for training, one or two sentences
 * @param action what to do, with our commands
 * @param faces every face's name with its figure, the worst first
 * @param worst pictures of the first of {@code faces}, at most {@link #PICTURES}
 */
public record Finding(
    FindingKind kind,
    String side,
    int count,
    int of,
    String headline,
    String meaning,
    String action,
    List<Named> faces,
    List<Shown> worst) {
  /** The most pictures of one finding. */
  public static final int PICTURES = 20;

  /** Copies the lists. */
  public Finding {
    faces = List.copyOf(faces);
    worst = List.copyOf(worst);
  }

  /** Share of the faces in percent. */
  public double percent() {
    return of == 0 ? 0 : 100.0 * count / of;
  }

  /**
   * A face of a finding.
   *
   * @param name in its faceset; it comes from a file name and may hold any character
   * @param figure what it was found by, in words
   */
  public record Named(String name, String figure) {}

  /**
   * A small picture of a face.
   *
   * @param name in its faceset; it comes from a file name and may hold any character
   * @param figure what it was found by, in words
   * @param picture at most {@code Thumbnails.SIDE} pixels a side, or empty where it cannot be shown
   */
  public record Shown(String name, String figure, Optional<Picture> picture) {}
}
