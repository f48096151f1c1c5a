package org.saehdbw.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds NVIDIA's driver and its cards by files and by {@code nvidia-smi}; no library is loaded, and
 * what is not found is left out. No machine with a card was at hand when this was written.
 */
final class NvidiaLook {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String LIBRARY = "libcuda.so.1";
  private static final Pattern IN_CACHE = Pattern.compile("/[\\x21-\\x7e]*/libcuda\\.so\\.1");
  private static final Pattern VERSION =
      Pattern.compile("NVRM version:.*?Module\\s+(?:for \\S+\\s+)?(\\d+\\.[\\d.]+)");
  private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(.+)$");

  private NvidiaLook() {}

  /** Finds the driver: where the loader looks, then where it is on other systems. */
  static DriverFacts driver(String libraryPath, Path root) {
    String library = library(libraryPath, root);
    return new DriverFacts(library, version(read(root.resolve("proc/driver/nvidia/version"))));
  }

  private static String library(String libraryPath, Path root) {
    List<Path> folders = new ArrayList<>();
    for (String folder : libraryPath.split(File.pathSeparator)) {
      if (!folder.isBlank()) {
        folders.add(Path.of(folder));
      }
    }
    for (String folder :
        List.of(
            "usr/lib/x86_64-linux-gnu",
            "usr/lib64",
            "usr/lib",
            "usr/lib/wsl/lib",
            "usr/local/nvidia/lib64",
            "run/opengl-driver/lib")) {
      folders.add(root.resolve(folder));
    }
    for (Path folder : folders) {
      if (Files.exists(folder.resolve(LIBRARY))) {
        return folder.resolve(LIBRARY).toString();
      }
    }
    Path windows = root.resolve("Windows/System32/nvcuda.dll");
    if (Files.exists(windows)) {
      return windows.toString();
    }
    Matcher cached = IN_CACHE.matcher(read(root.resolve("etc/ld.so.cache")));
    return cached.find() ? cached.group() : "";
  }

  static String version(String text) {
    Matcher version = VERSION.matcher(text);
    return version.find() ? version.group(1) : "";
  }

  /** Reads a file of any content; one that cannot be read is empty. */
  private static String read(Path file) {
    try {
      return Files.isRegularFile(file)
          ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Lists the cards by {@code nvidia-smi}, or else by the driver's files, which know only names.
   */
  static List<CardFacts> cards(Path root) throws InterruptedException {
    for (String fields :
        List.of("name,memory.total,memory.free,compute_cap", "name,memory.total,memory.free")) {
      TimedProgram asked =
          TimedProgram.run(
              List.of("nvidia-smi", "--query-gpu=" + fields, "--format=csv,noheader,nounits"),
              LIMIT);
      if (asked.well()) {
        return listed(asked.text());
      }
    }
    return named(root.resolve("proc/driver/nvidia/gpus"));
  }

  /** Reads lines such as {@code NVIDIA GeForce RTX 3060, 12288, 11900, 8.6}. */
  static List<CardFacts> listed(String text) {
    List<CardFacts> cards = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] fields = line.split("\\s*,\\s*");
      if (fields.length >= 3 && !fields[0].isBlank()) {
        String capability = fields.length > 3 && fields[3].matches("\\d+\\.\\d+") ? fields[3] : "";
        cards.add(
            new CardFacts(fields[0].strip(), number(fields[1]), number(fields[2]), capability));
      }
    }
    return cards;
  }

  private static long number(String digits) {
    return digits.strip().matches("\\d{1,12}") ? Long.parseLong(digits.strip()) : 0;
  }

  static List<CardFacts> named(Path folder) {
    try (Stream<Path> cards = Files.list(folder)) {
      return cards
          .sorted()
          .map(card -> MODEL.matcher(read(card.resolve("information"))))
          .filter(Matcher::find)
          .map(model -> new CardFacts(model.group(1).strip(), 0, 0, ""))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
