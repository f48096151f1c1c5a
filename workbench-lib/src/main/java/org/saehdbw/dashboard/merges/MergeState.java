package org.saehdbw.dashboard.merges;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.saehdbw.dashboard.answers.Json;
import org.saehdbw.dashboard.serving.AccessToken;
import org.saehdbw.films.FilmInfo;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.interactive.Processing;
import org.saehdbw.merging.jobs.FrameEntry;
import org.saehdbw.merging.options.Keyframe;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.merging.options.Transition;

/** What the page is told of a merge. */
final class MergeState {
  private final InteractiveMerge merge;

  /** Another page on the same port later shows other pictures. */
  private final String salt = AccessToken.random().secret().substring(0, 8);

  MergeState(InteractiveMerge merge) {
    this.merge = merge;
  }

  /** What does not change. */
  Json fixed() {
    FilmInfo info = merge.info();
    Json fixed =
        new Json()
            .put("frames", merge.count())
            .put("width", info.width())
            .put("height", info.height())
            .put("run", merge.asked().input().run().name())
            .put("model", merge.model())
            .put("source", info.file().toString())
            .put("folder", merge.asked().out().toString())
            .put("range", merge.asked().input().range().toString())
            .put("options", OptionsJson.of(merge.networks()));
    merge.asked().film().file().ifPresent(film -> fixed.put("film", film.toString()));
    return fixed;
  }

  /** What changes, seen from a frame. */
  Json at(long frame) {
    Processing processing = merge.processing();
    return new Json()
        .put("frame", frame(frame))
        .put("keyframes", keyframes())
        .put("undo", merge.canUndo())
        .put("redo", merge.canRedo())
        .put(
            "processing",
            new Json()
                .put("running", processing.isRunning())
                .put("stage", processing.stage())
                .put("done", processing.done())
                .put("of", processing.of())
                .put("message", processing.message()));
  }

  private Json frame(long frame) {
    MergeOptions options = merge.options().at(frame);
    Optional<FrameEntry> done = merge.done(frame);
    return new Json()
        .put("number", frame)
        .put("options", options.toMap())
        .put("version", version(frame))
        .put("faces", merge.faces(frame))
        .put("keyframe", merge.options().keyframe(frame).frame())
        .put("wanted", merge.asked().input().range().has(frame - 1))
        .put("done", done.map(entry -> entry.status().word()))
        .put("reason", done.map(FrameEntry::reason));
  }

  /** A text that differs where the picture of a frame may differ. */
  String version(long frame) {
    return merge.options().at(frame).fingerprint() + "-" + salt;
  }

  private List<Object> keyframes() {
    List<Object> keyframes = new ArrayList<>();
    for (Keyframe keyframe : merge.options().keyframes()) {
      keyframes.add(
          new Json()
              .put("frame", keyframe.frame())
              .put("linear", keyframe.transition() == Transition.LINEAR)
              .put("options", keyframe.options().toMap())
              .map());
    }
    return keyframes;
  }

  /** Which frames are done: spans of the same state, each with its first and last frame. */
  List<Object> spans() {
    List<Object> spans = new ArrayList<>();
    long from = 1;
    String state = state(1);
    for (long frame = 2; frame <= merge.count() + 1; frame++) {
      String next = frame > merge.count() ? "" : state(frame);
      if (!next.equals(state)) {
        spans.add(List.of(from, frame - 1, state));
        from = frame;
        state = next;
      }
    }
    return spans;
  }

  private String state(long frame) {
    return merge.done(frame).map(entry -> entry.status().word()).orElse("todo");
  }
}
