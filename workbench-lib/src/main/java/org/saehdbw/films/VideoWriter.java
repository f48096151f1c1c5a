package org.saehdbw.films;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.jspecify.annotations.Nullable;
import org.saehdbw.files.Rename;
import org.saehdbw.pictures.DeepPicture;

/**
 * Writes a film frame by frame, with the sound of another one. The file appears when it is
 * complete; before, it stands beside its place under a name that begins with {@code .writing-}.
 */
public final class VideoWriter implements Closeable {
  private final FilmTarget target;
  private final Path unfinished;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private @Nullable EncodedFilm film;
  private @Nullable FrameMaker maker;
  private long firstTime;
  private long lastTime = Long.MIN_VALUE;
  private long written;

  private VideoWriter(FilmTarget target) {
    this.target = target;
    unfinished = target.file().resolveSibling(".writing-" + target.file().getFileName());
  }

  /**
   * Prepares a film. It is opened with the first frame, which says its sides.
   *
   * @throws FilmException if the encoder is not part of FFmpeg's libraries here
   */
  public static VideoWriter open(FilmTarget target) throws FilmException {
    if (!target.codec().isHere()) {
      throw new FilmException(
          target.file()
              + ": FFmpeg's libraries here have no encoder "
              + target.codec().encoder()
              + " for "
              + target.codec().word()
              + "; choose another codec");
    }
    return new VideoWriter(target);
  }

  /**
   * Writes the next frame.
   *
   * @param time in ticks of the target's clock, later than that of the frame before
   * @throws IllegalArgumentException if the frame has other sides, channels or time than it must
   * @throws FilmException if it cannot be written
   */
  public void write(long time, DeepPicture picture) throws FilmException {
    if (picture.channels() != target.channels()) {
      throw new IllegalArgumentException(
          "frames must have " + target.channels() + " channels, got " + picture.channels());
    }
    if (time <= lastTime && written > 0) {
      throw new IllegalArgumentException(
          "time stamps must rise, got " + time + " after " + lastTime);
    }
    EncodedFilm open = film;
    FrameMaker frames = maker;
    if (open == null || frames == null) {
      firstTime = time;
      requireSides(picture);
      frames = new FrameMaker(target, picture.width(), picture.height());
      maker = frames;
      open = EncodedFilm.open(target, unfinished, picture.width(), picture.height());
      film = open;
    }
    AVFrame frame = frames.make(picture);
    frame.pts(time - firstTime);
    lastTime = time;
    written++;
    send(open, frame);
  }

  private void requireSides(DeepPicture picture) throws FilmException {
    boolean odd = picture.width() % 2 != 0 || picture.height() % 2 != 0;
    if (odd && target.codec().needsEvenSides()) {
      throw new FilmException(
          String.format(
              Locale.ROOT,
              "%s: %s needs even sides, frames have %d x %d; choose ffv1, vp9 or prores",
              target.file(),
              target.codec().word(),
              picture.width(),
              picture.height()));
    }
  }

  private void send(EncodedFilm open, @Nullable AVFrame frame) throws FilmException {
    Av.check(
        avcodec.avcodec_send_frame(open.encoder(), frame),
        target.file(),
        "frame " + written + " cannot be encoded");
    while (true) {
      int code = avcodec.avcodec_receive_packet(open.encoder(), packet);
      if (Av.isAgain(code) || Av.isEnd(code)) {
        return;
      }
      Av.check(code, target.file(), "frame " + written + " cannot be encoded");
      double seconds = packet.pts() * target.clock().value();
      avcodec.av_packet_rescale_ts(packet, Av.rational(target.clock()), open.stream().time_base());
      packet.stream_index(open.stream().index());
      open.soundUntil(firstSecond(), firstSecond() + seconds);
      Av.check(
          avformat.av_interleaved_write_frame(open.container(), packet),
          target.file(),
          "cannot be written (is the disk full?)");
    }
  }

  private double firstSecond() {
    return firstTime * target.clock().value();
  }

  /**
   * Ends the film and puts it in its place.
   *
   * @throws FilmException if there was no frame, or it cannot be written
   */
  public void finish() throws FilmException {
    EncodedFilm open = film;
    if (open == null) {
      throw new FilmException(target.file() + ": a film needs at least one frame");
    }
    send(open, null);
    double end = lastTime * target.clock().value() + target.rate().inverse().value();
    open.soundUntil(firstSecond(), end);
    Av.check(
        avformat.av_write_trailer(open.container()),
        target.file(),
        "cannot be written (is the disk full?)");
    open.close();
    film = null;
    try {
      Rename.replacing(unfinished, target.file());
    } catch (IOException e) {
      throw new FilmException(target.file() + ": cannot be put in its place: " + e, e);
    }
  }

  /** How many frames were written. */
  public long written() {
    return written;
  }

  /** Frees what it holds; a film that was not finished is removed. */
  @Override
  public void close() throws IOException {
    avcodec.av_packet_free(packet);
    if (maker != null) {
      maker.close();
      maker = null;
    }
    if (film != null) {
      film.close();
      film = null;
      Files.deleteIfExists(unfinished);
    }
  }
}
