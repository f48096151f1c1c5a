package org.saehdbw.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.cli.ExitCode;
import org.saehdbw.cli.Workbench;

class FacesetsCommandTest {
  @TempDir private Path folder;

  @Test
  void timesAFewFaces() throws IOException {
    StringWriter out = new StringWriter();
    int code =
        Workbench.run(
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true),
            "bench",
            "facesets",
            "--faces=70",
            "--size=32",
            "--rounds=1",
            "--results=" + folder,
            "--json");
    assertThat(code).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).at("/rows");
    assertThat(rows).hasSize(5);
    assertThat(rows.at("/1/case").asText()).isEqualTo("face data of the folder");
    assertThat(rows.at("/3/ratio").asDouble()).isPositive();
  }
}
