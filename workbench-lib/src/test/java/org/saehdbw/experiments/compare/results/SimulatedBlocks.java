package org.saehdbw.experiments.compare.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.saehdbw.experiments.compare.plan.BlockPlan;
import org.saehdbw.experiments.compare.plan.RoundOrder;
import org.saehdbw.tensors.CounterRandom;

/**
 * Step times of two arms as a shared machine gives them: each process is a little faster or slower
 * than the next one of its kind, neighbouring steps resemble one another, the machine grows slower
 * and wanders while both arms take turns, and now and then a step takes much longer.
 */
final class SimulatedBlocks {
  private static final double STEP_MILLIS = 200;
  private static final double PROCESS_SPREAD = 0.01;
  private static final double STEP_SPREAD = 0.02;
  private static final double STEP_MEMORY = 0.6;
  private static final double MACHINE_SPREAD = 0.03;
  private static final double MACHINE_MEMORY = 0.99;
  private static final double DRIFT = 0.10;
  private static final double SPIKE_CHANCE = 0.01;
  private static final double SPIKE_SIZE = 0.5;

  private final CounterRandom random;
  private final BlockPlan plan;
  private final double[] slowdown;
  private final double[] noise = new double[2];
  private final double[] process = new double[2];
  private double machine;
  private int time;

  /** Of one arm's steps, an array for each pair of processes. */
  final List<List<double[]>> pairs = List.of(new ArrayList<>(), new ArrayList<>());

  /** Of one arm's steps, an array for each round. */
  final List<List<double[]>> rounds = List.of(new ArrayList<>(), new ArrayList<>());

  private SimulatedBlocks(long seed, BlockPlan plan, double slowdown) {
    this.random = CounterRandom.of(1, "simulated blocks", seed, 0);
    this.plan = plan;
    this.slowdown = new double[] {0, Math.log(1 + slowdown)};
    machine = MACHINE_SPREAD * random.nextGaussian();
  }

  static SimulatedBlocks of(long seed, BlockPlan plan, double slowdown) {
    SimulatedBlocks blocks = new SimulatedBlocks(seed, plan, slowdown);
    for (int round = 0; round < plan.rounds(); round++) {
      blocks.round(round);
    }
    return blocks;
  }

  private void round(int round) {
    if (round % plan.roundsPerProcess() == 0) {
      for (int arm = 0; arm < 2; arm++) {
        process[arm] = PROCESS_SPREAD * random.nextGaussian();
        pairs.get(arm).add(new double[0]);
      }
    }
    double[][] steps = {new double[0], new double[0]};
    for (int arm : RoundOrder.of(List.of(0, 1), round)) {
      steps[arm] = join(steps[arm], block(arm));
    }
    for (int arm = 0; arm < 2; arm++) {
      rounds.get(arm).add(steps[arm]);
      List<double[]> own = pairs.get(arm);
      own.set(own.size() - 1, join(own.get(own.size() - 1), steps[arm]));
    }
  }

  private double[] block(int arm) {
    double[] times = new double[plan.steps()];
    for (int i = -plan.settle(); i < plan.steps(); i++) {
      double time = step(arm);
      if (i >= 0) {
        times[i] = time;
      }
    }
    return times;
  }

  private double step(int arm) {
    machine = wander(machine, MACHINE_MEMORY, MACHINE_SPREAD);
    noise[arm] = wander(noise[arm], STEP_MEMORY, STEP_SPREAD);
    double all = 2.0 * 2 * plan.rounds() * (plan.steps() + plan.settle());
    double drift = DRIFT * time++ / all;
    double log = machine + noise[arm] + process[arm] + drift + slowdown[arm];
    double spike =
        random.nextDouble() < SPIKE_CHANCE ? -SPIKE_SIZE * Math.log(1 - random.nextDouble()) : 0;
    return STEP_MILLIS * (Math.exp(log) + spike);
  }

  private double wander(double value, double memory, double spread) {
    return memory * value + Math.sqrt(1 - memory * memory) * spread * random.nextGaussian();
  }

  private static double[] join(double[] a, double[] b) {
    double[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
