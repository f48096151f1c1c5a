package org.saehdbw.facesets.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.saehdbw.facesets.Faceset;

/** What is found when src is held against dst. */
final class PairFindings {
  private final Faceset dstFaces;
  private final SideHealth src;
  private final SideHealth dst;
  private final List<Finding> found = new ArrayList<>();

  PairFindings(Faceset dstFaces, SideHealth src, SideHealth dst) {
    this.dstFaces = dstFaces;
    this.src = src;
    this.dst = dst;
  }

  List<Finding> all(Optional<PoseCover> poses) {
    poses.ifPresent(this::holes);
    tones();
    sharpness();
    return List.copyOf(found);
  }

  private void holes(PoseCover cover) {
    if (cover.holes().isEmpty()) {
      return;
    }
    List<FaceHealth> lonely = new ArrayList<>();
    Map<Integer, String> figures = new HashMap<>();
    for (PoseCover.Hole hole : cover.holes()) {
      FaceHealth face = dst.faces().get(hole.place());
      lonely.add(face);
      String pose = FindingList.text("yaw %.0f, pitch %.0f", face.yaw(), face.pitch());
      figures.put(
          face.index(),
          Double.isInfinite(hole.degrees())
              ? pose
              : pose + FindingList.text(", %.0f degrees from src", hole.degrees()));
    }
    Function<FaceHealth, String> figure = face -> figures.getOrDefault(face.index(), "");
    PoseCover.Region region = cover.regions().get(0);
    String mirror =
        cover.mirrorFills() == 0
            ? "Mirrored src faces fill none of them."
            : String.format(
                Locale.ROOT,
                "Mirrored src faces fill %d of them: \"--set random_src_flip=true\", if the face is"
                    + " alike on both sides.",
                cover.mirrorFills());
    found.add(
        new Finding(
            FindingKind.POSE_HOLES,
            "dst",
            lonely.size(),
            cover.dstFaces(),
            FindingList.text(
                "%s look where no src face is within %.0f degrees, most of them (%d) at %s",
                FindingList.share(lonely.size(), cover.dstFaces(), "dst faces"),
                cover.distanceDegrees(),
                region.faces(),
                region.text()),
            "The model has never seen src in these poses: expect a blurred face, or the dst face,"
                + " in these frames.",
            "Look for src material with these poses. " + mirror,
            FindingList.named(lonely, figure),
            FindingList.shown(dstFaces, lonely, figure, false)));
  }

  private void tones() {
    double apart =
        src.median(face -> face.tones().mean()) - dst.median(face -> face.tones().mean());
    if (Math.abs(apart) > HealthLimits.MOST_TONE_DIFFERENCE) {
      found.add(
          FindingList.ofSet(
              FindingKind.TONES_DIFFER,
              "both",
              0,
              0,
              FindingList.text(
                  "src is %s than dst by %.0f of 255 levels (median over faces)",
                  apart > 0 ? "lighter" : "darker", Math.abs(apart)),
              "The encoder can separate the two by brightness alone, and the swapped face keeps"
                  + " src's exposure.",
              "Train with a transfer (\"--set ct_mode=lct\"), or match the frames' exposure"
                  + " first."));
    }
  }

  private void sharpness() {
    ToDoubleFunction<FaceHealth> blur = face -> face.edges().pixels();
    double apart = src.median(blur) - dst.median(blur);
    if (apart > HealthLimits.MOST_SHARPNESS_DIFFERENCE) {
      found.add(
          FindingList.ofSet(
              FindingKind.SHARPNESS_DIFFERS,
              "both",
              0,
              0,
              FindingList.text(
                  "src is softer than dst: edges of %.1f against %.1f pixels (median over faces)",
                  src.median(blur), dst.median(blur)),
              "The swapped face cannot be sharper than src, so it will look softer than its frame.",
              "Look for sharper src material; \"./workbench faceset sort SRC --by blur\" helps to"
                  + " keep the sharper half."));
    }
  }
}
