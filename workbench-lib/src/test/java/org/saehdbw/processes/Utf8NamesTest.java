package org.saehdbw.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Utf8NamesTest {
  private static Map<String, String> set(Map<String, String> before, String encoding) {
    Map<String, String> environment = new HashMap<>(before);
    Utf8Names.set(environment, encoding);
    return environment;
  }

  @Test
  void asciiBecomesUtf8AndNothingElseChanges() {
    Map<String, String> german = Map.of("LANG", "de_DE", "LC_ALL", "");
    assertThat(set(Map.of(), "ANSI_X3.4-1968")).containsOnly(Map.entry("LC_CTYPE", "C.UTF-8"));
    assertThat(set(Map.of("LC_ALL", "C"), "US-ASCII")).containsOnly(Map.entry("LC_ALL", "C.UTF-8"));
    assertThat(set(Map.of("LANG", "C", "LC_TIME", "POSIX"), "646"))
        .containsEntry("LC_CTYPE", "C.UTF-8")
        .doesNotContainKey("LC_ALL");
    assertThat(set(german, "UTF-8")).isEqualTo(german);
    assertThat(set(german, "ISO-8859-15")).isEqualTo(german);
  }

  @Test
  void aLocaleThatIsNotInstalledIsOverruled() {
    assertThat(set(Map.of("LANG", "xx_YY.UTF-8"), "ANSI_X3.4-1968"))
        .containsEntry("LANG", "xx_YY.UTF-8")
        .containsEntry("LC_ALL", "C.UTF-8");
    assertThat(set(Map.of("LC_TIME", "xx_YY.UTF-8"), "ANSI_X3.4-1968"))
        .containsEntry("LC_ALL", "C.UTF-8");
  }

  @Test
  void aChildOfAnAsciiProcessNamesFilesInUtf8() throws Exception {
    // What a program started from here is told: a JVM prints how it names files.
    List<String> command = List.of(ChildJvm.java(), "-XshowSettings:properties", "-version");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
    builder.environment().put("LANG", "xx_YY.UTF-8");
    Utf8Names.set(builder.environment(), "ANSI_X3.4-1968");
    Process child = builder.start();
    String settings = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor()).isZero();
    assertThat(settings).contains("sun.jnu.encoding = UTF-8");
  }
}
