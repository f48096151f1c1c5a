#!/bin/sh
# FFmpeg's libsvtav1 (SVT-AV1 4.2.0, in org.bytedeco:ffmpeg 8.1.2-1.5.14): where the user has the right to, as root has in most containers,
# opening the encoder gives the calling thread the scheduling policy SCHED_FIFO with priority 99, the highest real-time priority, and its
# own threads too. The policy stays after the encoder was closed, and every thread that is started later from that thread inherits it: in a Java
# program the garbage collector's and a pool's threads, for example. Such threads run before all ordinary ones of the machine, so that a thread
# that spins or works without a pause stops others, even those of other programs. The encoders ffv1, libopenh264, libvpx-vp9 and prores_ks leave
# the policy as it is. Without the right, the encoder prints a warning and changes nothing.
#
# Seen as root with Java 17 on Linux x86-64 (policy 0 is the ordinary one, 1 is SCHED_FIFO):
#   before: policy 0, priority 0
#   after libvpx-vp9 was opened and closed: policy 0, priority 0
#   after libsvtav1 was opened and closed: policy 1, priority 99
#   a thread that is started then: policy 1, priority 99
set -eu
[ "$(id -u)" -eq 0 ] && [ -d /proc/self/task ] || { echo "needs Linux and the right to set real-time priority, as root has" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/main/java"
cat >"$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId><artifactId>svtav1</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>org.bytedeco</groupId><artifactId>javacpp</artifactId><version>1.5.14</version></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>javacpp</artifactId><version>1.5.14</version><classifier>linux-x86_64</classifier></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>ffmpeg</artifactId><version>8.1.2-1.5.14</version></dependency>
    <dependency><groupId>org.bytedeco</groupId><artifactId>ffmpeg</artifactId><version>8.1.2-1.5.14</version><classifier>linux-x86_64</classifier></dependency>
  </dependencies>
</project>
POM
cat >"$work/src/main/java/Priority.java" <<'JAVA'
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

public final class Priority {
  public static void main(String[] arguments) throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    System.out.println("before: " + own());
    for (String encoder : new String[] {"libvpx-vp9", "libsvtav1"}) {
      open(encoder);
      System.out.println("after " + encoder + " was opened and closed: " + own());
    }
    Thread later = new Thread(() -> System.out.println("a thread that is started then: " + own()));
    later.start();
    later.join();
  }

  private static void open(String encoder) {
    AVCodec codec = avcodec.avcodec_find_encoder_by_name(encoder);
    AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
    context.width(128).height(96).pix_fmt(avutil.AV_PIX_FMT_YUV420P);
    context.time_base(new AVRational().num(1).den(25));
    int code = avcodec.avcodec_open2(context, codec, (AVDictionary) null);
    if (code < 0) {
      throw new IllegalStateException(encoder + ": " + code);
    }
    avcodec.avcodec_free_context(context);
  }

  /** Fields 40 and 41 of the calling thread's line in /proc, see proc(5). */
  private static String own() {
    try {
      String line = Files.readString(Path.of("/proc/thread-self/stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
      return "policy " + fields[38] + ", priority " + fields[37];
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
JAVA
mvn -B -q -f "$work/pom.xml" org.apache.maven.plugins:maven-compiler-plugin:3.14.0:compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/classes.txt" >&2
seen=$(java -Dorg.bytedeco.javacpp.cachedir="$work/cache" -cp "$work/target/classes:$(cat "$work/classes.txt")" Priority 2>"$work/errors")
printf '%s\n' "$seen"
expected='before: policy 0, priority 0
after libvpx-vp9 was opened and closed: policy 0, priority 0
after libsvtav1 was opened and closed: policy 1, priority 99
a thread that is started then: policy 1, priority 99'
[ "$seen" = "$expected" ] || { cat "$work/errors" >&2; echo "the priority that SVT-AV1 takes has changed" >&2; exit 1; }
