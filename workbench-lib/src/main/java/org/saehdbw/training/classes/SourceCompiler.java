package org.saehdbw.training.classes;

import com.sun.source.util.JavacTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one source file in memory, with the class path of this process. */
final class SourceCompiler {
  /** Class files are made for this version where the source allows it. */
  static final int OLDEST_JAVA = 17;

  private SourceCompiler() {}

  /**
   * What came of it.
   *
   * @param java the oldest version of Java that loads the classes
   * @param classes class files by path, such as {@code notebook/edge/Cells.class}; empty after an
   *     error
   * @param error the first error, if there is one
   */
  record Compiled(int java, Map<String, byte[]> classes, Optional<SourceError> error) {}

  /**
   * An error of the compiler.
   *
   * @param symbol the piece of source that it is about
   * @param line the whole line
   * @param message the compiler's words, in English, on one line
   */
  record SourceError(String symbol, String line, String message) {}

  /**
   * Compiles for Java 17, or for this Java if the source needs a newer one.
   *
   * @param path the file, such as {@code notebook/edge/Cells.java}
   * @throws IllegalStateException if this Java has no compiler
   */
  static Compiled compile(String path, String source) {
    Compiled first = compile(path, source, OLDEST_JAVA);
    int here = Runtime.version().feature();
    if (first.error().isEmpty() || here == OLDEST_JAVA) {
      return first;
    }
    Compiled second = compile(path, source, here);
    return second.error().isEmpty() ? second : first;
  }

  private static Compiled compile(String path, String source, int release) {
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:none",
            "--release",
            String.valueOf(release),
            "-cp",
            System.getProperty("java.class.path"));
    List<Text> sources = List.of(new Text(path, source));
    try (Memory memory = new Memory(compiler().getStandardFileManager(said, null, null))) {
      return compiler().getTask(Writer.nullWriter(), memory, said, options, null, sources).call()
          ? new Compiled(release, memory.classes(), Optional.empty())
          : new Compiled(release, Map.of(), Optional.of(first(said, source)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceError first(DiagnosticCollector<JavaFileObject> said, String source) {
    for (Diagnostic<?> one : said.getDiagnostics()) {
      if (one.getKind() == Diagnostic.Kind.ERROR) {
        String message = one.getMessage(Locale.ENGLISH).strip().replaceAll("\\s*\\n\\s*", ", ");
        boolean placed = one.getStartPosition() >= 0;
        int start = placed ? (int) one.getStartPosition() : 0;
        String symbol = placed ? source.substring(start, (int) one.getEndPosition()) : "";
        String line = placed ? source.lines().toList().get((int) one.getLineNumber() - 1) : "";
        return new SourceError(symbol, line.strip(), message);
      }
    }
    return new SourceError("", "", "the compiler failed");
  }

  /** A parser of some source. */
  static JavacTask parser(String source) {
    return (JavacTask)
        compiler()
            .getTask(
                Writer.nullWriter(),
                null,
                new DiagnosticCollector<>(),
                List.of("-proc:none"),
                null,
                List.of(new Text("Cell.java", source)));
  }

  private static JavaCompiler compiler() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException(
          "classes of a notebook need Java's compiler to be stored, which this Java lacks; use a"
              + " JDK");
    }
    return compiler;
  }

  /** A source in memory. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String path, String text) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Class files in memory. */
  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final List<ClassFile> made = new ArrayList<>();

    Memory(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        FileObject sibling)
        throws IOException {
      ClassFile file = new ClassFile(className.replace('.', '/') + ".class");
      made.add(file);
      return file;
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new TreeMap<>();
      made.forEach(file -> classes.put(file.path, file.bytes.toByteArray()));
      return classes;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    private final String path;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassFile(String path) {
      super(URI.create("memory:///" + path), Kind.CLASS);
      this.path = path;
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }
}
