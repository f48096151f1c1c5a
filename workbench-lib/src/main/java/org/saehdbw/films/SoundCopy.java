package org.saehdbw.films;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Copies all streams of sound of a film into another one, as they are. */
final class SoundCopy implements AutoCloseable {
  private final Path from;
  private final AVFormatContext source;
  private final AVFormatContext target;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final Map<Integer, AVStream> streams = new HashMap<>();
  private boolean hasPacket;
  private boolean isDone;

  /**
   * Adds the streams to the target.
   *
   * @param file the film that is written
   * @throws FilmException if the container of the target cannot hold one of them
   */
  SoundCopy(Path from, AVFormatContext target, Path file) throws FilmException {
    this.from = from;
    this.target = target;
    source = OpenVideo.container(from);
    for (int i = 0; i < source.nb_streams(); i++) {
      AVStream stream = source.streams(i);
      if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
        add(i, stream, file);
      }
    }
  }

  private void add(int number, AVStream stream, Path file) throws FilmException {
    int id = stream.codecpar().codec_id();
    if (avformat.avformat_query_codec(target.oformat(), id, 0) == 0) {
      close();
      throw new FilmException(
          file
              + ": this kind of file cannot hold the sound of "
              + from
              + " ("
              + avcodec.avcodec_get_name(id).getString()
              + "); choose .mkv, or leave the sound out");
    }
    AVStream copy = avformat.avformat_new_stream(target, (AVCodec) null);
    Av.check(
        avcodec.avcodec_parameters_copy(copy.codecpar(), stream.codecpar()),
        file,
        "the sound cannot be described");
    copy.codecpar().codec_tag(0);
    copy.time_base(stream.time_base());
    streams.put(number, copy);
  }

  /**
   * Writes what sounds before a time of the source.
   *
   * @param start seconds of the source that become 0; what sounds before is left out
   * @param until seconds of the source
   */
  void writeUntil(double start, double until) throws FilmException {
    while (next()) {
      AVStream in = source.streams(packet.stream_index());
      double unit = (double) in.time_base().num() / in.time_base().den();
      double time = packet.pts() * unit;
      if (time >= until) {
        return;
      }
      hasPacket = false;
      AVStream out = streams.get(packet.stream_index());
      if (time >= start && out != null) {
        long shift = Math.round(start / unit);
        packet.pts(packet.pts() - shift).dts(packet.dts() - shift);
        avcodec.av_packet_rescale_ts(packet, in.time_base(), out.time_base());
        packet.stream_index(out.index()).pos(-1);
        Av.check(
            avformat.av_interleaved_write_frame(target, packet), from, "sound cannot be copied");
      }
      avcodec.av_packet_unref(packet);
    }
  }

  private boolean next() {
    while (!hasPacket && !isDone) {
      if (avformat.av_read_frame(source, packet) < 0) {
        isDone = true;
      } else if (streams.containsKey(packet.stream_index())) {
        hasPacket = true;
      } else {
        avcodec.av_packet_unref(packet);
      }
    }
    return hasPacket;
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    avformat.avformat_close_input(source);
  }
}
