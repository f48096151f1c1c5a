package org.saehdbw.deepfacelab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.saehdbw.runs.RunFolder;
import org.saehdbw.settings.SettingsException;

/** A model is replaced whole or not at all, wherever its export stops. */
class ModelSwapTest {
  /** Six old files leave, their folder is renamed and given up, six new files come. */
  private static final int STEPS = 14;

  private static final Pattern STRAYS = Pattern.compile("delete (small_[^ ]+(?:, small_[^ ]+)*), ");

  @TempDir private Path root;
  private Path folder;
  private RunFolder run;
  private Map<String, byte[]> before;
  private Map<String, byte[]> after;

  /** The process ends here: nothing of it runs any more. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** The old model has a discriminator and no optimizer, the new one has it the other way round. */
  @BeforeEach
  void makeModels() throws IOException, SettingsException {
    run =
        ModelImport.of(ModelFixture.copy(ModelFixture.GRAY, root))
            .set("batch_size", "6")
            .into(root.resolve("runs"))
            .run();
    folder = root.resolve(ModelFixture.GRAY);
    Files.delete(folder.resolve("small_SAEHDBW_src_dst_opt.npy"));
    Files.write(folder.resolve("small_SAEHDBW_GAN.npy"), new byte[] {1});
    Files.write(folder.resolve("other_SAEHDBW_GAN.npy"), new byte[] {2});
    before = ModelFixture.bytes(folder);
    ModelExport.of(run).force().into(folder);
    after = ModelFixture.bytes(folder);
    assertThat(after.keySet())
        .contains("small_SAEHDBW_src_dst_opt.npy", "other_SAEHDBW_GAN.npy")
        .doesNotContain("small_SAEHDBW_GAN.npy");
    putBefore();
  }

