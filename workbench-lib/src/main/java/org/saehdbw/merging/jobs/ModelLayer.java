package org.saehdbw.merging.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.saehdbw.merging.FrameMerger;
import org.saehdbw.merging.MergeNetworks;
import org.saehdbw.merging.Prediction;
import org.saehdbw.merging.frames.FrameWork;
import org.saehdbw.merging.frames.SteadyFaces;
import org.saehdbw.merging.options.OptionTrack;
import org.saehdbw.transfers.Pixels;

/** One model at work: a merger for each thread, and what neighbouring frames know of its faces. */
final class ModelLayer implements AutoCloseable {
  private final OpenModel model;
  private final OptionTrack options;
  private final SteadyFaces steady;

  /** As many as threads, so that each finds one. */
  private final Queue<FrameMerger> mergers = new ConcurrentLinkedQueue<>();

  private final List<FrameMerger> all = new ArrayList<>();

  ModelLayer(OpenModel model, OptionTrack options, int threads) {
    this.model = model;
    this.options = options;
    steady = new SteadyFaces(model.matched().tracks());
    for (int i = 0; i < threads; i++) {
      all.add(
          new FrameMerger(
              model.predictor().faceType(), model.predictor().side(), MergeNetworks.NONE, 1));
    }
    mergers.addAll(all);
  }

  /** How many frames on each side of a frame, from 0, must be predicted before it is merged. */
  int reach(long frame) {
    return options.at(frame + 1).steady().predictedReach();
  }

  /** The largest reach of any frame. */
  int mostReach() {
    return options.keyframes().stream()
        .mapToInt(one -> one.options().steady().predictedReach())
        .max()
        .orElse(0);
  }

  /** Cuts the squares of a frame. */
  void cut(FrameWork work) {
    withMerger(
        merger -> {
          work.cut(merger);
          return work;
        });
  }

  /** Draws the faces of frames, whose squares are cut. */
  List<List<Prediction>> predict(List<FrameWork> works, boolean isRemembered) {
    List<Pixels> squares = new ArrayList<>();
    works.forEach(work -> squares.addAll(work.squares()));
    List<Prediction> drawn = model.predictor().predict(squares);
    List<List<Prediction>> all = new ArrayList<>();
    int at = 0;
    for (FrameWork work : works) {
      List<Prediction> own = drawn.subList(at, at + work.faces());
      at += work.faces();
      if (isRemembered) {
        steady.add(work, own);
      }
      all.add(own);
    }
    return all;
  }

  /** Smooths the faces of a frame over time. */
  List<SteadyFaces.Steadied> steadied(FrameWork work, List<Prediction> predictions) {
    return steady.steadied(work, predictions, work.options().steady());
  }

  void forgetBefore(long frame) {
    steady.forgetBefore(frame);
  }

  /** Works with a merger that no other thread has. */
  <T> T withMerger(Function<FrameMerger, T> work) {
    FrameMerger merger = mergers.remove();
    try {
      return work.apply(merger);
    } finally {
      mergers.add(merger);
    }
  }

  @Override
  public void close() {
    all.forEach(FrameMerger::close);
  }
}
