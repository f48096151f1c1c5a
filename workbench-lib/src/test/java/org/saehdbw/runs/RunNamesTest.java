package org.saehdbw.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunNamesTest {
  private static final String FORMS =
      "a run is named by its number, its folder's name, its --name or its path; ";

  @TempDir private Path root;
  private RunFolder alice;
  private RunFolder bob;

  @BeforeEach
  void makeRuns() throws IOException {
    alice = RunFolder.create(root, "alice", 1);
    bob = RunFolder.create(root, "bob", -3);
    RunFolder.create(root, "df-ud-64-32-16-16-16-gray", 1);
    RunFolder.create(root, "df-ud-64-32-16-16-16-gray", 2);
  }

  @Test
  void findsByNumberFolderNameLabelAndPath() throws IOException {
    for (String named :
        new String[] {"1", "0001", "0001_alice_s1", "0001_alice_s1/", "alice", " alice "}) {
      assertThat(RunNames.find(root, named)).as(named).isEqualTo(alice);
    }
    assertThat(RunNames.find(root, "bob")).isEqualTo(bob);
    assertThat(RunNames.find(root.resolve("none"), bob.path() + "/")).isEqualTo(bob);
    assertThat(RunNames.find(root, bob.path() + "/../" + alice.name())).isEqualTo(alice);
    assertThat(RunNames.withLabel(root, "alice")).contains(alice);
    assertThat(RunNames.withLabel(root, "1")).isEmpty();
  }

  @Test
  void listsTheRunsThatALabelOrNumberFits() throws IOException {
    String two =
        root
            + ": df-ud-64-32-16-16-16-gray names 2 runs, 0003_df-ud-64-32-16-16-16-gray_s1,"
            + " 0004_df-ud-64-32-16-16-16-gray_s2; give the folder's name of one";
    assertThatThrownBy(() -> RunNames.find(root, "df-ud-64-32-16-16-16-gray"))
        .isInstanceOf(RunException.class)
        .hasMessage(two);
    assertThatThrownBy(() -> RunNames.withLabel(root, "df-ud-64-32-16-16-16-gray"))
        .isInstanceOf(RunException.class)
        .hasMessage(two);
    RunFolder one = RunFolder.create(root, "1", 5);
    assertThatThrownBy(() -> RunNames.find(root, "1"))
        .hasMessage(
            root + ": 1 names 2 runs, 0001_alice_s1, 0005_1_s5; give the folder's name of one");
    assertThat(RunNames.find(root, "0005_1_s5")).isEqualTo(one);
  }

  @Test
  void aFolderThatIsNoRunDoesNotHideARun() throws IOException {
    Path runs = root.resolve("more");
    assertThat(Path.of("src")).isDirectory();
    assertThatThrownBy(() -> RunNames.find(runs, "src"))
        .hasMessage(
            "src"
                + ": a run folder is named NUMBER_MODEL_sSEED, such as"
                + " 0007_df-ud-64-32-16-16-16_s1");
    RunFolder run = RunFolder.create(runs, "src", 1);
    assertThat(RunNames.find(runs, "src")).isEqualTo(run);
  }

  @Test
  void saysWhatIsThereWhenNoneFits() throws IOException {
    assertThatThrownBy(() -> RunNames.find(root, "99"))
        .isInstanceOf(RunException.class)
        .hasMessage(
            root
                + ": run 99 not found; "
                + FORMS
                + "here: 0001_alice_s1, 0002_bob_s-3, 0003_df-ud-64-32-16-16-16-gray_s1,"
                + " 0004_df-ud-64-32-16-16-16-gray_s2");
    for (int i = 0; i < 6; i++) {
      RunFolder.create(root, "more", 1);
    }
    assertThatThrownBy(() -> RunNames.find(root, "99"))
        .hasMessageContaining("; the last of 10 runs here: 0003_df-ud-64-32-16-16-16-gray_s1, ");
    assertThatThrownBy(() -> RunNames.find(root, ""))
        .hasMessageStartingWith(root + ": run '' not found; " + FORMS);
    assertThatThrownBy(() -> RunNames.find(root, "a\0b"))
        .isInstanceOf(RunException.class)
        .hasMessageStartingWith(root + ": run a\0b not found; ");
    Path typo = root.resolve("typo");
    assertThatThrownBy(() -> RunNames.find(typo, "1"))
        .hasMessage(typo + ": run 1 not found; this folder of runs does not exist");
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertThatThrownBy(() -> RunNames.find(empty, "1"))
        .hasMessage(empty + ": run 1 not found; this folder holds no runs");
  }
}
