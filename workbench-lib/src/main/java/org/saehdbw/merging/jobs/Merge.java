package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.saehdbw.films.FilmCodec;
import org.saehdbw.films.Rate;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;

/**
 * Puts the faces of a trained model into frames. The same call again continues a merge that was
 * stopped or killed; frames that are done are not made a second time.
 *
 * <pre>{@code
 * var merged = Merge.of(run).frames(Path.of("frames")).faces(Path.of("datasets/dst"))
 *     .set("mask_mode", "dst").into(Path.of("results/merge/night")).start();
 * }</pre>
 *
 * @param run whose newest checkpoint draws
 * @param frames a folder of pictures, or a film
 * @param faces the dst faceset; each face knows its frame by {@code source_filename}
 * @param out the folder of the job
 * @param options how faces are merged
 * @param range which frames
 * @param keepsColour whether a gray model's result becomes the luma of the frame's own colours
 * @param film where a film of the result goes, if one is wanted
 * @param codec of that film; the usual one for its name where empty
 * @param rate frames a second of a film that is made of pictures
 * @param sound whose sound a film of pictures gets
 * @param threads that work at once, at least 1
 */
public record Merge(
    RunFolder run,
    Path frames,
    Path faces,
    Path out,
    MergeOptions options,
    FrameRange range,
    boolean keepsColour,
    Optional<Path> film,
    Optional<FilmCodec> codec,
    Rate rate,
    Optional<Path> sound,
    int threads) {
  private static final Rate USUAL = new Rate(25, 1);
  private static final Path NOT_YET = Path.of("");

  /** Begins a merge with a run's model; frames, faces and a folder must follow. */
  public static Merge of(RunFolder run) {
    return new Merge(
        run,
        NOT_YET,
        NOT_YET,
        NOT_YET,
        MergeOptions.DEFAULTS,
        FrameRange.ALL,
        false,
        Optional.empty(),
        Optional.empty(),
        USUAL,
        Optional.empty(),
        Math.min(8, Runtime.getRuntime().availableProcessors()));
  }

  /** Returns this with a folder of pictures, or a film. */
  public Merge frames(Path folderOrFilm) {
    return new Merge(
        run,
        folderOrFilm,
        faces,
        out,
        options,
        range,
        keepsColour,
        film,
        codec,
        rate,
        sound,
        threads);
  }

  /** Returns this with the faceset whose faces are replaced. */
  public Merge faces(Path faceset) {
    return new Merge(
        run, frames, faceset, out, options, range, keepsColour, film, codec, rate, sound, threads);
  }

  /** Returns this with the folder of the job: new, empty, or of the same job. */
  public Merge into(Path folder) {
    return new Merge(
        run, frames, faces, folder, options, range, keepsColour, film, codec, rate, sound, threads);
  }

  /**
   * Returns this with an option of merging, such as {@code set("mask_mode", "dst")}.
   *
   * @throws SettingsException if there is no such option, or the value is not allowed
   */
  public Merge set(String key, Object value) throws SettingsException {
    MergeOptions changed = options.with(Map.of(key, String.valueOf(value)), "set");
    return new Merge(
        run, frames, faces, out, changed, range, keepsColour, film, codec, rate, sound, threads);
  }

  /** Returns this with a part of the frames. */
  public Merge only(FrameRange part) {
    return new Merge(
        run, frames, faces, out, options, part, keepsColour, film, codec, rate, sound, threads);
  }

  /** Returns this, keeping the frame's own colours around a gray model's luma. */
  public Merge keepingColour() {
    return new Merge(
        run, frames, faces, out, options, range, true, film, codec, rate, sound, threads);
  }

  /** Returns this with a film of the result; of a film it gets the sound and the time stamps. */
  public Merge film(Path file) {
    return new Merge(
        run,
        frames,
        faces,
        out,
        options,
        range,
        keepsColour,
        Optional.of(file),
        codec,
        rate,
        sound,
        threads);
  }

  /** Returns this with the codec of the film. */
  public Merge codec(FilmCodec other) {
    return new Merge(
        run,
        frames,
        faces,
        out,
        options,
        range,
        keepsColour,
        film,
        Optional.of(other),
        rate,
        sound,
        threads);
  }

  /** Returns this with the rate and the sound of a film that is made of pictures. */
  public Merge like(Rate frameRate, Optional<Path> withSound) {
    return new Merge(
        run,
        frames,
        faces,
        out,
        options,
        range,
        keepsColour,
        film,
        codec,
        frameRate,
        withSound,
        threads);
  }

  /** Returns this with so many threads. */
  public Merge threads(int count) {
    return new Merge(
        run, frames, faces, out, options, range, keepsColour, film, codec, rate, sound, count);
  }

  /** Merges to the end. */
  public MergeResult start()
      throws IOException, FaceFileException, SettingsException, InterruptedException {
    return start(Progress.NONE, () -> false);
  }

  /**
   * Merges.
   *
   * @param progress told how far it is
   * @param stop asked between frames whether it shall end; the same call continues it
   * @throws IOException if frames cannot be read or written, the run has no checkpoint, or the
   *     folder holds another merge
   * @throws FaceFileException if the faceset cannot be read
   */
  public MergeResult start(Progress progress, BooleanSupplier stop)
      throws IOException, FaceFileException, SettingsException, InterruptedException {
    return new MergeRun(this, progress, stop).run();
  }

  /** What decides about the pictures, for the file of the job. */
  Map<String, String> settings(String model, long iteration) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("run", run.path().toAbsolutePath().normalize().toString());
    settings.put("model", model);
    settings.put("iteration", String.valueOf(iteration));
    settings.put("frames", frames.toAbsolutePath().normalize().toString());
    settings.put("faces", faces.toAbsolutePath().normalize().toString());
    settings.put("range", range.toString());
    settings.put("keep_colour", String.valueOf(keepsColour).toLowerCase(Locale.ROOT));
    settings.putAll(options.toMap());
    return settings;
  }
}
