package org.saehdbw.dataloaders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.saehdbw.pictures.OpenCv;
import org.saehdbw.transfers.TransferMode;

/** Samples without any random change, for previews and for measuring. */
public final class PlainSamples {
  private PlainSamples() {}

  /**
   * Makes one sample of each face, in the source's order; inputs are the targets. Faces that cannot
   * be read are left out.
   *
   * @param options resolution, channels, face type and how gray is made; the rest does not matter
   * @param warnings receives each face that is skipped
   */
  public static BatchSide of(FaceSource source, SampleOptions options, Consumer<String> warnings) {
    return of(source, options, CacheOptions.none(), warnings);
  }

  /**
   * Makes the same samples, of faces that the options' cache keeps: faces that another run decoded
   * or drew before are read from there, and new ones are put there.
   *
   * @param options as for {@link #of}, and the cache
   * @param warnings receives each face that is skipped
   */
  public static BatchSide kept(
      FaceSource source, SampleOptions options, Consumer<String> warnings) {
    return of(source, options, options.cache(), warnings);
  }

  private static BatchSide of(
      FaceSource source, SampleOptions options, CacheOptions cache, Consumer<String> warnings) {
    OpenCv.load();
    List<Integer> readable = new ArrayList<>();
    BatchMemory all =
        new BatchMemory(
            source.indices().size(), options.picture().channels(), options.picture().resolution());
    FaceRecord face = new FaceRecord(FaceLayout.ofSamples(options));
    LoaderClock clock = new LoaderClock();
    FaceCacheFolder caches = new FaceCacheFolder(cache, warnings);
    try (FacePool pool = FacePool.ofSamples(source.faceset(), options, caches, warnings);
        SampleDraws draws = SampleDraws.none(options);
        SampleMaker maker =
            new SampleMaker(options.picture().channels(), TransferMode.NONE.transfer())) {
      for (int index : source.indices()) {
        if (pool.load(index, face, clock)) {
          int place = readable.size();
          maker.make(face, Optional.empty(), draws, all.planes(place), clock);
          all.name(place, source.faceset().entries().get(index).name());
          readable.add(index);
        }
      }
    }
    return all.toSide(readable.size());
  }
}
