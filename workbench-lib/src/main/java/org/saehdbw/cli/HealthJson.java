package org.saehdbw.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.saehdbw.facesets.Faceset.RejectedFile;
import org.saehdbw.facesets.health.DecodeCost;
import org.saehdbw.facesets.health.Finding;
import org.saehdbw.facesets.health.HealthReport;
import org.saehdbw.facesets.health.PoseCover;
import org.saehdbw.facesets.health.SideHealth;

/**
 * A health report as JSON: everything but the pictures.
 *
 * @param trainingSize in pixels
 * @param page where the page was written
 * @param facesets src, and dst if there is one
 * @param poses holes, if there are two sides
 * @param findings what must be mended first
 */
record HealthJson(
    int trainingSize,
    String page,
    List<Side> facesets,
    Map<String, Object> poses,
    List<Found> findings) {

  record Side(
      String role,
      String name,
      int faces,
      List<RejectedFile> unreadable,
      Map<String, Integer> faceTypes,
      Map<Integer, Integer> widths,
      Map<Integer, Integer> channels,
      Map<String, Double> medians,
      List<List<String>> nearDuplicates,
      Map<String, Double> decode) {}

  record Found(
      String kind,
      String weight,
      String side,
      int count,
      int of,
      String headline,
      String meaning,
      String action,
      List<Finding.Named> faces) {}

  static HealthJson of(HealthReport report, Path page) {
    return new HealthJson(
        report.trainingSide(),
        page.toString(),
        report.sides().stream().map(HealthJson::side).toList(),
        report.poses().map(HealthJson::poses).orElse(Map.of()),
        report.findings().stream().map(HealthJson::found).toList());
  }

  private static Side side(SideHealth side) {
    Map<String, Double> medians = new LinkedHashMap<>();
    if (!side.faces().isEmpty()) {
      medians.put("edge_blur_px", side.median(face -> face.edges().pixels()));
      medians.put("brightness", side.median(face -> face.tones().mean()));
      medians.put("gray_contrast", side.median(face -> face.tones().contrast()));
      medians.put("gray_share", side.median(face -> face.tones().grayShare()));
    }
    List<List<String>> copies =
        side.copies().stream()
            .map(group -> group.stream().map(place -> side.faces().get(place).name()).toList())
            .toList();
    return new Side(
        side.role(),
        side.name(),
        side.faces().size(),
        side.unreadable(),
        side.faceTypes(),
        side.widths(),
        side.channels(),
        medians,
        copies,
        side.decode().map(HealthJson::decode).orElse(Map.of()));
  }

  private static Map<String, Double> decode(DecodeCost cost) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("timed_faces", (double) cost.faces());
    figures.put("stored_ms", cost.storedMillis());
    figures.put("resized_ms", cost.resizedMillis());
    return figures;
  }

  private static Map<String, Object> poses(PoseCover cover) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("distance_degrees", cover.distanceDegrees());
    figures.put("dst_faces", cover.dstFaces());
    figures.put("in_holes", cover.holes().size());
    figures.put("filled_by_mirrored_src", cover.mirrorFills());
    figures.put("regions", cover.regions());
    return figures;
  }

  private static Found found(Finding finding) {
    return new Found(
        finding.kind().key(),
        finding.kind().weight().word(),
        finding.side(),
        finding.count(),
        finding.of(),
        finding.headline(),
        finding.meaning(),
        finding.action(),
        finding.faces());
  }
}
