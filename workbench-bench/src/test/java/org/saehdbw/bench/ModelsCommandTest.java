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

class ModelsCommandTest {
  @TempDir private Path folder;

  @Test
  void aSmallModelIsImportedAndExported() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Workbench.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "bench",
            "models",
            "--model",
            "df-64-32-16-16-16",
            "--iterations",
            "50",
            "--rounds",
            "1",
            "--heap-mib",
            "128",
            "--results",
            folder.toString(),
            "--json");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows).hasSize(6);
    assertThat(rows.at("/0/case").asText()).matches("import of \\d+ MiB");
    assertThat(rows.at("/1/value").asDouble()).isBetween(1.0, 128.0);
    assertThat(rows.at("/3/value").asDouble()).isPositive();
  }
}
