package org.saehdbw.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A main class of this program that another part starts as a process, named in {@code
 * META-INF/services/org.saehdbw.processes.ChildProgram}. The part says what is to be done as a
 * task; only the program knows how to say that on its command line.
 *
 * @param <T> the tasks that it does, such as a sealed interface of records
 */
public interface ChildProgram<T> {
  /** The type of its tasks, by which it is found; no two programs have the same. */
  Class<T> task();

  /** The class whose {@code main} is run. */
  String mainClass();

  /** Its arguments for a task. */
  List<String> arguments(T task);

  /** Returns the whole command for a task, under the Java and the class path of this process. */
  default List<String> command(T task) {
    return command(List.of(), task);
  }

  /**
   * Returns the whole command for a task, under the Java and the class path of this process.
   *
   * @param javaOptions options for the Java machine beside the usual ones
   */
  default List<String> command(List<String> javaOptions, T task) {
    return ChildJvm.command(javaOptions, mainClass(), arguments(task));
  }

  /**
   * Starts a task in a process that outlives this one; what it prints is appended to a file.
   *
   * @throws IOException if the system does not start it
   */
  default Process startDetached(T task, Path log) throws IOException {
    return ChildStart.of(command(task)).detached().appendingTo(log).start();
  }

  /**
   * Finds the program on the class path that does tasks of a type.
   *
   * @throws IllegalStateException if none does
   */
  static <T> ChildProgram<T> find(Class<T> task) {
    for (ChildProgram<?> program : ServiceLoader.load(ChildProgram.class)) {
      if (program.task() == task) {
        @SuppressWarnings("unchecked") // it says so itself
        ChildProgram<T> found = (ChildProgram<T>) program;
        return found;
      }
    }
    throw new IllegalStateException(
        "the class path must have a program for " + task.getName() + ", found none");
  }
}
