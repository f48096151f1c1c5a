package org.saehdbw.films;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;
import org.saehdbw.pictures.DeepPicture;

/**
 * The frames of a film, by FFmpeg's libraries. Memory does not depend on the length of the film.
 *
 * <p>Gray of a gray or a luma form is read from its values alone, in full range, without a way
 * through colours; it keeps its bits. Colour has 8 bits, or 16 where the film has more than 8.
 */
public final class VideoReader implements FrameReader {
  private final Path file;
  private OpenVideo video;
  private final boolean gray;
  private final short[] toFull;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private final AVFrame converted = avutil.av_frame_alloc();
  private final List<String> remarks = new ArrayList<>();
  private @Nullable ColourConversion conversion;
  private long number;
  private long damaged;
  private double end;
  private boolean isDrained;
  private boolean isAtFrame;
  private @Nullable FrameIndex index;
  private boolean isClosed;

  private VideoReader(Path file, OpenVideo video, boolean gray) {
    this.file = file;
    this.video = video;
    this.gray = gray;
    toFull = LumaRange.toFull(video.form().bits(), video.info().fullRange());
  }

  /**
   * Opens a film.
   *
   * @param gray whether frames are read in gray; gray films always are
   * @throws FilmException if the file is missing, is no film, or its codec cannot be decoded
   */
  public static VideoReader open(Path file, boolean gray) throws FilmException {
    if (!Files.isRegularFile(file)) {
      throw new FilmException("film not found: " + file);
    }
    Av.load();
    OpenVideo video = OpenVideo.of(file);
    return new VideoReader(file, video, gray || video.info().channels() == 1);
  }

  @Override
  public FilmInfo info() {
    return video.info();
  }

  @Override
  public Optional<FilmFrame> next() throws FilmException {
    if (!decode()) {
      return Optional.empty();
    }
    long time = frame.best_effort_timestamp();
    DeepPicture picture = picture();
    FilmFrame made =
        new FilmFrame(number, String.format(Locale.ROOT, "%05d", number + 1), time, picture);
    number++;
    return Optional.of(made);
  }

  @Override
  public boolean skip() throws FilmException {
    boolean found = decode();
    number += found ? 1 : 0;
    return found;
  }

  /** Decodes up to the next frame; whether there was one. */
  private boolean decode() throws FilmException {
    if (isAtFrame) {
      isAtFrame = false;
      return true;
    }
    while (true) {
      int code = avcodec.avcodec_receive_frame(video.decoder(), frame);
      if (code >= 0) {
        note();
        return true;
      }
      if (Av.isEnd(code)) {
        atEnd();
        return false;
      }
      if (!Av.isAgain(code)) {
        damaged++;
      }
      feed();
    }
  }

  private void note() {
    double clock = video.info().clock().value();
    long shown = frame.duration();
    double seconds = shown > 0 ? shown * clock : video.info().rate().inverse().value();
    end = frame.best_effort_timestamp() * clock + seconds;
    boolean isBad =
        frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    if (isBad) {
      remarks.add(file + ": frame " + (number + 1) + " is damaged, it may look wrong");
    }
  }

  private void feed() throws FilmException {
    while (!isDrained) {
      int code = avformat.av_read_frame(video.container(), packet);
      if (code < 0) {
        isDrained = true;
        if (!Av.isEnd(code)) {
          remarks.add(file + ": cannot be read to its end: " + Av.text(code));
        }
        avcodec.avcodec_send_packet(video.decoder(), null);
        return;
      }
      boolean isOurs = packet.stream_index() == video.stream();
      int sent = isOurs ? avcodec.avcodec_send_packet(video.decoder(), packet) : 0;
      avcodec.av_packet_unref(packet);
      if (sent < 0) {
        damaged++;
      }
      if (isOurs) {
        return;
      }
    }
  }

  private void atEnd() {
    if (damaged > 0) {
      remarks.add(file + ": " + damaged + " damaged pieces could not be decoded");
      damaged = 0;
    }
    long announced = video.info().frames().orElse(number);
    if (announced != number) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%s: announces %d frames, %d were read; a film that was cut off is like this",
              file,
              announced,
              number));
    } else if (number > 0) {
      AnnouncedEnd.missed(video, end).ifPresent(words -> remarks.add(file + ": " + words));
    }
  }

  @Override
  public void seek(long wanted) throws FilmException {
    FrameIndex frames = index();
    if (wanted < 0 || wanted >= frames.count()) {
      throw new FilmException(
          file + ": has frames 1 to " + frames.count() + ", got " + (wanted + 1));
    }
    if (wanted < number || frames.start(wanted) > number) {
      isAtFrame = false;
      number = frames.start(wanted);
      if (!jumpTo(frames.time(number))) {
        reopen();
        number = 0;
      }
    }
    while (number < wanted) {
      if (!skip()) {
        throw new FilmException(
            String.format(Locale.ROOT, "%s: ends at frame %d, got %d", file, number, wanted + 1));
      }
    }
  }

  /** Whether the frame of a time could be found, from which decoding can begin. */
  private boolean jumpTo(long time) throws FilmException {
    int flags = avformat.AVSEEK_FLAG_BACKWARD;
    if (avformat.av_seek_frame(video.container(), video.stream(), time, flags) < 0) {
      return false;
    }
    avcodec.avcodec_flush_buffers(video.decoder());
    isDrained = false;
    while (decode()) {
      if (frame.best_effort_timestamp() >= time) {
        isAtFrame = frame.best_effort_timestamp() == time;
        return isAtFrame;
      }
    }
    return false;
  }

  private void reopen() throws FilmException {
    OpenVideo again = OpenVideo.of(file);
    video.close();
    video = again;
    isDrained = false;
    isAtFrame = false;
  }

  @Override
  public long count() throws FilmException {
    return index().count();
  }

  private FrameIndex index() throws FilmException {
    if (index == null) {
      index = FrameIndex.of(file, video.stream());
    }
    return index;
  }

  private DeepPicture picture() throws FilmException {
    PixelForm form = video.form();
    if (gray && form.hasLuma()) {
      return FramePlanes.luma(frame, form, toFull);
    }
    int bits = form.bits() > 8 ? 16 : 8;
    ColourConversion colours = conversion;
    if (colours == null) {
      colours = new ColourConversion(file);
      conversion = colours;
      converted.width(frame.width()).height(frame.height());
      converted.format(bits > 8 ? avutil.AV_PIX_FMT_BGR48LE : avutil.AV_PIX_FMT_BGR24);
      converted.colorspace(avutil.AVCOL_SPC_RGB).color_range(avutil.AVCOL_RANGE_JPEG);
      Av.check(avutil.av_frame_get_buffer(converted, 0), file, "no memory for a frame");
    }
    ColourConversion.complete(frame, form, video.info().fullRange());
    colours.convert(frame, converted);
    DeepPicture picture = FramePlanes.colours(converted, bits);
    return gray ? picture.toGray() : picture;
  }

  @Override
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      avcodec.av_packet_free(packet);
      avutil.av_frame_free(frame);
      avutil.av_frame_free(converted);
      if (conversion != null) {
        conversion.close();
      }
      video.close();
    }
  }
}
