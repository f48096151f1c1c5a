package org.saehdbw.notebooks.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavadocTextTest {
  @Test
  void tagsAreResolved() {
    assertThat(
            JavadocText.of(
                " Sets {@code a < {b}} by {@link java.util.List#of(Object)}, {@link #of here}.\n"))
        .isEqualTo("Sets a < {b} by List.of, here.");
    assertThat(JavadocText.of(" A &lt;b&gt; <b>bold</b> {@literal <p>} &amp;lt;"))
        .isEqualTo("A <b> bold <p> &lt;");
    assertThat(JavadocText.of(" {@inheritDoc}")).isEmpty();
    assertThat(JavadocText.of(" Not closed {@code a")).isEqualTo("Not closed {@code a");
  }

  @Test
  void paragraphsListsAndExamplesKeepTheirForm() {
    assertThat(
            JavadocText.of(
                " One\n two.\n\n <p>Three:\n <ul>\n <li>a\n <li>b\n </ul>\n <pre>{@code\n var x = 1;\n   y();\n }</pre>\n End."))
        .isEqualTo("One\ntwo.\n\nThree:\n- a\n- b\n\nvar x = 1;\n  y();\n\nEnd.");
  }

  @Test
  void parametersAreListed() {
    assertThat(
            JavadocText.of(
                " Does.\n\n @param a one,\n   or two\n @param b\n @return it\n @throws X if not\n @see Y\n"))
        .isEqualTo("Does.\n\n  a: one, or two\n  b: \n  returns it\n  throws X if not");
  }
}
