package org.saehdbw.merging.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.FileOperationException;
import org.saehdbw.films.FilmException;
import org.saehdbw.films.FilmInfo;
import org.saehdbw.films.FilmTarget;
import org.saehdbw.films.VideoWriter;
import org.saehdbw.parallel.Progress;
import org.saehdbw.pictures.DeepPicture;
import org.saehdbw.pictures.FaceFileException;
import org.saehdbw.pictures.PictureFiles;
import org.saehdbw.provenance.Provenance;

/** Makes a film of the pictures of a merge. */
final class FilmAssembly {
  private final Merge asked;
  private final JobFolder folder;
  private final FilmInfo source;
  private final Provenance mark;
  private final Progress progress;

  FilmAssembly(Merge asked, JobFolder folder, FilmInfo source, Provenance mark, Progress progress) {
    this.asked = asked;
    this.folder = folder;
    this.source = source;
    this.mark = mark;
    this.progress = progress;
  }

  /**
   * Writes the film; an older one of its name is replaced when the new one is complete.
   *
   * @param frames in order, at least one
   */
  void write(Collection<FrameEntry> frames) throws IOException {
    Path file = asked.film().file().orElseThrow();
    Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    VideoWriter writer = null;
    @Nullable FilmForm form = null;
    @Nullable DeepPicture before = null;
    int written = 0;
    try {
      for (FrameEntry entry : frames) {
        progress.at("frames of the film", written++, frames.size());
        DeepPicture picture = read(entry).orElse(before);
        if (picture == null) {
          continue;
        }
        if (writer == null || form == null) {
          form = FilmForm.of(folder, file, frames, picture);
          writer = VideoWriter.open(target(file, form));
        }
        before = form.fitted(picture, entry);
        writer.write(entry.time(), before);
      }
      if (writer == null) {
        throw new FilmException(file + ": no frame of " + folder.path() + " can be read");
      }
      writer.finish();
      progress.at("frames of the film", frames.size(), frames.size());
    } finally {
      if (writer != null) {
        writer.close();
      }
    }
  }

  private FilmTarget target(Path file, FilmForm form) {
    FilmTarget target = FilmTarget.of(file, form.channels(), form.bits(), source.rate());
    if (asked.film().codec().isPresent()) {
      target = target.codec(asked.film().codec().get());
    }
    target = target.like(source);
    if (asked.film().sound().isPresent()) {
      target = target.sound(asked.film().sound().get());
    }
    return target.tags(mark.tags());
  }

  /** A picture that could not be read before cannot be read now: the one before is shown longer. */
  private Optional<DeepPicture> read(FrameEntry entry) throws IOException {
    Path file = folder.frames().resolve(entry.file());
    try {
      return Optional.of(PictureFiles.decodeDeep(Files.readAllBytes(file)));
    } catch (FaceFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new FilmException(file + ": " + FileOperationException.unreadable(e), e);
    }
  }
}
