package org.saehdbw.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.files.LockOwner;
import org.saehdbw.processes.ChildStart;

/** Known by number and start, whatever its command is. */
@DisabledOnOs(OS.WINDOWS)
class StartedProcessTest {
  @TempDir private Path folder;
  private Path note;
  private Process process;

  @BeforeEach
  void startsOne() throws IOException {
    note = folder.resolve(".started");
    process = ChildStart.of(List.of("sleep", "60")).detached().droppingErrors().start();
  }

  @AfterEach
  void endsIt() {
    process.destroyForcibly();
  }

  @Test
  void livesWhateverItsCommandIs() throws Exception {
    StartedProcess.note(note, process);
    assertThat(StartedProcess.lives(note)).isTrue();
    process.destroyForcibly().waitFor();
    assertThat(StartedProcess.lives(note)).isFalse();
  }

  @Test
  void anotherProcessOfItsNumberIsNotIt() throws Exception {
    LockOwner own = LockOwner.of(process.toHandle());
    String start = own.processStarted().replaceFirst("\\d+$", "1");
    assertThat(start).isNotEqualTo(own.processStarted());
    Files.writeString(note, new LockOwner(own.pid(), own.host(), start).toJson());
    assertThat(StartedProcess.lives(note)).isFalse();
  }

  @Test
  void aProcessOfAnotherMachineDoesNotCount() throws Exception {
    LockOwner own = LockOwner.of(process.toHandle());
    Files.writeString(note, new LockOwner(own.pid(), "elsewhere", own.processStarted()).toJson());
    assertThat(StartedProcess.lives(note)).isFalse();
  }

  @Test
  void withoutANoteOrWithADamagedOneNothingLives() throws Exception {
    assertThat(StartedProcess.lives(note)).isFalse();
    Files.writeString(note, "");
    assertThat(StartedProcess.lives(note)).isFalse();
    Files.writeString(note, process.pid() + "\n");
    assertThat(StartedProcess.lives(note)).isFalse();
  }
}
