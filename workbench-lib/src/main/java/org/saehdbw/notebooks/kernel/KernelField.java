package org.saehdbw.notebooks.kernel;

import java.lang.reflect.Field;

/**
 * Fields of the Java kernel that its classes keep to themselves. JJava 1.0 has no other way to stop
 * queued cells or to gather text; when a release has one, this class can go.
 */
final class KernelField {
  private KernelField() {}

  static Object get(Class<?> type, String name, Object owner) throws ReflectiveOperationException {
    return field(type, name).get(owner);
  }

  static void set(Class<?> type, String name, Object owner, Object value)
      throws ReflectiveOperationException {
    field(type, name).set(owner, value);
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
