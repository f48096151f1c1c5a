package org.saehdbw.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import org.saehdbw.deepfacelab.ModelExport;
import org.saehdbw.deepfacelab.ModelImport;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;

/** The child process that imports a model, or exports it: import FOLDER RUNS, export RUN FOLDER. */
public final class ModelsProcess {
  private ModelsProcess() {}

  /** Works and prints one JSON line. */
  public static void main(String[] arguments) throws IOException, SettingsException {
    long start = System.nanoTime();
    if (arguments[0].equals("import")) {
      ModelImport.of(Path.of(arguments[1])).into(Path.of(arguments[2]));
    } else {
      ModelExport.of(RunFolder.open(Path.of(arguments[1]))).into(Path.of(arguments[2]));
    }
    double millis = (System.nanoTime() - start) / 1e6;
    double heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .mapToDouble(ModelsProcess::peakMib)
            .sum();
    System.out.println(
        new ObjectMapper()
            .writeValueAsString(new ImportTiming(millis, heap, OurStepProcess.peakResidentMib())));
  }

  private static double peakMib(MemoryPoolMXBean pool) {
    return pool.getPeakUsage().getUsed() / (double) (1 << 20);
  }
}
