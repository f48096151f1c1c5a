package org.saehdbw.facesets.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.facesets.FacesetFolder;
import org.saehdbw.facesets.importing.FacesetImport;
import org.saehdbw.facesets.importing.LandmarkFormat;

/** Real photographs, well lit and sharp: what is found in them is a false alarm. */
class LondonFacesTest {
  private static final Path LONDON = Path.of("../../shared/data/london");

  @TempDir private Path folder;

  @Test
  void raisesNoFalseAlarmsOnStudioPhotographs() throws Exception {
    assumeTrue(Files.isDirectory(LONDON), "the London photographs are not here");
    Path faces = folder.resolve("faces");
    FacesetImport.of(LONDON).landmarks(LandmarkFormat.TEM).size(256).to(faces);
    HealthReport report = FacesetHealth.of(FacesetFolder.scan(faces, 2)).at(192);
    Map<FindingKind, Integer> alarms = new TreeMap<>();
    report.findings().forEach(one -> alarms.put(one.kind(), one.count()));
    alarms.remove(FindingKind.LARGE);
    assertThat(alarms).isEmpty();
  }
}
