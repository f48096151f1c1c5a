package org.saehdbw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.saehdbw.testing.Amount;

/** Batches tried for real, in child processes. */
@EnabledOnOs(OS.LINUX)
class PlanCommandIT {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int plan(String... words) {
    return Workbench.run(new PrintWriter(out), new PrintWriter(err), words);
  }

  @Test
  void findsTheLargestBatchWithinABudget() throws Exception {
    int code =
        plan(
            "plan",
            "--find-batch",
            "df-ud-128-32-16-16-16",
            "--budget-mib",
            "600",
            "--seconds",
            "0",
            "--most",
            String.valueOf(Amount.of(2, 8)),
            "--json");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    JsonNode answer = new ObjectMapper().readTree(out.toString());
    int largest = answer.get("largest_batch").asInt();
    assertThat(largest).isBetween(1, 7);
    for (JsonNode tried : answer.get("tried")) {
      boolean fits = tried.get("batch").asInt() <= largest;
      assertThat(tried.get("outcome").asText()).isEqualTo(fits ? "done" : "over budget");
    }
    assertThat(err.toString()).contains("batch 1: ");
  }

  @Test
  void refusesABudgetThatATrainerAloneUses() {
    assertThat(plan("plan", "--find-batch", "df-ud-64-32-16-16-16", "--budget-mib", "90"))
        .isEqualTo(ExitCode.ASKED_WRONGLY);
    assertThat(err.toString())
        .startsWith("workbench plan: --budget-mib must be above the ")
        .contains(
            " MiB that a trainer of df-ud-64-32-16-16-16-gray takes for faces, previews and a"
                + " save's copy");
  }
}
