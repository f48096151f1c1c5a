package org.saehdbw.facesets.health;

import static org.saehdbw.facesets.health.FindingKind.BESIDE_THE_CUT;
import static org.saehdbw.facesets.health.FindingKind.BLURRED;
import static org.saehdbw.facesets.health.FindingKind.BURNT;
import static org.saehdbw.facesets.health.FindingKind.DARK;
import static org.saehdbw.facesets.health.FindingKind.FLAT;
import static org.saehdbw.facesets.health.FindingKind.GRAY_LOSS;
import static org.saehdbw.facesets.health.FindingKind.LYING;
import static org.saehdbw.facesets.health.FindingKind.MIRRORED;
import static org.saehdbw.facesets.health.FindingKind.MOTION_BLURRED;
import static org.saehdbw.facesets.health.FindingKind.NOT_SQUARE;
import static org.saehdbw.facesets.health.FindingKind.OUTSIDE;
import static org.saehdbw.facesets.health.FindingKind.SHAPELESS;
import static org.saehdbw.facesets.health.FindingKind.SMALL;
import static org.saehdbw.facesets.health.FindingKind.SMALL_SOURCE;
import static org.saehdbw.facesets.health.FindingKind.SOURCE_MISMATCH;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What makes one face a finding, independent of the others.
 *
 * @param kind of the finding
 * @param says what such faces are or do: {@code are blurred}
 * @param applies whether a face is one
 * @param badness orders them, the worst first
 * @param figure what it was found by, in words
 * @param meaning for training
 * @param action what to do
 */
