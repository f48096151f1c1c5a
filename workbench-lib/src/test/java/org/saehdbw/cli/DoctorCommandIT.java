package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks at this machine; what it may find elsewhere is in the tests of its verdict. */
@Timeout(300)
class DoctorCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void thisMachineTrains() throws IOException {
    assertThat(run("doctor", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    assertThat(answer.path("verdict").path("trains").asBoolean()).isTrue();
    assertThat(answer.path("verdict").path("sentences").get(0).asText())
        .startsWith("A training is possible. ");
    JsonNode engine = answer.path("facts").path("engine");
    assertThat(engine.path("version").asText()).isEqualTo("2.7.1");
    assertThat(engine.path("problem").asText()).isEmpty();
    assertThat(answer.path("facts").path("memory").path("total_mib").asLong()).isGreaterThan(500);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aTimeThatIsNoneIsAskedWrongly() {
    assertThat(run("doctor", "--timeout", "0")).isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString().strip())
        .isEqualTo(
            "workbench doctor: --timeout must be from 1 to 3600, got 0 (see workbench doctor"
                + " --help)");
    assertThat(out.toString()).isEmpty();
  }
}
