package org.saehdbw.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.saehdbw.files.AtomicFile;
import org.saehdbw.files.NotUtf8Exception;
import org.saehdbw.files.Unwritten;
import org.saehdbw.files.Utf8File;

/**
 * {@code settings.yaml}: one line for each effective setting, its origin behind it as a comment.
 * The file can be given to {@code train} as it is.
 *
 * <pre>{@code
 * batch_size: 4  # --set
 * }</pre>
 *
 * <p>Of a run whose settings a resume changed, comments at the end tell the history, newest last:
 *
 * <pre>{@code
 * # 2026-01-02T12:00:00Z, iteration 300: batch_size: 4 -> 6
 * }</pre>
 */
public final class SettingsFile {
  private static final String MARK = "  # ";
  private static final Pattern COUNT = Pattern.compile("# (\\d{1,9}) effective settings; .*");
  private static final String HISTORY = "# Changed when the run was resumed, newest last:";
  private static final Pattern CHANGE =
      Pattern.compile("# (\\d{4}-\\d\\d-\\d\\dT\\S+Z, iteration \\d+: .+)");

  private SettingsFile() {}

  /**
   * Writes the settings in the map's order, a complete file at once.
   *
   * @throws IllegalArgumentException if a key is not made of a-z, 0-9 and underscores
   */
  public static void write(Path file, Map<String, SettingValue> settings) throws IOException {
    write(file, settings, List.of());
  }

  /**
   * Writes the settings and their history, a complete file at once.
   *
   * @param history lines of {@link SettingChange#history(Instant, long, List)}, oldest first
   * @throws IllegalArgumentException if a key is not made of a-z, 0-9 and underscores
   */
  public static void write(Path file, Map<String, SettingValue> settings, List<String> history)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    StringBuilder text =
        new StringBuilder()
            .append("# ")
            .append(settings.size())
            .append(" effective settings; the origin of each value is behind it.\n");
    for (Map.Entry<String, SettingValue> entry : settings.entrySet()) {
      if (!entry.getKey().matches("[a-z][a-z0-9_]*")) {
        throw new IllegalArgumentException(
            "a settings key must be made of a-z, 0-9 and underscores, got " + entry.getKey());
      }
      // A JSON scalar or list is valid YAML, and always one line.
      text.append(entry.getKey())
          .append(": ")
          .append(json.writeValueAsString(entry.getValue().value()))
          .append(MARK)
          .append(entry.getValue().origin())
          .append('\n');
    }
    if (!history.isEmpty()) {
      text.append(HISTORY).append('\n');
      history.forEach(line -> text.append("# ").append(line).append('\n'));
    }
    AtomicFile.writeDurable(file, text.toString());
  }

  /**
   * Checks what a look at the bytes shows: that the file exists and was completely written. Of
   * files that begin with the number of their settings, lines are counted too.
   *
   * @throws RunException if the file is missing, empty, cut or holds NUL bytes
   */
  public static void requireWhole(Path file) throws IOException {
    wholeText(file);
  }

  private static String wholeText(Path file) throws IOException {
    String text;
    try {
      byte[] bytes = Files.readAllBytes(file);
      Utf8File.requireBytes(bytes, file.toString());
      text = new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new RunException(file + ": is missing", e);
    } catch (NotUtf8Exception e) {
      throw new RunException(e.getMessage(), e);
    }
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      String what = text.isBlank() ? "it is blank" : "it holds NUL bytes";
      throw new RunException(
          file + ": " + Unwritten.or(file, "was never completely written: " + what));
    }
    Matcher count = COUNT.matcher(text.lines().findFirst().orElse(""));
    long lines = text.lines().filter(line -> !isComment(line)).count();
    boolean isCut = count.matches() && lines < Long.parseLong(count.group(1));
    if (isCut || !text.endsWith("\n")) {
      throw new RunException(
          file
              + ": was never completely written: it ends in the middle, after "
              + lines
              + (isCut ? " of " + count.group(1) + " settings" : " settings"));
    }
    return text;
  }

  private static boolean isComment(String line) {
    return line.startsWith("#") || line.isBlank();
  }

  /**
   * Reads the settings back, in the file's order.
   *
   * @throws RunException if the file is missing, damaged or incomplete
   */
  public static Map<String, SettingValue> read(Path file) throws IOException {
    Map<String, SettingValue> settings = new LinkedHashMap<>();
    YAMLMapper yaml = new YAMLMapper();
    wholeText(file);
    for (String line : lines(file)) {
      if (isComment(line)) {
        continue;
      }
      int mark = line.lastIndexOf(MARK);
      try {
        Map<?, ?> pair = yaml.readValue(line, Map.class);
        if (mark < 0 || pair == null || pair.size() != 1) {
          throw new RunException(file + ": must have one setting and its origin, got " + line);
        }
        Map.Entry<?, ?> entry = pair.entrySet().iterator().next();
        Object value = entry.getValue();
        if (value == null) {
          throw new RunException(file + ": has no value in " + line);
        }
        settings.put(
            String.valueOf(entry.getKey()),
            new SettingValue(value, line.substring(mark + MARK.length())));
      } catch (JsonProcessingException e) {
        throw new RunException(file + ": is not a setting: " + line, e);
      } catch (IllegalArgumentException e) {
        throw new RunException(file + ": " + e.getMessage() + " in " + line, e);
      }
    }
    return settings;
  }

  /**
   * Returns the history at the end of a file, oldest change first; files of earlier versions have
   * none.
   *
   * @throws RunException if the file is missing, damaged or incomplete
   */
  public static List<String> history(Path file) throws IOException {
    return wholeText(file)
        .lines()
        .map(CHANGE::matcher)
        .filter(Matcher::matches)
        .map(change -> change.group(1))
        .toList();
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Utf8File.readLines(file);
    } catch (NotUtf8Exception e) {
      throw new RunException(e.getMessage(), e);
    }
  }
}
