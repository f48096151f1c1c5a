package org.saehdbw.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
  private static final List<String> PROPERTIES =
      List.of("workbench.home", "user.home", "org.bytedeco.javacpp.cachedir", "jna.tmpdir");

  private final Map<String, String> before = new HashMap<>();

  @TempDir private Path folder;

  @BeforeEach
  void remember() {
    for (String name : PROPERTIES) {
      before.put(name, System.getProperty(name));
      if (!name.equals("user.home")) {
        System.clearProperty(name);
      }
    }
  }

  @AfterEach
  void restore() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  @Test
  void cachesAreInTheCheckoutThenInTheHomeDirectoryThenTemporary() {
    System.setProperty("user.home", folder.toString());
    assertThat(Workspace.cache("faces", Map.of("XDG_CACHE_HOME", "/own")))
        .isEqualTo(Path.of("/own/saehdbw-workbench/faces"));
    assertThat(Workspace.cache("faces", Map.of()))
        .isEqualTo(folder.resolve(".cache/saehdbw-workbench/faces"));
    System.setProperty("user.home", "?");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(Workspace.cache("faces", Map.of()))
        .isEqualTo(temporary.resolve("saehdbw-workbench/faces"));
    System.setProperty("workbench.home", folder.toString());
    assertThat(Workspace.cache("faces")).isEqualTo(folder.resolve(".workbench/cache/faces"));
    assertThat(Workspace.home()).isEqualTo(folder);
  }

  @Test
  void librariesUnpackInTheCheckoutAndNeverIntoAnUnknownHome() {
    System.setProperty("user.home", folder.toString());
    Workspace.directLibraries();
    assertThat(System.getProperty("org.bytedeco.javacpp.cachedir")).isNull();
    System.setProperty("user.home", "?");
    Workspace.directLibraries();
    assertThat(System.getProperty("org.bytedeco.javacpp.cachedir"))
        .isEqualTo(Workspace.cache("javacpp").toString())
        .doesNotContain("?");
    System.setProperty("org.bytedeco.javacpp.cachedir", "mine");
    System.setProperty("workbench.home", folder.toString());
    Workspace.directLibraries();
    assertThat(System.getProperty("org.bytedeco.javacpp.cachedir")).isEqualTo("mine");
    assertThat(System.getProperty("jna.tmpdir")).isNotNull();
  }
}
