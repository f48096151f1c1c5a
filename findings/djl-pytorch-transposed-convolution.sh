#!/bin/sh
# DJL 0.35.1 (ai.djl:api) has the blocks Conv2d and Conv2dTranspose, and neither says that it depends on the engine. On the PyTorch
# engine of the same version Conv2dTranspose initialises, gives its output shape, and then cannot be run: forward throws
# UnsupportedOperationException "Not implemented", although PyTorch itself has the operation. Who needs it writes it as TorchScript
# (torch.conv_transpose2d) or as products that are moved to their places.
#
# Seen with Java 17, ai.djl:api, ai.djl.pytorch:pytorch-engine and pytorch-jni 2.7.1-0.35.1, native libraries 2.7.1 for the CPU:
#   Conv2d: (1, 4, 6, 6)
#   Conv2dTranspose, output shape: (1, 4, 13, 13)
#   Conv2dTranspose, forward: UnsupportedOperationException: Not implemented
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/src/main/java"
cat >"$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId><artifactId>djl</artifactId><version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><version>0.35.1</version></dependency>
    <dependency>
      <groupId>ai.djl.pytorch</groupId><artifactId>pytorch-engine</artifactId><version>0.35.1</version>
    </dependency>
    <dependency>
      <groupId>ai.djl.pytorch</groupId><artifactId>pytorch-jni</artifactId><version>2.7.1-0.35.1</version>
    </dependency>
    <dependency>
      <groupId>ai.djl.pytorch</groupId><artifactId>pytorch-native-cpu</artifactId><version>2.7.1</version>
      <classifier>linux-x86_64</classifier>
    </dependency>
  </dependencies>
</project>
POM
cat >"$work/src/main/java/Transposed.java" <<'JAVA'
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.training.ParameterStore;

public final class Transposed {
  public static void main(String[] arguments) {
    Shape picture = new Shape(1, 2, 6, 6);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Block plain = Conv2d.builder().setKernelShape(new Shape(3, 3)).optPadding(new Shape(1, 1)).setFilters(4).build();
      Block back = Conv2dTranspose.builder().setKernelShape(new Shape(3, 3)).optStride(new Shape(2, 2)).setFilters(4).build();
      System.out.println("Conv2d: " + run(plain, manager, picture));
      System.out.println("Conv2dTranspose, output shape: " + back.getOutputShapes(new Shape[] {picture})[0]);
      try {
        System.out.println("Conv2dTranspose, forward: " + run(back, manager, picture));
      } catch (UnsupportedOperationException e) {
        System.out.println("Conv2dTranspose, forward: UnsupportedOperationException: " + e.getMessage());
      }
    }
  }

  private static Shape run(Block block, NDManager manager, Shape picture) {
    block.initialize(manager, DataType.FLOAT32, picture);
    return block.forward(new ParameterStore(manager, false), new NDList(manager.ones(picture)), false)
        .singletonOrThrow()
        .getShape();
  }
}
JAVA
(cd "$work" && mvn -B -q org.apache.maven.plugins:maven-compiler-plugin:3.14.0:compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile=class-path.txt >&2)
seen=$(DJL_CACHE_DIR="$work/cache" java -Dai.djl.offline=true -Dorg.slf4j.simpleLogger.defaultLogLevel=off \
  -cp "$work/target/classes:$(cat "$work/class-path.txt")" Transposed 2>"$work/errors.txt") || { cat "$work/errors.txt" >&2; exit 1; }
printf '%s\n' "$seen"
wanted='Conv2d: (1, 4, 6, 6)
Conv2dTranspose, output shape: (1, 4, 13, 13)
Conv2dTranspose, forward: UnsupportedOperationException: Not implemented'
if [ "$seen" != "$wanted" ]; then
  printf 'this has changed; expected:\n%s\n' "$wanted" >&2
  exit 1
fi
