package org.saehdbw.training.classes;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an object is made a second time, in another process: a record from the values of its
 * components, any other object by its constructor without arguments.
 */
final class ObjectRecipe {
  private static final int DEEPEST = 8;

  /** What a component may be; each text gives the same value back. */
  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.of(
          int.class, Integer::valueOf,
          long.class, Long::valueOf,
          float.class, Float::valueOf,
          double.class, Double::valueOf,
          boolean.class, Boolean::valueOf,
          String.class, text -> text);

  private ObjectRecipe() {}

  /**
   * Returns the arguments with which {@link #make} gives an equal object.
   *
   * @param what the object in messages, such as {@code extra_loss 'edge'}
   * @throws IllegalArgumentException if none do; the message says why
   */
  static List<String> of(String what, Object object) {
    Class<?> type = object.getClass();
    try {
      if (type.isRecord() && type.getRecordComponents().length > 0) {
        return components(what, object);
      }
      compare(what, type.getSimpleName(), object, make(type, List.of()), 0);
      return List.of();
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(
          what
              + ": "
              + type.getSimpleName()
              + " must have a constructor without arguments, or be a record of numbers, texts,"
              + " true and false, so that another process can make the same object",
          e);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          what + ": the constructor of " + type.getSimpleName() + " failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(what + ": cannot be made a second time: " + e, e);
    }
  }

  /**
   * Makes an object.
   *
   * @throws ReflectiveOperationException if the class has no such constructor, or it fails
   */
  static Object make(Class<?> type, List<String> arguments) throws ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (!arguments.isEmpty()) {
      RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : null;
      if (components == null || components.length != arguments.size()) {
        throw new NoSuchMethodException(
            type.getName() + " is not a record of " + arguments.size() + " components");
      }
      for (int i = 0; i < components.length; i++) {
        Class<?> wanted = components[i].getType();
        Function<String, Object> reader = READERS.get(wanted);
        if (reader == null) {
          throw new NoSuchMethodException(type.getName() + " has a component of " + wanted);
        }
        types.add(wanted);
        values.add(reader.apply(arguments.get(i)));
      }
    }
    Constructor<?> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
    constructor.setAccessible(true);
    return constructor.newInstance(values.toArray());
  }

  private static List<String> components(String what, Object object)
      throws ReflectiveOperationException {
    List<String> texts = new ArrayList<>();
    for (RecordComponent component : object.getClass().getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      Object value = component.getAccessor().invoke(object);
      if (value == null || !READERS.containsKey(component.getType())) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: component %s of %s must be an int, long, float, double, boolean or String,"
                    + " got %s; another process cannot be given it",
                what,
                component.getName(),
                object.getClass().getSimpleName(),
                value == null ? "null" : component.getType().getSimpleName()));
      }
      texts.add(String.valueOf(value));
    }
    return texts;
  }

  /** An object that was changed after it was made would not be the same in another process. */
  private static void compare(
      String what, String path, @Nullable Object own, @Nullable Object made, int depth)
      throws ReflectiveOperationException {
    if (Objects.deepEquals(own, made)) {
      return;
    }
    if (own == null
        || made == null
        || own.getClass() != made.getClass()
        || depth >= DEEPEST
        || !compareParts(what, path, own, made, depth)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s is %s, and %s in a new object; another process makes a new one, so write"
                  + " the value into the class, or make it a record with this component",
              what,
              path,
              own,
              made));
    }
  }

  /** Compares elements or fields of two objects of one class; says whether it can. */
  private static boolean compareParts(String what, String path, Object own, Object made, int depth)
      throws ReflectiveOperationException {
    if (own.getClass().isArray()) {
      if (Array.getLength(own) != Array.getLength(made)) {
        return false;
      }
      for (int i = 0; i < Array.getLength(own); i++) {
        compare(what, path + "[" + i + "]", Array.get(own, i), Array.get(made, i), depth + 1);
      }
      return true;
    }
    if (!isOpen(own.getClass())) {
      return false;
    }
    for (Field field : fields(own.getClass())) {
      field.setAccessible(true);
      String name = path + "." + field.getName();
      compare(what, name, field.get(own), field.get(made), depth + 1);
    }
    return true;
  }

  /** Fields of Java's own classes cannot be looked at. */
  private static boolean isOpen(Class<?> type) {
    return !type.getModule().isNamed()
        && fields(type).stream().noneMatch(f -> f.getDeclaringClass().getModule().isNamed());
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
      Arrays.stream(one.getDeclaredFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()))
          .forEach(fields::add);
    }
    return fields;
  }
}
