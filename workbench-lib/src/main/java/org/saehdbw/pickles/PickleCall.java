package org.saehdbw.pickles;

import java.util.List;

/**
 * A value that Python makes by calling a function or class when it reads the pickle, such as a
 * member of an enumeration. For writing only: reading gives what the call gives.
 *
 * @param module the module that Python imports
 * @param name the function's or class's name in it
 * @param arguments what {@link PickleWriter} can write
 */
public record PickleCall(String module, String name, List<Object> arguments) {
  /** Takes the arguments in their order. */
  public static PickleCall of(String module, String name, Object... arguments) {
    return new PickleCall(module, name, List.of(arguments));
  }
}
