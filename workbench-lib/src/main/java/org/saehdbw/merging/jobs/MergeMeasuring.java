package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.saehdbw.evaluation.FrameSwapMeter;
import org.saehdbw.faces.Landmarks;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FilmFrame;
import org.saehdbw.films.FrameReader;
import org.saehdbw.films.Rate;
import org.saehdbw.merging.frames.MergeSource;
import org.saehdbw.merging.matching.FrameFaces;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.merging.options.Steadiness;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.Picture;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.sources.Facesets;

/** Reads the frames of a merge once, three at a time, and works out their figures. */
final class MergeMeasuring {
  private final JobFolder folder;
  private final Optional<Path> src;
  private final Progress progress;
  private final Map<Long, FrameEntry> entries = new TreeMap<>();
  private final List<FrameFigures> figures = new ArrayList<>();
  private final List<Faces> models = new ArrayList<>();
  private Optional<FrameSwapMeter> swaps = Optional.empty();
  private @Nullable Shot before;
  private @Nullable Shot now;

  /**
   * Prepares.
   *
   * @param src the faceset of the person that faces are compared with
   */
  MergeMeasuring(JobFolder folder, Optional<Path> src, Progress progress) {
    this.folder = folder;
    this.src = src;
    this.progress = progress;
  }

  /** A frame before and after merging. */
  private record Shot(
      FrameEntry entry,
      float[] source,
      float[] merged,
      Optional<Picture> mask,
      List<FrameFaces.Found> faces,
      List<FrameFaces.Found> ofFaceset,
      FrameSwapMeter.Likeness likeness) {}

  MergeFigures measure() throws IOException, FaceFileException {
    JobFile job = folder.stored();
    if (src.isPresent()) {
      swaps = Optional.of(new FrameSwapMeter(Facesets.open(src.get(), 2)));
    }
    folder.ledger().read().entries().forEach(entry -> entries.put(entry.number(), entry));
    MergeSource source = new MergeSource(Path.of(job.get("frames")), new Rate(25, 1));
    try (FrameReader reader = source.open(true)) {
      models.add(matched(source, reader, job));
      for (JobFile later : job.later()) {
        models.add(matched(source, reader, later));
      }
      long last = entries.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
      for (long number = 0; number <= last; number++) {
        progress.at("frames measured", number, last + 1);
        take(shot(reader, number));
      }
      take(null);
      progress.at("frames measured", last + 1, last + 1);
    }
    if (figures.isEmpty()) {
      throw new FilmException(folder.path() + ": a report needs a frame into which a face was put");
    }
    return new MergeFigures(folder, job, figures);
  }

  /** The faces of one model, and its options. */
  private record Faces(MergeSource.Matched matched, OptionTrack options) {}

  private static Faces matched(MergeSource source, FrameReader reader, JobFile model)
      throws FilmException, FaceFileException {
    Faceset faces = Facesets.open(Path.of(model.get("faces")), 2);
    return new Faces(
        source.match(reader, faces, model.options().first().compat()), model.options());
  }

  /** The faces of all models, as the facesets have them or as they were merged. */
  private List<FrameFaces.Found> faces(long number, boolean asMerged) {
    List<FrameFaces.Found> all = new ArrayList<>();
    for (Faces model : models) {
      Steadiness steady = model.options().at(number + 1).steady();
      all.addAll(asMerged ? model.matched().faces(number, steady) : model.matched().faces(number));
    }
    return all;
  }

  private @Nullable Shot shot(FrameReader reader, long number)
      throws IOException, FaceFileException {
    FrameEntry entry = entries.get(number);
    if (entry == null || entry.status() == MergeStatus.BAD) {
      reader.skip();
      return null;
    }
    Optional<FilmFrame> frame = reader.next();
    if (frame.isEmpty()) {
      return null;
    }
    DeepPicture merged = read(folder.frames().resolve(entry.file()));
    DeepPicture original = frame.get().picture();
    if (merged.width() != original.width() || merged.height() != original.height()) {
      return null;
    }
    boolean isMerged = entry.status() == MergeStatus.MERGED;
    List<FrameFaces.Found> faces = faces(number, true);
    return new Shot(
        entry,
        MergeMeter.luma(original),
        MergeMeter.luma(merged),
        isMerged
            ? Optional.of(read(folder.masks().resolve(entry.file())).to8Bits())
            : Optional.empty(),
        faces,
        faces(number, false),
        isMerged ? likeness(original, merged, faces) : FrameSwapMeter.Likeness.UNKNOWN);
  }

  private FrameSwapMeter.Likeness likeness(
      DeepPicture original, DeepPicture merged, List<FrameFaces.Found> faces)
      throws FaceFileException {
    if (swaps.isEmpty()) {
      return FrameSwapMeter.Likeness.UNKNOWN;
    }
    Picture source = original.toGray().to8Bits();
    Picture after = merged.toGray().to8Bits();
    List<FrameSwapMeter.Likeness> all = new ArrayList<>();
    for (FrameFaces.Found face : faces) {
      all.add(swaps.get().measure(source, after, face.landmarks()));
    }
    return FrameSwapMeter.Likeness.mean(all);
  }

  private static DeepPicture read(Path file) throws FilmException {
    try {
      return PictureFiles.decodeDeep(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FilmException(file + ": " + FileOperationException.unreadable(e), e);
    } catch (FaceFileException e) {
      throw new FilmException(file + ": " + e.getMessage(), e);
    }
  }

  /** Measures the frame before this one, which has both neighbours now. */
  private void take(@Nullable Shot next) {
    Shot shot = now;
    if (shot != null && shot.mask().isPresent()) {
      figures.add(figures(before, shot, next, shot.mask().get()));
    }
    before = shot;
    now = next;
  }

  private static FrameFigures figures(
      @Nullable Shot before, Shot shot, @Nullable Shot after, Picture mask) {
    double flicker = Double.NaN;
    double jitter = Double.NaN;
    double facesetJitter = Double.NaN;
    if (before != null && after != null) {
      flicker =
          MergeMeter.change(before.merged(), shot.merged(), after.merged(), mask)
              - MergeMeter.change(before.source(), shot.source(), after.source(), mask);
      if (before.faces().size() == 1 && after.faces().size() == 1 && shot.faces().size() == 1) {
        jitter = jitter(before.faces(), shot.faces(), after.faces());
        facesetJitter = jitter(before.ofFaceset(), shot.ofFaceset(), after.ofFaceset());
      }
    }
    double coverage =
        shot.faces().stream()
            .mapToDouble(face -> MergeMeter.coverage(face.landmarks(), mask))
            .average()
            .orElse(Double.NaN);
    return new FrameFigures(
        shot.entry().number(),
        shot.entry().file(),
        MergeMeter.seam(shot.source(), shot.merged(), mask),
        flicker,
        MergeMeter.brightness(shot.source(), shot.merged(), mask),
        coverage,
        jitter,
        facesetJitter,
        shot.likeness());
  }

  private static double jitter(
      List<FrameFaces.Found> before, List<FrameFaces.Found> now, List<FrameFaces.Found> after) {
    return MergeMeter.jitter(only(before), only(now), only(after));
  }

  private static Landmarks only(List<FrameFaces.Found> faces) {
    return faces.get(0).landmarks();
  }
}