record FaceRule(
    FindingKind kind,
    String says,
    Predicate<FaceHealth> applies,
    ToDoubleFunction<FaceHealth> badness,
    Function<FaceHealth, String> figure,
    String meaning,
    String action) {
  private static final String TAKE_OUT =
      "Extract these faces again, or remove them from the faceset.";

  /** What so many faces are: {@code is blurred} for one. */
  String says(int count) {
    if (count != 1) {
      return says;
    }
    int end = says.indexOf(' ');
    String one =
        switch (says.substring(0, end)) {
          case "are" -> "is";
          case "were" -> "was";
          case "have" -> "has";
          default -> says.substring(0, end) + "s";
        };
    return one + says.substring(end);
  }

  /** Whether the pictures should show the points. */
  boolean showsPoints() {
    return switch (kind) {
      case MIRRORED, LYING, SHAPELESS, OUTSIDE, BESIDE_THE_CUT, SOURCE_MISMATCH -> true;
      default -> false;
    };
  }

  /** The rules for a training size in pixels. */
  static List<FaceRule> at(int side) {
    return Stream.of(ofPoints(), ofPixels(side), ofTones(), ofSizes(side))
        .flatMap(List::stream)
        .toList();
  }

  /** A face breaks the first of these only, but for the last, which asks something else. */
  private static List<FaceRule> ofPoints() {
    return List.of(
        new FaceRule(
            MIRRORED,
            "have landmarks with left and right exchanged",
            face -> mirrored(face.points()),
            face -> -face.points().handedness(),
            face -> "handedness " + number(face.points().handedness()),
            "Such a face is cut, masked and turned wrongly every time it is drawn.",
            TAKE_OUT),
        new FaceRule(
            SHAPELESS,
            "have landmarks in no face's shape",
            face -> shapeless(face.points()),
            face -> Math.max(face.points().flatDistance(), face.points().solidDistance()),
            face ->
                String.format(
                    Locale.ROOT,
                    "off by %s of a face",
                    percent(Math.max(face.points().flatDistance(), face.points().solidDistance()))),
            "The detector found no face there, or its points were lost: cut and mask are random.",
            TAKE_OUT),
        lying(),
        new FaceRule(
            OUTSIDE,
            "have brows, eyes, nose or mouth outside the picture",
            face -> fine(face.points()) && outside(face.points()),
            face -> face.points().outside(),
            face -> percent(face.points().outside()) + " of the side outside",
            "What is outside cannot be learned, and masks are cut off at the edge.",
            TAKE_OUT
                + " For a larger face type (whole_face, head) the faces must be extracted"
                + " again."),
        new FaceRule(
            BESIDE_THE_CUT,
            "have landmarks that do not belong to this picture or face type",
            face ->
                fine(face.points())
                    && !outside(face.points())
                    && face.points().cutOff() > HealthLimits.MOST_CUT_OFF,
            face -> face.points().cutOff(),
            face -> "corners off by " + percent(face.points().cutOff()),
            "These points do not fit the cut of the picture: points were moved, or a program"
                + " resized or cropped the picture without them, or the face type in the file"
                + " is wrong. Training cuts by the points.",
            TAKE_OUT
                + " If all faces of a set are affected, restore its metadata or extract it again."),
        new FaceRule(
            SOURCE_MISMATCH,
            "disagree with the points of their frame",
            face -> face.points().sourceOff() > HealthLimits.MOST_SOURCE_OFF,
            face -> face.points().sourceOff(),
            face -> "off by " + percent(face.points().sourceOff()),
            "Training does not use the frame's points, but merging does: the swapped face will"
                + " be beside the real one.",
            "Extract these frames again before merging."));
  }

  private static List<FaceRule> ofPixels(int side) {
    return List.of(
        new FaceRule(
            BLURRED,
            "are blurred",
            face -> face.edges().pixels() > HealthLimits.MOST_BLUR,
            face -> face.edges().pixels(),
            face -> "sharpest edges " + number(face.edges().pixels()) + " px",
            String.format(
                Locale.ROOT,
                "At %d pixels their sharpest edges are soft: the model learns that skin, lashes and"
                    + " teeth have no detail.",
                side),
            "\"./workbench faceset sort SRC --by blur\" puts them last; remove the worst,"
                + " unless no other face has their pose."),
        new FaceRule(
            MOTION_BLURRED,
            "are blurred in one direction, as by motion",
            face ->
                face.edges().pixels() <= HealthLimits.MOST_BLUR
                    && face.edges().motion() > HealthLimits.MOST_MOTION,
            face -> face.edges().motion(),
            face -> "smeared by " + number(face.edges().motion()) + " px",
            "The model learns the streak as part of the face.",
            "\"./workbench faceset sort SRC --by motion-blur\" puts them last; remove the worst."));
  }

  private static List<FaceRule> ofTones() {
    return List.of(
        new FaceRule(
            DARK,
            "are too dark",
            face -> face.tones().high() < HealthLimits.LEAST_HIGH,
            face -> -face.tones().high(),
            face -> "lightest 2 % at " + number(face.tones().high()) + " of 255",
            "Few of the 256 levels are used, so shading is coarse and noise is strong.",
            "\"./workbench faceset sort SRC --by brightness\" puts them last; brighten the"
                + " frames, or remove the faces."),
        new FaceRule(
            BURNT,
            "are burnt out",
            face -> face.tones().burnt() > HealthLimits.MOST_BURNT,
            face -> face.tones().burnt(),
            face -> percent(face.tones().burnt()) + " of the face white",
            "White patches contain no shape to learn, and no transfer can restore it.",
            "\"./workbench faceset sort SRC --by brightness\" puts them first; remove the worst."),
        new FaceRule(
            FLAT,
            "have little contrast in gray",
            face -> face.tones().contrast() < HealthLimits.LEAST_CONTRAST,
            face -> -face.tones().contrast(),
            face -> number(face.tones().contrast()) + " of 255 levels",
            "A gray model sees mostly noise and JPEG blocks in them.",
            "Raise the contrast of the frames before extraction, or remove the faces."),
        grayLoss());
  }

  private static FaceRule lying() {
    return new FaceRule(
        LYING,
        "are turned against their landmarks",
        face -> fine(face.points()) && face.lying(),
        face -> face.index(),
        face -> "landmarks of a turned picture",
        "The face lies on its side or upside down in its cut: photographs that a viewer turns"
            + " by their EXIF data were cut as they are stored. Masks and warps miss the face.",
        "\"./workbench faceset import PHOTOS --landmarks pts --apply-exif-turn --out FACES\""
            + " cuts them again; or take these faces out.");
  }

  private static FaceRule grayLoss() {
    return new FaceRule(
        GRAY_LOSS,
        "lose contrast in gray",
        face -> face.tones().grayShare() < HealthLimits.LEAST_GRAY_SHARE,
        face -> -face.tones().grayShare(),
        face -> percent(face.tones().grayShare()) + " of the contrast left",
        "Their features differ in colour, not in brightness: in gray they disappear.",
        "Try one channel instead of the weighted mean: \"--set gray_from=g\" when training, or"
            + " \"./workbench faceset resize SRC --channel g --out SRC-green\".");
  }

  private static List<FaceRule> ofSizes(int side) {
    return List.of(
        new FaceRule(
            SMALL,
            "are smaller than the training size",
            face -> Math.max(face.width(), face.height()) < side,
            face -> -face.width(),
            face -> face.width() + " px",
            String.format(
                Locale.ROOT,
                "They are enlarged to %d pixels: a smaller model would give the same result,"
                    + " and the model learns the softness.",
                side),
            "Extract the frames at a larger size if the frames allow it, or train a smaller"
                + " model."),
        new FaceRule(
            SMALL_SOURCE,
            "were enlarged from few pixels of their frame",
            face -> face.sourceSide() < HealthLimits.LEAST_SOURCE * side,
            face -> -face.sourceSide(),
            face -> number(face.sourceSide()) + " px in the frame",
            String.format(
                Locale.ROOT,
                "The picture has %d pixels or more, but most of them come from the enlargement.",
                side),
            "\"./workbench faceset sort SRC --by face-source-rect-size\" puts them last; remove"
                + " the smallest."),
        new FaceRule(
            NOT_SQUARE,
            "are not square",
            face -> face.width() != face.height(),
            face -> Math.abs(face.width() - face.height()),
            face -> face.width() + " x " + face.height(),
            "An aligned face is a square; the other tools skip these faces.",
            TAKE_OUT));
  }

  private static boolean mirrored(PointCheck points) {
    return points.coincident() <= HealthLimits.MOST_COINCIDENT
        && points.handedness() <= HealthLimits.LEAST_HANDEDNESS;
  }

  private static boolean shapeless(PointCheck points) {
    return !mirrored(points) && !points.plausible();
  }

  private static boolean fine(PointCheck points) {
    return points.plausible();
  }

  private static boolean outside(PointCheck points) {
    return points.outside() > HealthLimits.MOST_OUTSIDE;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
