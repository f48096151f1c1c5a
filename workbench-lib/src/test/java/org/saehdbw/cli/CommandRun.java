package org.saehdbw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A command that has ended.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it printed on standard error
 */
record CommandRun(int code, String out, String err) {
  static CommandRun of(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Workbench.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new CommandRun(code, out.toString().stripTrailing(), err.toString().stripTrailing());
  }

  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out);
  }
}
