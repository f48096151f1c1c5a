package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.saehdbw.films.FilmCodec;
import org.saehdbw.films.Rate;
import org.saehdbw.merging.options.ChangeScope;
import org.saehdbw.merging.options.OptionTrack;
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
 * @param input what is read
 * @param out the folder of the job
 * @param options of every frame
 * @param later models that paint other faces onto what this one made, in order
 * @param keepsColour whether a gray model's result becomes the luma of the frame's own colours
 * @param film that is made of the frames
 * @param threads that work at once, at least 1
 */
public record Merge(
    MergeInput input,
    Path out,
    OptionTrack options,
    List<MergeModel> later,
    boolean keepsColour,
    FilmOutput film,
    int threads) {
  private static final int USUAL_THREADS = 8;

  /** Copies the list. */
  public Merge {
    later = List.copyOf(later);
  }

  /** Begins a merge with a run's model; frames, faces and a folder must follow. */
  public static Merge of(RunFolder run) {
    return new Merge(
        MergeInput.of(run),
        Path.of(""),
        OptionTrack.DEFAULTS,
        List.of(),
        false,
        FilmOutput.none(),
        Math.min(USUAL_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  private Merge with(MergeInput other) {
    return new Merge(other, out, options, later, keepsColour, film, threads);
  }

  private Merge with(FilmOutput other) {
    return new Merge(input, out, options, later, keepsColour, other, threads);
  }

  /** Returns this with a folder of pictures, or a film. */
  public Merge frames(Path folderOrFilm) {
    return with(input.frames(folderOrFilm));
  }

  /** Returns this with the faceset whose faces are replaced. */
  public Merge faces(Path faceset) {
    return with(input.faces(faceset));
  }

  /** Returns this with a part of the frames. */
  public Merge only(FrameRange part) {
    return with(input.only(part));
  }

  /** Returns this with the folder of the job: new, empty, or of the same job. */
  public Merge into(Path folder) {
    return new Merge(input, folder, options, later, keepsColour, film, threads);
  }

  /**
   * Returns this with what comes out: a folder of the job, or a film, whose folder is then {@code
   * FILM.merge} beside it.
   */
  public Merge to(Path folderOrFilm) {
    String name = String.valueOf(folderOrFilm.getFileName());
    return name.toLowerCase(Locale.ROOT).matches(".*\\.(mp4|mov|mkv|webm|avi|nut)")
        ? into(folderOrFilm.resolveSibling(name + ".merge")).film(folderOrFilm)
        : into(folderOrFilm);
  }

  /** Returns this with other options of frames. */
  public Merge options(OptionTrack other) {
    return new Merge(input, out, other, later, keepsColour, film, threads);
  }

  /**
   * Returns this with an option of all frames, such as {@code set("mask_mode", "dst")}.
   *
   * @throws SettingsException if there is no such option, or the value is not allowed
   */
  public Merge set(String key, Object value) throws SettingsException {
    return options(options.with(ChangeScope.ALL, 1, Map.of(key, String.valueOf(value))));
  }

  /**
   * Returns this with an option from one frame on, up to the next frame from which something is
   * set.
   *
   * @param frame its place, from 1
   * @throws SettingsException if there is no such option, or the value is not allowed
   */
  public Merge setFrom(long frame, String key, Object value) throws SettingsException {
    return options(options.with(ChangeScope.ONWARD, frame, Map.of(key, String.valueOf(value))));
  }

  /**
   * Returns this with one more model, which paints the faces of its own faceset onto what those
   * before it made. It is given the frame as it was.
   */
  public Merge and(MergeModel model) {
    List<MergeModel> more = new ArrayList<>(later);
    more.add(model);
    return new Merge(input, out, options, more, keepsColour, film, threads);
  }

  /** All models in the order in which they are painted. */
  List<MergeModel> models() {
    List<MergeModel> all = new ArrayList<>();
    all.add(new MergeModel(input.run(), input.faces(), options));
    all.addAll(later);
    return all;
  }

  /** A short text that differs where the options of a frame, from 0, differ. */
  String fingerprint(long frame) {
    return MergeLedger.fingerprint(
        models().stream().map(model -> model.options().at(frame + 1)).toList());
  }

  /** Returns this, keeping the frame's own colours around a gray model's luma. */
  public Merge keepingColour() {
    return new Merge(input, out, options, later, true, film, threads);
  }

  /** Returns this with a film of the result; of a film it gets the sound and the time stamps. */
  public Merge film(Path file) {
    return with(film.to(file));
  }

  /** Returns this with the codec of the film. */
  public Merge codec(FilmCodec other) {
    return with(film.codec(other));
  }

  /** Returns this with the rate and the sound of a film that is made of pictures. */
  public Merge like(Rate frameRate, Optional<Path> withSound) {
    return with(film.like(frameRate, withSound));
  }

  /** Returns this with so many threads. */
  public Merge threads(int count) {
    return new Merge(input, out, options, later, keepsColour, film, count);
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
    try (OpenMerge open = OpenMerge.of(this)) {
      return open.run(progress, stop);
    }
  }

  /**
   * What decides about the pictures, for the file of the job.
   *
   * @param trained the model of each run, as a file names it
   */
  JobFile file(List<Trained> trained) {
    Map<String, String> settings = model(models().get(0), trained.get(0));
    settings.put("frames", absolute(input.frames()));
    settings.put("faces", absolute(input.faces()));
    settings.put("range", input.range().toString());
    settings.put("keep_colour", keepsColour ? "true" : "false");
    List<JobFile> others = new ArrayList<>();
    for (int i = 0; i < later.size(); i++) {
      Map<String, String> other = model(later.get(i), trained.get(i + 1));
      other.put("faces", absolute(later.get(i).faces()));
      others.add(new JobFile(other, later.get(i).options(), true, List.of()));
    }
    return new JobFile(settings, options, true, others);
  }

  /**
   * A model as it was trained.
   *
   * @param name such as {@code df-udt-192-128-48-32-16-gray}
   * @param iteration that it has
   */
  record Trained(String name, long iteration) {}

  private static Map<String, String> model(MergeModel model, Trained trained) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("run", absolute(model.run().path()));
    settings.put("model", trained.name());
    settings.put("iteration", String.valueOf(trained.iteration()));
    return settings;
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
