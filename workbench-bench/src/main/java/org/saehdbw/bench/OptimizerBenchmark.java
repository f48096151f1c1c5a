package org.saehdbw.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.saehdbw.optimizers.AdaBelief;
import org.saehdbw.optimizers.Optimizer;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.optimizers.RmsProp;
import org.saehdbw.optimizers.Slot;
import org.saehdbw.optimizers.Variable;
import org.saehdbw.tensors.CounterRandom;

/** One update of 29.8 million parameters in 86 arrays, the size of df-udt-192-128-48-32-16-gray. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 3, time = 3)
public class OptimizerBenchmark {
  private static final int ARRAYS = 86;
  private static final int ELEMENTS = 346_509;

  /** The rule and what is switched on with it. */
  @Param({"adabelief", "adabelief+clip", "adabelief+dropout", "rmsprop"})
  public String form = "adabelief";

  /** How many threads an update uses. */
  @Param("2")
  public int threads = 2;

  private final List<Slot> slots = new ArrayList<>();
  private Optimizer optimizer = new AdaBelief(OptimizerOptions.defaults(1), List.of(), 1);

  /** Draws gradients as large as early training's. */
  @Setup
  public void draw() {
    List<Variable> variables = new ArrayList<>();
    for (int a = 0; a < ARRAYS; a++) {
      Variable variable = new Variable("v" + a, List.of(ELEMENTS));
      variables.add(variable);
      CounterRandom random = CounterRandom.of(1, "gradient", 0, a);
      FloatBuffer gradient = direct();
      for (int i = 0; i < ELEMENTS; i++) {
        gradient.put(i, 0.02f * (random.nextFloat() - 0.5f));
      }
      slots.add(Slot.of(variable.name(), direct(), gradient));
    }
    OptimizerOptions options = OptimizerOptions.defaults(1);
    optimizer =
        switch (form) {
          case "adabelief" -> new AdaBelief(options, variables, threads);
          case "adabelief+clip" -> new AdaBelief(options.withClipNorm(1), variables, threads);
          case "adabelief+dropout" -> new AdaBelief(options.withLrDropout(), variables, threads);
          case "rmsprop" -> new RmsProp(options, variables, threads);
          default -> throw new IllegalArgumentException("form must be a listed one, got " + form);
        };
  }

  /** Makes one update. */
  @Benchmark
  public long step() {
    optimizer.step(slots);
    return optimizer.iterations();
  }

  /** Ends the helper threads. */
  @TearDown
  public void close() {
    optimizer.close();
  }

  private static FloatBuffer direct() {
    return ByteBuffer.allocateDirect(ELEMENTS * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
