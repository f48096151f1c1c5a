package org.saehdbw.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.saehdbw.films.FilmInfo;
import org.saehdbw.films.VideoReader;
import org.saehdbw.reports.Markup;

/** A film in a cell, stored in the notebook with the outputs; browsers play it. */
public final class FilmCell {
  private static final Map<String, String> TYPES = Map.of("mp4", "video/mp4", "webm", "video/webm");
  private static final long MOST_BYTES = 20L << 20;

  private FilmCell() {}

  /**
   * Returns a film as a piece of a page.
   *
   * @param file a film that browsers play: {@code .mp4} with H.264, or {@code .webm} with VP9
   * @throws IllegalArgumentException if it has another ending or more than 20 MiB
   * @throws IOException if it cannot be read
   */
  public static Html of(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    if (type == null) {
      throw new IllegalArgumentException("browsers play films .mp4 and .webm, got " + file);
    }
    if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a film in a cell must have at most %d MiB, %s has %d",
              MOST_BYTES >> 20,
              file,
              Files.size(file) >> 20));
    }
    FilmInfo info;
    try (VideoReader reader = VideoReader.open(file, false)) {
      info = reader.info();
    }
    String words =
        String.format(Locale.ROOT, "%s, %d x %d pixels", name, info.width(), info.height());
    return new Html(
        String.format(
                Locale.ROOT,
                "<video controls loop muted style=\"max-width:100%%\" width=\"%d\" height=\"%d\""
                    + " aria-label=\"film %s\" src=\"%s\"></video>",
                info.width(),
                info.height(),
                Markup.escape(words),
                Markup.data(type, Files.readAllBytes(file)))
            + Html.paragraph(words).text());
  }
}
