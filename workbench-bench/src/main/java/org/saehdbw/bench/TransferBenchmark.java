package org.saehdbw.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.saehdbw.dataloaders.PicturePixels;
import org.saehdbw.pictures.Picture;
import org.saehdbw.synthesis.SyntheticFaces;
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.transfers.Pixels;
import org.saehdbw.transfers.Transfer;
import org.saehdbw.transfers.TransferMode;

/** One transfer from one drawn face to another, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class TransferBenchmark {
  /** The mode's name. */
  @Param({"rct", "lct", "mkl", "idt", "sot", "mix"})
  public String mode = "lct";

  /** 1 or 3. */
  @Param({"1", "3"})
  public int channels = 1;

  /** Rows and columns in pixels. */
  @Param("192")
  public int side = 192;

  private Transfer transfer = TransferMode.NONE.transfer();
  private Pixels content = new Pixels(1, 1, 1, new float[1]);
  private Pixels reference = content;
  private int call;

  /** Draws the pair. */
  @Setup
  public void draw() {
    SyntheticFaces faces = SyntheticFaces.of(2).size(side).colour().seed(5);
    content = pixels(faces.decode(0));
    reference = pixels(faces.decode(1));
    transfer = TransferMode.parse(mode).transfer();
  }

  private Pixels pixels(Picture picture) {
    return PicturePixels.of(channels == 1 ? picture.toGray() : picture);
  }

  /** Makes one transfer. */
  @Benchmark
  public Pixels transfer() {
    return transfer.apply(content, reference, CounterRandom.of(1, "transfer", call++, 0));
  }
}