  private void putBefore() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
    Files.createDirectory(folder);
    for (Map.Entry<String, byte[]> file : before.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private static void assertSame(Path folder, Map<String, byte[]> files, String where)
      throws IOException {
    Map<String, byte[]> there = ModelFixture.bytes(folder);
    assertThat(there.keySet()).as(where).isEqualTo(files.keySet());
    there.forEach((name, bytes) -> assertThat(bytes).as(where + name).isEqualTo(files.get(name)));
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.filter(Files::isDirectory)).as(where).isEmpty();
    }
  }

  /** Moves files until one step, which it makes or leaves. */
  private static ModelSwap.Mover stopping(int step, boolean makes, Throwable thrown) {
    int[] made = {0};
    return (from, to) -> {
      boolean stops = made[0]++ == step;
      if (!stops || makes) {
        ModelSwap.RENAME.move(from, to);
      }
      if (stops && thrown instanceof Error error) {
        throw error;
      } else if (stops) {
        throw (IOException) thrown;
      }
    };
  }

  @Test
  void aFailureAtAnyStepPutsTheOldModelBack() throws IOException {
    for (int step = 0; step < 2 * STEPS - 1; step++) {
      IOException full = new IOException("no space left at " + step);
      ModelSwap.Mover mover = stopping(step / 2, step % 2 == 1, full);
      assertThatThrownBy(() -> ModelExport.of(run).force().into(folder, mover))
          .isSameAs(full)
          .hasNoSuppressedExceptions();
      assertSame(folder, before, "step " + step + " ");
    }
    ModelSwap.Mover last = stopping(STEPS - 1, true, new IOException("a rename that was made"));
    assertThatThrownBy(() -> ModelExport.of(run).force().into(folder, last))
        .hasMessage("a rename that was made");
    assertSame(folder, after, "");
    putBefore();
    ModelExport.of(run)
        .force()
        .into(folder, stopping(STEPS, false, new IOException("there is no such step")));
    assertSame(folder, after, "");
  }

  @Test
  void aKillAtAnyStepIsSaidAndMended() throws IOException {
    for (int step = 0; step < 2 * STEPS - 1; step++) {
      String where = "step " + step + " ";
      ModelSwap.Mover mover = stopping(step / 2, step % 2 == 1, new Killed());
      assertThatThrownBy(() -> ModelExport.of(run).force().into(folder, mover))
          .as(where)
          .isInstanceOf(Killed.class);
      assertNoMix(where);
      Throwable said = catchThrowable(() -> ModelInfo.of(folder));
      assertThat(said).as(where).isInstanceOf(ModelFileException.class);
      String message = String.valueOf(said.getMessage());
      for (String name : List.of("small", "small_SAEHDBW")) {
        assertThatThrownBy(() -> ModelImport.of(folder).name(name).into(root.resolve("runs")))
            .isInstanceOf(ModelFileException.class)
            .hasMessage(message);
      }
      assertThatThrownBy(() -> ModelExport.of(run).force().into(folder))
          .isInstanceOf(ModelFileException.class)
          .hasMessage(message);
      if (step % 9 == 0) {
        otherModelsAreLeftAlone();
      }
      boolean isNew = mend(message);
      assertThat(isNew).as(where).isEqualTo(step >= 2 * STEPS - 3);
      assertSame(folder, isNew ? after : before, where);
      putBefore();
    }
  }

  private void otherModelsAreLeftAlone() throws IOException {
    assertThat(ModelExport.of(run).name("else").into(folder).name()).isEqualTo("else");
    assertThat(ModelInfo.of(folder, Optional.of("else")).iteration()).isEqualTo(3);
    for (Path file : new ModelFolder(folder, "else", ModelClass.SAEHDBW).existing()) {
      Files.delete(file);
    }
  }

  /** With a data file DeepFaceLab would load what is there: it must be one model, whole. */
  private void assertNoMix(String where) throws IOException {
    if (!Files.exists(folder.resolve("small_SAEHDBW_data.dat"))) {
      return;
    }
    Map<String, byte[]> there = new TreeMap<>();
    ModelFixture.bytes(folder)
        .forEach(
            (name, bytes) -> {
              if (!name.contains("/")) {
                there.put(name, bytes);
              }
            });
    Map<String, byte[]> one = there.containsKey("small_SAEHDBW_src_dst_opt.npy") ? after : before;
    assertThat(there.keySet()).as(where).isEqualTo(one.keySet());
    there.forEach((name, bytes) -> assertThat(bytes).as(where + name).isEqualTo(one.get(name)));
  }

  /** Does what the message tells a user to do, and returns whether the new model stays. */
  private boolean mend(String message) throws IOException {
    Matcher strays = STRAYS.matcher(message);
    if (strays.find()) {
      for (String name : strays.group(1).split(", ")) {
        Files.delete(folder.resolve(name));
      }
    }
    Path replacing = folder.resolve(".replacing-small_SAEHDBW");
    Path replaced = folder.resolve(".replaced-small_SAEHDBW");
    Path old = message.contains(replacing.toString()) ? replacing : replaced;
    boolean isNew = message.contains("the new model is complete: delete " + replaced);
    assertThat(isNew || message.contains("move what is in " + old + " back into " + folder))
        .isTrue();
    try (Stream<Path> files = Files.list(old)) {
      for (Path file : files.toList()) {
        if (isNew) {
          Files.delete(file);
        } else {
          ModelSwap.RENAME.move(file, folder.resolve(file.getFileName()));
        }
      }
    }
    Files.delete(old);
    return isNew;
  }

  @Test
  void theMessageNamesTheFolderAndTheWayBack() throws IOException {
    String begins =
        folder
            + ": an export of small_SAEHDBW is running there or was interrupted; if it was interrupted, ";
    Map<Integer, String> expected =
        Map.of(
            3,
            String.format(
                Locale.ROOT,
                "move what is in %s back into %s and delete it",
                folder.resolve(".replacing-small_SAEHDBW"),
                folder),
            12,
            String.format(
                Locale.ROOT,
                "delete small_SAEHDBW_src_dst_opt.npy, move what is in %s back into %s and delete"
                    + " it",
                folder.resolve(".replaced-small_SAEHDBW"),
                folder),
            13,
            String.format(
                Locale.ROOT,
                "the new model is complete: delete %s, which holds the old one",
                folder.resolve(".replaced-small_SAEHDBW")));
    for (Map.Entry<Integer, String> step : expected.entrySet()) {
      ModelSwap.Mover mover = stopping(step.getKey(), false, new Killed());
      assertThatThrownBy(() -> ModelExport.of(run).force().into(folder, mover))
          .isInstanceOf(Killed.class);
      assertThatThrownBy(() -> ModelInfo.of(folder)).hasMessage(begins + step.getValue());
      putBefore();
    }
  }

  /** Whenever the other comes: one is refused before it touched anything, or both are done. */
  @Test
  void twoExportsAtOnceAreOneResultAndOneMessage() throws IOException {
    for (int step = 0; step < STEPS; step++) {
      int at = step;
      int[] made = {0};
      List<Throwable> refused = new ArrayList<>();
      ModelSwap.Mover mover =
          (from, to) -> {
            if (made[0]++ == at) {
              refused.add(catchThrowable(() -> ModelExport.of(run).force().into(folder)));
            }
            ModelSwap.RENAME.move(from, to);
          };
      ModelExport.of(run).force().into(folder, mover);
      assertThat(refused).hasSize(1);
      assertThat(refused.get(0))
          .isInstanceOf(ModelFileException.class)
          .hasMessageStartingWith(
              folder + ": an export of small_SAEHDBW is running there or was interrupted; ");
      assertSame(folder, after, "step " + step + " ");
      putBefore();
    }
  }

  /** Both find an empty folder; the one that comes later to move its files in is told so. */
  @Test
  void anExportThatCameLaterDoesNotReplaceWithoutForce() throws IOException {
    Path empty = root.resolve("empty");
    ModelFolder target = new ModelFolder(empty, "small", ModelClass.SAEHDBW);
    Path aside = Files.createDirectories(root.resolve("aside"));
    Path written = Files.write(aside.resolve("small_SAEHDBW_data.dat"), new byte[] {3});
    new ModelSwap(target, ModelSwap.RENAME).requireFreeOr(false);
    ModelExport.of(run).into(empty);
    assertThatThrownBy(
            () ->
                new ModelSwap(target, ModelSwap.RENAME)
                    .replace(List.of(written), false, aside.resolve("old")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(empty + ": holds a model small_SAEHDBW already; force (--force) replaces it");
    assertThat(ModelInfo.of(empty).iteration()).isEqualTo(3);
    assertThat(written).exists();
  }

  @Test
  void twoImportsAtOnceAreTwoRuns()
      throws IOException, SettingsException, InterruptedException, ExecutionException {
    Path model = ModelFixture.copy(ModelFixture.COLOUR, root);
    Path runs = root.resolve("both");
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<ImportedModel>> made = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        made.add(two.submit(() -> ModelImport.of(model).into(runs)));
      }
      List<String> names = new ArrayList<>();
      for (Future<ImportedModel> one : made) {
        RunFolder imported = one.get().run();
        names.add(imported.name());
        assertThat(ModelInfo.of(imported).iteration()).isEqualTo(3);
      }
      assertThat(names).containsExactlyInAnyOrder("0001_small_s1", "0002_small_s1");
    } finally {
      two.shutdown();
    }
    try (Stream<Path> entries = Files.list(runs)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder(".numbers", "0001_small_s1", "0002_small_s1");
    }
  }
}
