package org.saehdbw.films;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Where the frames of a film are: their time stamps in the order of time, and those at which
 * decoding can begin. Read from the packets, without decoding.
 */
final class FrameIndex {
  private final long[] times;
  private final long[] starts;

  private FrameIndex(long[] times, long[] starts) {
    this.times = times;
    this.starts = starts;
  }

  /**
   * Reads a film's packets.
   *
   * @param stream of the picture
   */
  static FrameIndex of(Path file, int stream) throws FilmException {
    AVFormatContext container = OpenVideo.container(file);
    AVPacket packet = avcodec.av_packet_alloc();
    LongStream.Builder times = LongStream.builder();
    LongStream.Builder starts = LongStream.builder();
    try {
      while (avformat.av_read_frame(container, packet) >= 0) {
        boolean isShown = (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) == 0;
        if (packet.stream_index() == stream && isShown) {
          long time = packet.pts() == avutil.AV_NOPTS_VALUE ? packet.dts() : packet.pts();
          times.add(time);
          if ((packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0) {
            starts.add(time);
          }
        }
        avcodec.av_packet_unref(packet);
      }
    } finally {
      avcodec.av_packet_free(packet);
      avformat.avformat_close_input(container);
    }
    return new FrameIndex(times.build().sorted().toArray(), starts.build().sorted().toArray());
  }

  long count() {
    return times.length;
  }

  long time(long number) {
    return times[(int) number];
  }

  /** The frame from which decoding leads to another one: the nearest at or before it. */
  long start(long number) {
    int at = Arrays.binarySearch(starts, time(number));
    int before = at >= 0 ? at : -at - 2;
    return before < 0 ? 0 : Math.max(0, Arrays.binarySearch(times, starts[before]));
  }
}
