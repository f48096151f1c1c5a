package org.saehdbw.dataloaders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.saehdbw.facesets.OpenCv;

/** Samples without any random change, for previews and for measuring. */
public final class PlainSamples {
  private static final Augmentation NONE = new Augmentation(0, 1, 0, 0, false);

  private PlainSamples() {}

  /**
   * Makes one sample of each face, in the source's order; inputs are the targets. Faces that cannot
   * be read are left out.
   *
   * @param options resolution, channels, face type and how gray is made; the rest does not matter
   * @param warnings told of each face that is left out
   */
  public static BatchSide of(FaceSource source, SampleOptions options, Consumer<String> warnings) {
    OpenCv.load();
    List<Integer> readable = new ArrayList<>();
    BatchMemory all =
        new BatchMemory(source.indices().size(), options.channels(), options.resolution());
    try (FacePool pool = new FacePool(source.faceset(), options, new AtomicLong(), warnings)) {
      for (int index : source.indices()) {
        int place = readable.size();
        Boolean made =
            pool.use(
                index,
                face -> {
                  SampleMaker.make(face, NONE, Optional.empty(), all.planes(place));
                  return true;
                });
        if (made != null) {
          all.name(place, source.faceset().entries().get(index).name());
          readable.add(index);
        }
      }
    }
    return all.toSide(readable.size());
  }
}
