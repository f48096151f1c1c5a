package org.saehdbw.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.saehdbw.dataloaders.CacheOptions;
import org.saehdbw.dataloaders.FaceLoader;
import org.saehdbw.dataloaders.FaceSource;
import org.saehdbw.dataloaders.LoaderException;
import org.saehdbw.dataloaders.SampleOptions;
import org.saehdbw.faces.FaceType;
import org.saehdbw.facesets.Faceset;
import org.saehdbw.transfers.TransferMode;

/**
 * One way to load samples.
 *
 * @param resolution rows and columns in pixels
 * @param channels 1 or 3
 * @param transfer of src samples
 * @param cached whether faces are kept
 * @param threads 0 finds the number by itself, as training does
 */
record LoaderOptions(
    int resolution, int channels, TransferMode transfer, boolean cached, int threads) {
  private static final int CACHE_MIB = 2048;

  String text() {
    return String.format(
        Locale.ROOT,
        "%d px %s, %s, %d thread%s, cache %s",
        resolution,
        channels == 1 ? "gray" : "colour",
        transfer == TransferMode.NONE ? "no transfer" : transfer.option(),
        threads,
        threads == 1 ? "" : "s",
        cached ? "on" : "off");
  }

  /** Starts a loader that fails at the first warning. */
  FaceLoader start(Faceset faces, Path cache, int batch) {
    SampleOptions usual = SampleOptions.of(resolution, channels, FaceType.WHOLE);
    SampleOptions options =
        usual
            .with(usual.batch().withBatchSize(batch).withThreads(threads))
            .with(usual.augment().withTransfer(transfer))
            .with(new CacheOptions(cache, cached ? CACHE_MIB : 0));
    Consumer<String> warnings =
        message -> {
          throw new LoaderException(message);
        };
    FaceSource all = FaceSource.all(faces);
    return FaceLoader.start(all, all, options, 1, warnings);
  }
}
