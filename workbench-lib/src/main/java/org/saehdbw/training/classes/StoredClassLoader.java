package org.saehdbw.training.classes;

import java.util.Map;

/** Defines classes from bytes whose checksums were compared; everything else is the workbench's. */
final class StoredClassLoader extends ClassLoader {
  private final int java;
  private final Map<String, byte[]> files;

  /**
   * Takes the files.
   *
   * @param java the oldest version of Java that loads them
   * @param files contents by path inside the class folder, sources among them
   */
  StoredClassLoader(int java, Map<String, byte[]> files) {
    super("class folder", StoredClassLoader.class.getClassLoader());
    this.java = java;
    this.files = Map.copyOf(files);
  }

  int java() {
    return java;
  }

  Map<String, byte[]> files() {
    return files;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
