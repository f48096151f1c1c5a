package org.saehdbw.experiments.places;

import java.util.List;
import org.saehdbw.architectures.ModelSettings;
import org.saehdbw.dataloaders.BatchOptions;
import org.saehdbw.optimizers.OptimizerOptions;
import org.saehdbw.planning.MemoryWay;
import org.saehdbw.planning.Planner;
import org.saehdbw.settings.Settings;
import org.saehdbw.settings.SettingsException;

/** The memory that trainings take, as {@code plan} predicts it. */
public final class PredictedMemory {
  private PredictedMemory() {}

  /**
   * Returns the peak of the largest of some trainings, its margin on top, in MiB. What
   * discriminators and styles take is not predicted and not part of it.
   *
   * @param trainings settings of each
   * @return 0 where there are none
   */
  public static double mib(List<Settings> trainings) throws SettingsException {
    Planner planner = Planner.here();
    double most = 0;
    for (Settings settings : trainings) {
      boolean holdsAll = settings.get(OptimizerOptions.CLIPGRAD);
      int batch = settings.get(BatchOptions.BATCH_SIZE);
      MemoryWay way = MemoryWay.of(settings);
      most =
          Math.max(most, planner.peak(ModelSettings.spec(settings), batch, way, holdsAll).high());
    }
    return most;
  }
}
