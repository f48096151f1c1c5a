#!/bin/sh
# ONNX Runtime for Java 1.29.0: OnnxTensor.createTensor(environment, FloatBuffer, shape) looks at the byte order of a buffer only when
# it copies it. A buffer on the heap is copied, and its values are right in either order. A direct buffer is handed over as it is: one
# in big-endian order, which is Java's default for ByteBuffer.allocateDirect(n).asFloatBuffer(), is read with its bytes reversed on the
# usual little-endian machine. Nothing throws or warns; the buffer itself still returns the right values, and the result is made of
# numbers near zero, so that a picture becomes black. It is also not copied, so values that are put in later are seen by the next run.
# Who fills direct memory asks for order(ByteOrder.nativeOrder()) first.
#
# Seen with Java 17, com.microsoft.onnxruntime:onnxruntime 1.29.0 on x86-64, a model that adds x to itself, x = 1, 2, 3:
#   heap, native order: 2.0 4.0 6.0
#   heap, big-endian: 2.0 4.0 6.0
#   direct, native order: 2.0 4.0 6.0
#   direct, big-endian: right in the buffer: 1.0 2.0 3.0, all results below 1e-30: true
#   direct, native order, 10 put in after createTensor: 20.0 4.0 6.0
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/main/java"
cat >"$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId><artifactId>onnx</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>com.microsoft.onnxruntime</groupId><artifactId>onnxruntime</artifactId><version>1.29.0</version></dependency>
  </dependencies>
</project>
POM
cat >"$work/src/main/java/Buffers.java" <<'JAVA'
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

public final class Buffers {
  public static void main(String[] arguments) throws Exception {
    ByteOrder here = ByteOrder.nativeOrder();
    System.out.println("heap, native order: " + text(run(filled(ByteBuffer.allocate(12).order(here)), -1)));
    System.out.println("heap, big-endian: " + text(run(filled(ByteBuffer.allocate(12)), -1)));
    System.out.println("direct, native order: " + text(run(filled(ByteBuffer.allocateDirect(12).order(here)), -1)));
    FloatBuffer bigEndian = filled(ByteBuffer.allocateDirect(12));
    boolean tiny = true;
    for (float value : run(bigEndian, -1)) {
      tiny &= Math.abs(value) < 1e-30f;
    }
    System.out.println("direct, big-endian: right in the buffer: "
        + text(new float[] {bigEndian.get(0), bigEndian.get(1), bigEndian.get(2)}) + ", all results below 1e-30: " + tiny);
    System.out.println("direct, native order, 10 put in after createTensor: "
        + text(run(filled(ByteBuffer.allocateDirect(12).order(here)), 10)));
  }

  private static FloatBuffer filled(ByteBuffer bytes) {
    return bytes.asFloatBuffer().put(new float[] {1, 2, 3}).flip();
  }

  private static float[] run(FloatBuffer values, float later) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model());
        OnnxTensor x = OnnxTensor.createTensor(environment, values, new long[] {3})) {
      if (later > 0) {
        values.put(0, later);
      }
      try (OrtSession.Result result = session.run(Map.of("x", x))) {
        return (float[]) result.get(0).getValue();
      }
    }
  }

  /** A model of one Add, as Protocol Buffers: fields by number. */
  private static byte[] model() {
    byte[] node = join(text(1, "x"), text(1, "x"), text(2, "y"), text(4, "Add"));
    byte[] graph = join(field(1, node), text(2, "g"), field(11, value("x")), field(12, value("y")));
    return join(number(1, 8), field(7, graph), field(8, number(2, 17)));
  }

  private static byte[] value(String name) {
    byte[] tensor = join(number(1, 1), field(2, field(1, number(1, 3))));
    return join(text(1, name), field(2, field(1, tensor)));
  }

  private static byte[] number(int field, int value) {
    return new byte[] {(byte) (field << 3), (byte) value};
  }

  private static byte[] text(int field, String text) {
    return field(field, text.getBytes());
  }

  private static byte[] field(int field, byte[] content) {
    return join(new byte[] {(byte) (field << 3 | 2), (byte) content.length}, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String text(float[] values) {
    return values[0] + " " + values[1] + " " + values[2];
  }
}
JAVA
mvn -B -q -f "$work/pom.xml" org.apache.maven.plugins:maven-compiler-plugin:3.14.0:compile \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile="$work/classes.txt" >&2
seen=$(java -cp "$work/target/classes:$(cat "$work/classes.txt")" Buffers)
printf '%s\n' "$seen"
expected='heap, native order: 2.0 4.0 6.0
heap, big-endian: 2.0 4.0 6.0
direct, native order: 2.0 4.0 6.0
direct, big-endian: right in the buffer: 1.0 2.0 3.0, all results below 1e-30: true
direct, native order, 10 put in after createTensor: 20.0 4.0 6.0'
[ "$seen" = "$expected" ] || { echo "ONNX Runtime's direct buffers have changed" >&2; exit 1; }
