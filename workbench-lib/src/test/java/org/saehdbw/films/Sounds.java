package org.saehdbw.films;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** Sound without compression, whose samples can be compared. */
final class Sounds {
  private Sounds() {}

  /** Writes a tone that rises all the time, so that no two places are alike. */
  static Path wav(Path file, int rate, int seconds) throws IOException {
    int count = rate * seconds;
    ByteBuffer bytes = ByteBuffer.allocate(44 + 2 * count).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * count);
    bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    bytes.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    bytes.putShort((short) 2).putShort((short) 16);
    bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * count);
    for (int i = 0; i < count; i++) {
      double t = (double) i / rate;
      bytes.putShort((short) Math.round(20000 * Math.sin(2 * Math.PI * (200 + 150 * t) * t)));
    }
    return Files.write(file, bytes.array());
  }

  /** Reads the samples of the only stream of sound. */
  static int[] samples(Path file) throws IOException {
    AVFormatContext container = OpenVideo.container(file);
    AVPacket packet = avcodec.av_packet_alloc();
    List<Integer> samples = new ArrayList<>();
    while (avformat.av_read_frame(container, packet) >= 0) {
      int type = container.streams(packet.stream_index()).codecpar().codec_type();
      if (type == avutil.AVMEDIA_TYPE_AUDIO) {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (values.remaining() > 1) {
          samples.add((int) values.getShort());
        }
      }
      avcodec.av_packet_unref(packet);
    }
    avcodec.av_packet_free(packet);
    avformat.avformat_close_input(container);
    return samples.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns where a part begins in the whole, -1 if nowhere. */
  static int place(int[] whole, int[] part) {
    for (int at = 0; at + part.length <= whole.length; at++) {
      if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
