package org.saehdbw.dashboard.merges;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.saehdbw.dashboard.answers.PageProblem;
import org.saehdbw.merging.interactive.FrameView;
import org.saehdbw.merging.interactive.InteractiveMerge;
import org.saehdbw.merging.interactive.ViewKind;
import org.saehdbw.merging.options.MergeOptions;
import org.saehdbw.pictures.PictureFiles;

/** Pictures of frames as PNG; the newest are kept, so that another view of a frame costs little. */
final class FramePictures {
  private static final int MOST_VIEWS = 6;

  private final InteractiveMerge merge;
  private final Map<Key, FrameView> views = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(long frame, MergeOptions options) {}

  FramePictures(InteractiveMerge merge) {
    this.merge = merge;
  }

  /**
   * Returns a frame with the options that it has now.
   *
   * @throws PageProblem if the frame does not exist, or its options need a network that is missing
   */
  FrameView view(long frame) throws IOException {
    Key key = new Key(frame, merge.options().at(Math.max(1, frame)));
    synchronized (views) {
      FrameView known = views.get(key);
      if (known != null) {
        return known;
      }
    }
    FrameView view;
    try {
      view = merge.view(frame, key.options());
    } catch (IllegalArgumentException e) {
      throw new PageProblem(409, String.valueOf(e.getMessage()));
    }
    synchronized (views) {
      views.put(key, view);
      if (views.size() > MOST_VIEWS) {
        views.remove(views.keySet().iterator().next());
      }
    }
    return view;
  }

  byte[] png(long frame, ViewKind kind) throws IOException {
    return PictureFiles.encodePng(view(frame).picture(kind));
  }
}
