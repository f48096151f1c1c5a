package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.processes.ChildStart;

class GitStateTest {
  @TempDir private Path folder;

  private boolean git(String... words) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a"));
    command.addAll(List.of("-c", "user.email=a@b", "-c", "commit.gpgsign=false"));
    command.addAll(List.of(words));
    try {
      Path log = folder.resolve("git.log");
      return ChildStart.of(command).in(folder).printingTo(log).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aTrackedFileThatWasChangedCountsAndOthersDoNot() throws Exception {
    assumeTrue(git("--version"), "git is not installed");
    Path tracked = Files.writeString(folder.resolve("a.txt"), "one\n");
    assertThat(git("init", "-q")).isTrue();
    assertThat(GitState.ofFiles(folder)).as("no commit yet").isEqualTo(GitState.UNKNOWN);
    assertThat(git("add", "a.txt")).isTrue();
    assertThat(git("commit", "-q", "-m", "one")).isTrue();
    Files.writeString(folder.resolve("result.txt"), "not tracked\n");
    assertThat(GitState.ofFiles(folder)).isEqualTo(GitState.CLEAN);
    Files.writeString(tracked, "two\n");
    assertThat(GitState.ofFiles(folder)).isEqualTo(GitState.CHANGED);
    Files.writeString(tracked, "one\n");
    assertThat(GitState.ofFiles(folder)).isEqualTo(GitState.CLEAN);
  }

  @Test
  void outsideOfACheckoutNothingIsKnown() {
    assertThat(GitState.ofFiles(folder)).isEqualTo(GitState.UNKNOWN);
  }
}
