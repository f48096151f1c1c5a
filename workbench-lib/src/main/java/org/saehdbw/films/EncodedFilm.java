package org.saehdbw.films;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.jspecify.annotations.Nullable;

/** A film's container, open for writing, with the encoder of its picture and a copy of sound. */
final class EncodedFilm implements AutoCloseable {
  /** Of H.264, for each pixel of a second; at 1280 x 720 and 24 frames a second 16 Mbit/s. */
  private static final double BITS_A_PIXEL = 0.72;

  private final FilmTarget target;
  private final AVFormatContext container;
  private final AVCodecContext encoder;
  private final AVStream stream;
  private @Nullable SoundCopy sound;
  private @Nullable AVIOContext file;

  private EncodedFilm(
      FilmTarget target, AVFormatContext container, AVCodecContext encoder, AVStream stream) {
    this.target = target;
    this.container = container;
    this.encoder = encoder;
    this.stream = stream;
  }

  static EncodedFilm open(FilmTarget target, Path unfinished, int width, int height)
      throws FilmException {
    AVFormatContext container = new AVFormatContext(null);
    String name = String.valueOf(target.file().getFileName());
    Av.check(
        avformat.avformat_alloc_output_context2(container, null, null, name),
        target.file(),
        "this kind of file cannot be written");
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(target.codec().encoder());
    AVCodecContext encoder = avcodec.avcodec_alloc_context3(codec);
    AVStream stream = avformat.avformat_new_stream(container, codec);
    EncodedFilm film = new EncodedFilm(target, container, encoder, stream);
    try {
      film.describe(width, height);
      Av.check(
          avcodec.avcodec_open2(encoder, codec, (AVDictionary) null),
          target.file(),
          String.format(
              Locale.ROOT,
              "%s cannot encode frames of %d x %d pixels",
              target.codec().word(),
              width,
              height));
      film.begin(unfinished);
      return film;
    } catch (FilmException e) {
      film.close();
      throw e;
    }
  }

  private void describe(int width, int height) {
    PixelForm form = target.codec().form(target.channels(), target.bits());
    encoder.width(width).height(height).pix_fmt(form.id());
    encoder.time_base(Av.rational(target.clock())).framerate(Av.rational(target.rate()));
    boolean isFull = target.codec().isFullRange() || form.isRgb();
    encoder.color_range(isFull ? avutil.AVCOL_RANGE_JPEG : avutil.AVCOL_RANGE_MPEG);
    if (form.isRgb()) {
      encoder.colorspace(avutil.AVCOL_SPC_RGB);
    } else if (!form.isGray()) {
      encoder.colorspace(ColourConversion.matrix(height));
    }
    encoder.thread_count(Math.min(4, Runtime.getRuntime().availableProcessors()));
    switch (target.codec()) {
      case H264 ->
          encoder.bit_rate(Math.round(BITS_A_PIXEL * width * height * target.rate().value()));
      case VP9 -> {
        encoder.bit_rate(0);
        avutil.av_opt_set(encoder.priv_data(), "crf", "20", 0);
        avutil.av_opt_set(encoder.priv_data(), "row-mt", "1", 0);
        avutil.av_opt_set(encoder.priv_data(), "cpu-used", "4", 0);
      }
      case PRORES -> avutil.av_opt_set(encoder.priv_data(), "profile", "hq", 0);
      case FFV1 -> avutil.av_opt_set(encoder.priv_data(), "level", "3", 0);
    }
    if ((container.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
      encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
    }
  }

  private void begin(Path unfinished) throws FilmException {
    avcodec.avcodec_parameters_from_context(stream.codecpar(), encoder);
    stream.time_base(encoder.time_base()).avg_frame_rate(Av.rational(target.rate()));
    if (target.sound().isPresent()) {
      sound = new SoundCopy(target.sound().get(), container, target.file());
    }
    AVDictionary words = new AVDictionary(null);
    for (Map.Entry<String, String> tag : target.tags().entrySet()) {
      avutil.av_dict_set(words, tag.getKey(), tag.getValue(), 0);
    }
    container.metadata(words);
    AVIOContext opened = new AVIOContext(null);
    Av.check(
        avformat.avio_open(opened, unfinished.toString(), avformat.AVIO_FLAG_WRITE),
        target.file(),
        "cannot be created");
    file = opened;
    container.pb(opened);
    AVDictionary options = new AVDictionary(null);
    if (!target.tags().isEmpty()) {
      // Without it MP4 and QuickTime keep only the tags that they know.
      avutil.av_dict_set(options, "movflags", "+use_metadata_tags", 0);
    }
    Av.check(
        avformat.avformat_write_header(container, options), target.file(), "cannot be written");
    avutil.av_dict_free(options);
  }

  AVFormatContext container() {
    return container;
  }

  AVCodecContext encoder() {
    return encoder;
  }

  AVStream stream() {
    return stream;
  }

  /** Copies what sounds before a time of the source. */
  void soundUntil(double start, double until) throws FilmException {
    if (sound != null) {
      sound.writeUntil(start, until);
    }
  }

  @Override
  public void close() {
    if (sound != null) {
      sound.close();
    }
    avcodec.avcodec_free_context(encoder);
    if (file != null) {
      avformat.avio_closep(file);
    }
    avformat.avformat_free_context(container);
  }
}
