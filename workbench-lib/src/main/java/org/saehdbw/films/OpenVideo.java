package org.saehdbw.films;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerPointer;

/**
 * A film's container and the decoder of its picture.
 *
 * @param container open for reading
 * @param decoder of the picture
 * @param stream the number of the picture's stream
 * @param form of stored pixels
 * @param info what the film says of itself
 */
record OpenVideo(
    AVFormatContext container, AVCodecContext decoder, int stream, PixelForm form, FilmInfo info) {
  private static final Rate USUAL = new Rate(25, 1);
  private static final Rate MILLIS = new Rate(1, 1000);
  private static final String NO_FILM = "is not a film that can be read";

  static AVFormatContext container(Path file) throws FilmException {
    AVFormatContext container = avformat.avformat_alloc_context();
    int code = avformat.avformat_open_input(container, file.toString(), null, (AVDictionary) null);
    Av.check(code, file, NO_FILM);
    int found = avformat.avformat_find_stream_info(container, (PointerPointer<?>) null);
    if (found < 0) {
      avformat.avformat_close_input(container);
      throw new FilmException(file + ": " + NO_FILM + ": " + Av.text(found));
    }
    return container;
  }

  static OpenVideo of(Path file) throws FilmException {
    AVFormatContext container = container(file);
    try {
      int number =
          avformat.av_find_best_stream(
              container, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
      if (number < 0) {
        throw new FilmException(file + ": must be a film, but holds no moving picture");
      }
      AVStream stream = container.streams(number);
      AVCodecContext decoder = decoder(file, stream);
      try {
        PixelForm form = form(file, stream.codecpar());
        return new OpenVideo(container, decoder, number, form, info(file, container, stream, form));
      } catch (FilmException e) {
        avcodec.avcodec_free_context(decoder);
        throw e;
      }
    } catch (FilmException e) {
      avformat.avformat_close_input(container);
      throw e;
    }
  }

  private static PixelForm form(Path file, AVCodecParameters parameters) throws FilmException {
    try {
      return PixelForm.of(parameters.format());
    } catch (IllegalArgumentException e) {
      throw new FilmException(file + ": " + e.getMessage(), e);
    }
  }

  private static AVCodecContext decoder(Path file, AVStream stream) throws FilmException {
    int id = stream.codecpar().codec_id();
    AVCodec codec = avcodec.avcodec_find_decoder(id);
    if (codec == null || codec.isNull()) {
      throw new FilmException(
          file
              + ": its codec "
              + avcodec.avcodec_get_name(id).getString()
              + " cannot be decoded here; convert the film to another one, such as ffv1");
    }
    AVCodecContext decoder = avcodec.avcodec_alloc_context3(codec);
    avcodec.avcodec_parameters_to_context(decoder, stream.codecpar());
    decoder.pkt_timebase(stream.time_base());
    decoder.thread_count(Math.min(4, Runtime.getRuntime().availableProcessors()));
    int code = avcodec.avcodec_open2(decoder, codec, (AVDictionary) null);
    if (code < 0) {
      avcodec.avcodec_free_context(decoder);
      throw new FilmException(file + ": cannot be decoded: " + Av.text(code));
    }
    return decoder;
  }

  private static FilmInfo info(
      Path file, AVFormatContext container, AVStream stream, PixelForm form) {
    AVCodecParameters picture = stream.codecpar();
    long frames = stream.nb_frames();
    return new FilmInfo(
        file,
        picture.width(),
        picture.height(),
        form.isGray() ? 1 : 3,
        form.bits(),
        avcodec.avcodec_get_name(picture.codec_id()).getString(),
        form.name(),
        isFull(picture, form),
        Av.rate(stream.avg_frame_rate(), Av.rate(stream.r_frame_rate(), USUAL)),
        Av.rate(stream.time_base(), MILLIS),
        frames > 0 ? OptionalLong.of(frames) : OptionalLong.empty(),
        sounds(container),
        tags(container));
  }

  /** What is not said is full range in gray and red, green, blue, and limited in luma. */
  private static boolean isFull(AVCodecParameters picture, PixelForm form) {
    int range = picture.color_range();
    boolean isOldFull = form.name().startsWith("yuvj");
    return isOldFull
        || range == avutil.AVCOL_RANGE_JPEG
        || (range != avutil.AVCOL_RANGE_MPEG && (form.isRgb() || form.isGray()));
  }

  private static Map<String, String> tags(AVFormatContext container) {
    Map<String, String> tags = new LinkedHashMap<>();
    AVDictionaryEntry entry = null;
    while ((entry = avutil.av_dict_iterate(container.metadata(), entry)) != null) {
      tags.put(entry.key().getString(), entry.value().getString());
    }
    return tags;
  }

  private static List<String> sounds(AVFormatContext container) {
    List<String> sounds = new ArrayList<>();
    for (int i = 0; i < container.nb_streams(); i++) {
      AVCodecParameters stream = container.streams(i).codecpar();
      if (stream.codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
        sounds.add(
            String.format(
                Locale.ROOT,
                "%s, %d Hz, %d channels",
                avcodec.avcodec_get_name(stream.codec_id()).getString(),
                stream.sample_rate(),
                stream.ch_layout().nb_channels()));
      }
    }
    return sounds;
  }

  void close() {
    avcodec.avcodec_free_context(decoder);
    avformat.avformat_close_input(container);
  }
}
