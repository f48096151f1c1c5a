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
import org.saehdbw.tensors.CounterRandom;
import org.saehdbw.training.incidents.LossSpikes;

/** What looking for a spike of one loss costs; an iteration looks at two. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class LossSpikesBenchmark {
  private static final int LOSSES = 4096;

  /** The setting spike_window. */
  @Param({"200", "1000"})
  public int window = 200;

  private final float[] losses = new float[LOSSES];
  private LossSpikes spikes = new LossSpikes(20, 1);
  private int next;

  /** Draws losses and fills the window. */
  @Setup
  public void fill() {
    CounterRandom random = CounterRandom.of(1, "loss", 0, 0);
    for (int i = 0; i < LOSSES; i++) {
      losses[i] = 1 + random.nextFloat();
    }
    spikes = new LossSpikes(20, window);
    for (int i = 0; i < window; i++) {
      spikes.add(losses[i % LOSSES]);
    }
  }

  /** Judges a loss and adds it. */
  @Benchmark
  public boolean judge() {
    return spikes.judge(losses[next++ % LOSSES]).isPresent();
  }
}
