package org.saehdbw.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Test;

class DefaultImportsTest {
  @Test
  void everyImportedTypeIsThere() throws ClassNotFoundException {
    for (String type : DefaultImports.types()) {
      // A nested type has a dollar sign in the name that Java loads it by.
      String loaded = type.replaceFirst("\\.([A-Z]\\w*)\\.([A-Z]\\w*)$", ".$1\\$$2");
      assertThat(Class.forName(loaded).getCanonicalName()).isEqualTo(type);
    }
  }

  @Test
  void simpleNamesNeverClash() {
    assertThat(DefaultImports.types().stream().map(type -> type.substring(type.lastIndexOf('.'))))
        .doesNotHaveDuplicates();
  }

  @Test
  void importsEndWithShow() {
    assertThat(DefaultImports.source())
        .startsWith("import java.nio.file.Files;\n")
        .endsWith("import static org.saehdbw.notebooks.Show.show;\n");
  }

  @Test
  void theKernelFindsTheExtension() {
    assertThat(ServiceLoader.load(Extension.class))
        .singleElement()
        .isInstanceOf(WorkbenchExtension.class);
  }
}
