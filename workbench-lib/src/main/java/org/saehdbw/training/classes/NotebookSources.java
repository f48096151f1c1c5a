package org.saehdbw.training.classes;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Knows the source of classes that were declared in this process, such as in the cells of a
 * notebook. Implementations are services.
 */
public interface NotebookSources {
  /**
   * Returns what was declared with a class, empty if it was not declared here.
   *
   * @throws IllegalArgumentException if it was declared here, and its source is not known any more
   */
  Optional<NotebookClass> find(Class<?> type);

  /** Asks all implementations on the class path. */
  static Optional<NotebookClass> findAnywhere(Class<?> type) {
    for (NotebookSources sources : ServiceLoader.load(NotebookSources.class)) {
      Optional<NotebookClass> found = sources.find(type);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
