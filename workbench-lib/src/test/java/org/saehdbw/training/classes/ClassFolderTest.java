package org.saehdbw.training.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.files.FileDigest;
import org.saehdbw.files.Sha256;
import org.saehdbw.files.Workspace;
import org.saehdbw.layers.BlockKind;
import org.saehdbw.losses.ExtraLoss;

/** Folders of classes that were damaged, changed, made by others or for another Java. */
class ClassFolderTest {
  private static final String CLASS = "notebook/extra_loss_plain/Cells$Plain.class";

  @TempDir private Path root;
  private Path path;

  private static final String SOURCE =
      """
      package notebook.extra_loss_plain;
      import org.saehdbw.layers.Face;
      import org.saehdbw.losses.*;
      import org.saehdbw.tensors.TensorOps;
      public final class Cells {
        public static class Plain implements ExtraLoss {
          public String shortName() { return "plain"; }
          public <T> T perSample(TensorOps<T> ops, ReconstructionLoss.Target<T> target, Face<T> drawn) {
            return ops.meanPerSample(drawn.mask());
          }
        }
      }
      """;

  private static SourceCompiler.Compiled compiled;

  @BeforeAll
  static void compiles() {
    compiled = SourceCompiler.compile("notebook/extra_loss_plain/Cells.java", SOURCE);
    assertThat(compiled.error()).isEmpty();
  }

  @BeforeEach
  void writes() throws IOException {
    path = root.resolve("folder");
    Map<String, FileDigest> digests = new TreeMap<>();
    compiled.classes().forEach((k, v) -> digests.put(k, new FileDigest(v.length, Sha256.hex(v))));
    StoredPart part = new StoredPart("extra_loss", "plain", name("Plain"), List.of());
    ClassManifest manifest = new ClassManifest(compiled.java(), List.of(part), digests);
    ClassFolder.write(path, manifest, compiled.classes());
  }

  private static String name(String type) {
    return "notebook.extra_loss_plain.Cells$" + type;
  }

  private ExtraLoss load() throws IOException {
    ClassFolder folder = ClassFolder.open(path);
    return folder.load(folder.manifest().parts().get(0), ExtraLoss.class);
  }

  private void edit(String from, String to) throws IOException {
    Path file = path.resolve("manifest.json");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  @Test
  void classesOfAnotherCheckoutRunOnlyWhenTheyAreAllowed() throws IOException {
    edit("\"java\" : 17", "\"java\" : 16");
    Files.deleteIfExists(Workspace.cache("own-classes").resolve(ClassFolder.open(path).sha256()));
    assertThatThrownBy(this::load)
        .isInstanceOf(ClassFolderException.NotTrusted.class)
        .hasMessage(
            path
                + " holds classes (extra_loss 'plain') that were not compiled in this checkout, and"
                + " loading them runs them; read their source there, then allow them with:"
                + " ./workbench runs trust "
                + path);
    ClassFolder.open(path).trust();
    assertThat(load().shortName()).isEqualTo("plain");
    // Changed classes are other classes, also with checksums that fit.
    edit("\"java\" : 16", "\"java\" : 15");
    assertThatThrownBy(this::load).isInstanceOf(ClassFolderException.NotTrusted.class);
  }

  @Test
  void aChangedByteIsFoundBeforeAClassIsDefined() throws IOException {
    ClassFolder.open(path).trust();
    byte[] bytes = Files.readAllBytes(path.resolve(CLASS));
    bytes[bytes.length / 2] ^= 1;
    Files.write(path.resolve(CLASS), bytes);
    String message =
        path.resolve(CLASS)
            + ": its SHA-256 is not the one in manifest.json, so its bytes were changed; put the"
            + " file back, or start a new run";
    assertThatThrownBy(this::load)
        .isInstanceOf(ClassFolderException.Damaged.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ClassFolder.open(path).trust()).hasMessage(message);
    assertThatThrownBy(() -> ClassFolder.open(path).copyTo(root.resolve("copy")))
        .hasMessage(message);
    assertThat(root.resolve("copy")).doesNotExist();
    Files.delete(path.resolve(CLASS));
    assertThatThrownBy(this::load).hasMessage(path.resolve(CLASS) + ": is missing");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path absent = root.resolve("absent");
    assertThatThrownBy(() -> ClassFolder.open(absent))
        .isInstanceOf(ClassFolderException.Damaged.class)
        .hasMessage(
            absent.resolve("manifest.json")
                + ": is missing; the classes of your own block and loss were stored there, put the"
                + " folder back");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\" : 1 | \"version\" : 2 | : version must be 1, got 2, written by a newer"
            + " program",
        "\"version\" : 1 | \"versio\" : 1 | : has no version number",
        "\"java\" : 17 | \"java\" : 99 | : its classes need Java 99 or newer, this is Java RUNTIME",
        "saehdbw-classes | other | : format must be saehdbw-classes",
        "\"files\" : { | \"files\" : | : is not valid JSON",
        "notebook/extra_loss_plain/Cells.class | notebook/../../Cells.class | : a file must be"
            + " listed as notebook/PART/NAME.class or .java with bytes and sha256, got"
            + " notebook/../../Cells.class",
        "\"class\" : | \"klass\" : | : a part has no class",
        "\"parts\" : | \"pats\" : | : lists no block and no loss"
      })
  void aManifestOfAnotherKindIsRefused(String from, String to, String message) throws IOException {
    edit(from, to);
    assertThatThrownBy(() -> ClassFolder.open(path))
        .isInstanceOf(ClassFolderException.class)
        .hasMessage(
            path.resolve("manifest.json")
                + message.replace("RUNTIME", String.valueOf(Runtime.version().feature())));
  }

  @Test
  void aClassThatDoesNotFitThisWorkbenchIsNamed() throws IOException {
    ClassFolder.open(path).trust();
    ClassFolder folder = ClassFolder.open(path);
    StoredPart part = folder.manifest().parts().get(0);
    String start = path + ": extra_loss 'plain' (" + name("Plain") + ") cannot be made: ";
    assertThatThrownBy(() -> folder.load(part, BlockKind.class))
        .isInstanceOf(ClassFolderException.Damaged.class)
        .hasMessageStartingWith(start + "it does not fit this workbench: ")
        .hasMessageContaining("ClassCastException");
    StoredPart renamed = new StoredPart("extra_loss", "other", name("Plain"), List.of());
    assertThatThrownBy(() -> folder.load(renamed, ExtraLoss.class))
        .hasMessageEndingWith("cannot be made: it calls itself 'plain'");
    StoredPart missing = new StoredPart("extra_loss", "plain", name("Absent"), List.of());
    assertThatThrownBy(() -> folder.load(missing, ExtraLoss.class))
        .hasMessageContaining("it does not fit this workbench: java.lang.ClassNotFoundException");
    StoredPart more = new StoredPart("extra_loss", "plain", name("Plain"), List.of("1"));
    assertThatThrownBy(() -> folder.load(more, ExtraLoss.class))
        .hasMessageContaining("is not a record of 1 components");
  }
}
