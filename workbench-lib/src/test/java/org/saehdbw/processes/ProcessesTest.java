package org.saehdbw.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.FileOperationException;

@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessesTest {
  @TempDir private Path folder;

  private static ChildStart shell(String script) {
    return ChildStart.of(List.of("/bin/sh", "-c", script));
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void outputAndErrorsGoWhereTheyAreSent() throws Exception {
    String both = "echo out; echo err >&2";
    assertThat(text(shell(both).mergingErrors().start())).isEqualTo("out\nerr\n");
    assertThat(text(shell(both).droppingErrors().start())).isEqualTo("out\n");
    Path log = folder.resolve("log");
    assertThat(text(shell(both).errorsTo(log).start())).isEqualTo("out\n");
    assertThat(log).hasContent("err\n");
    shell(both).appendingTo(log).start().waitFor();
    assertThat(log).hasContent("err\nout\nerr\n");
    shell(both).printingTo(log).start().waitFor();
    assertThat(log).hasContent("out\nerr\n");
    // Without input it sees its end at once.
    shell("cat; echo end").appendingTo(log).start().waitFor();
    assertThat(log).hasContent("out\nerr\nend\n");
  }

  @Test
  void theEnvironmentIsThatOfTheParentWithWhatIsSetAndHidden() throws Exception {
    String show = "echo $GOMP_SPINCOUNT ${HIDDEN_A-none} $OPEN; pwd";
    ChildStart start = shell(show).variable("HIDDEN_A", "a").variable("OPEN", "b").in(folder);
    assertThat(text(start.start()))
        .endsWith(" a b\n" + folder.toRealPath() + "\n")
        .matches("\\d+ (?s).*");
    assertThat(text(start.hiding("HIDDEN_").start())).contains(" none b\n");
  }

  @Test
  void aDetachedProcessHasAGroupOfItsOwn() throws Exception {
    String group = "cut -d' ' -f5 /proc/$$/stat";
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      group = "ps -o pgid= -p $$";
    }
    String ours = text(shell(group).start()).strip();
    assertThat(text(shell(group).detached().start()).strip()).isNotEqualTo(ours);
    assertThat(shell("exit 7").detached().start().waitFor()).isEqualTo(7);
  }

  @Test
  void theEndOfAChildHasItsCode() throws Exception {
    ProcessWatch.Ending end = ProcessWatch.of(shell("exit 3").start()).await();
    assertThat(end.kind()).isEqualTo(ProcessWatch.Kind.ENDED);
    assertThat(end.exitCode()).hasValue(3);
    assertThat(end.age()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
  }

  @Test
  void aChildBeyondItsLimitIsEndedWithAllThatItStarted() throws Exception {
    Process child = shell("sleep 100 & echo $!; wait").start();
    int inner = child.inputReader().read() < 0 ? 0 : 1;
    assertThat(inner).isEqualTo(1);
    List<ProcessHandle> all = child.descendants().toList();
    assertThat(all).isNotEmpty();
    ProcessWatch watch = ProcessWatch.of(child).every(Duration.ofMillis(5));
    ProcessWatch.Ending end = watch.limit(Duration.ofMillis(30)).await();
    assertThat(end.kind()).isEqualTo(ProcessWatch.Kind.TIMED_OUT);
    assertThat(end.age()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    assertThat(child.isAlive()).isFalse();
    for (ProcessHandle started : all) {
      started.onExit().join();
      assertThat(started.isAlive()).isFalse();
    }
    assertThatThrownBy(() -> watch.limit(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a time limit must be above 0 s, got PT0S");
  }

  @Test
  void aLookEndsAChildOnce() throws Exception {
    Process child = shell("exec sleep 100").start();
    AtomicInteger looks = new AtomicInteger();
    ProcessWatch.Ending end =
        ProcessWatch.of(child)
            .every(Duration.ofMillis(1))
            .await(age -> looks.incrementAndGet() < 3);
    assertThat(end.kind()).isEqualTo(ProcessWatch.Kind.STOPPED);
    assertThat(looks).hasValue(3);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void anyProcessIsWatchedByItsNumber() throws Exception {
    Process child = shell("read line; exit 1").start();
    ProcessHandle handle = ProcessHandle.of(child.pid()).orElseThrow();
    ProcessWatch.Ending end =
        ProcessWatch.of(handle)
            .every(Duration.ofMillis(1))
            .await(
                age -> {
                  child.getOutputStream().close();
                  return true;
                });
    assertThat(end.kind()).isEqualTo(ProcessWatch.Kind.ENDED);
    assertThat(end.exitCode()).isEqualTo(OptionalInt.empty());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theAgeOfAProcessNeedsNoWallClock() throws Exception {
    Duration ours = ProcessAge.of(ProcessHandle.current().pid()).orElseThrow();
    Process child = shell("read line").start();
    Duration young = ProcessAge.of(child.pid()).orElseThrow();
    assertThat(young).isLessThan(ours).isLessThan(Duration.ofMinutes(1));
    Duration later = ProcessAge.of(ProcessHandle.current().pid()).orElseThrow();
    assertThat(later).isGreaterThanOrEqualTo(ours);
    child.destroyForcibly().waitFor();
    assertThat(ProcessAge.of(child.pid())).isEmpty();
  }

  @Test
  void theTailOfALogIsItsLastLines() throws IOException {
    Path log = folder.resolve("train.log");
    assertThat(LogTail.of(log).text()).isEqualTo("no output in the log");
    assertThat(LogTail.of(log).textAndFile()).isEqualTo("no output in the log (" + log + ")");
    Files.writeString(log, "\n \n");
    assertThat(LogTail.of(log).last()).isEqualTo("no output in the log");
    Files.writeString(log, "one\ntwo\r\n\nthree\nfour\nfive");
    assertThat(LogTail.of(log).lines()).containsExactly("two", "three", "four", "five");
    assertThat(LogTail.of(log, 2).text()).isEqualTo("four | five");
    assertThat(LogTail.of(log, 2).textAndFile()).isEqualTo("four | five (" + log + ")");
    assertThat(LogTail.of(log).last()).isEqualTo("five");
    // Of a long one only the end is read, from the beginning of a line.
    String line = "x".repeat(9999) + "\n";
    Files.writeString(log, String.join("", Collections.nCopies(40, line)) + "last\n");
    assertThat(LogTail.of(log, 99).lines())
        .hasSize(7)
        .endsWith("last")
        .startsWith("x".repeat(9999));
    assertThatThrownBy(() -> LogTail.of(folder))
        .isInstanceOf(FileOperationException.class)
        .hasMessage(
            folder
                + ": cannot be read (Is a directory);"
                + " check that the file is whole and its disk in order");
  }

  private record Task(String word) {}

  @Test
  void theUsersOwnOptionsReachChildren() {
    assertThat(ChildJvm.ownOptions(null)).isEmpty();
    assertThat(ChildJvm.ownOptions("  ")).isEmpty();
    assertThat(ChildJvm.ownOptions(" -Xmx6g  -XX:+UseSerialGC "))
        .containsExactly("-Xmx6g", "-XX:+UseSerialGC");
  }

  @Test
  void aProgramSaysTasksOnItsCommandLine() throws Exception {
    ChildProgram<Task> program =
        new ChildProgram<>() {
          @Override
          public Class<Task> task() {
            return Task.class;
          }

          @Override
          public String mainClass() {
            return "org.example.Main";
          }

          @Override
          public List<String> arguments(Task task) {
            return List.of("do", task.word());
          }
        };
    List<String> command = program.command(List.of("-Xmx1g"), new Task("it"));
    assertThat(command.get(0)).isEqualTo(ChildJvm.java());
    assertThat(command).contains("-Xmx1g");
    assertThat(command.subList(command.size() - 5, command.size()))
        .containsExactly("-cp", ChildJvm.classPath(), "org.example.Main", "do", "it");
    assertThat(program.command(new Task("it"))).doesNotContain("-Xmx1g").endsWith("do", "it");
    assertThatThrownBy(() -> ChildProgram.find(Task.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the class path must have a program for " + Task.class.getName() + ", found none");
  }
}
