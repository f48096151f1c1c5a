package org.saehdbw.training.classes;

import java.util.List;
import java.util.Set;

/**
 * A class of a notebook, with everything that its source may refer to.
 *
 * @param name the class as Java names it inside its cell: {@code EdgeLoss}, or {@code Outer$Inner}
 * @param imports import statements of the whole notebook
 * @param declarations all types and methods of the notebook, this class among them
 * @param variables the names of the notebook's variables
 */
public record NotebookClass(
    String name, List<String> imports, List<Declaration> declarations, Set<String> variables) {
  /** Copies the collections. */
  public NotebookClass {
    imports = List.copyOf(imports);
    declarations = List.copyOf(declarations);
    variables = Set.copyOf(variables);
  }

  /**
   * A type or method that a cell declares.
   *
   * @param name without package and parameters
   * @param isType whether it is a class, record, interface or enum, else a method
   * @param source as it was typed
   */
  public record Declaration(String name, boolean isType, String source) {}

  /** The name of the outermost type. */
  String outermost() {
    return name.replaceFirst("\\$.*", "");
  }
}
