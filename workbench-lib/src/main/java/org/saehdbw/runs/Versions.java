package org.saehdbw.runs;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What this build is made of. */
public final class Versions {
  private Versions() {}

  /**
   * Returns the versions of {@code workbench}, {@code djl} and {@code pytorch}, in this order.
   *
   * @throws IOException if the build left no such file
   */
  public static Map<String, String> read() throws IOException {
    Properties built = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
      if (in == null) {
        throw new IOException("versions.properties is not in the workbench's jar; build it again");
      }
      built.load(in);
    }
    Map<String, String> versions = new LinkedHashMap<>();
    for (String name : new String[] {"workbench", "djl", "pytorch"}) {
      versions.put(name, built.getProperty(name, "unknown"));
    }
    return versions;
  }
}
