package org.saehdbw.extensions;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds what a setting names: one of ours by its short name, one that a jar on the class path
 * offers as a service by its short name, or any class on the class path by its full name.
 *
 * <p>Ours come first, so that no jar can stand in their place. Classes are those that the class
 * path of the Java process holds; {@code WORKBENCH_CLASS_PATH} adds jars and folders to it.
 *
 * @param setting the setting's key, for messages
 * @param type what is named
 * @param ours what the workbench brings
 * @param <T> what is named
 */
public record Extensions<T extends HasShortName>(
    String setting, Class<T> type, List<? extends T> ours) {
  private static final Pattern SHORT = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  private static final Pattern CLASS = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]*");
  private static final String PATH =
      "jars and folders come onto the class path by the environment variable WORKBENCH_CLASS_PATH";
  private static final String NOTEBOOK =
      "; Run.open(path).with(object) in a notebook gives a run the object of a notebook's class";

  /** Copies the list. */
  public Extensions {
    ours = List.copyOf(ours);
  }

  /**
   * Returns what a name stands for.
   *
   * @param name a short name or a class name
   * @throws IllegalArgumentException if nothing of that name can be had; the message says what can
   */
  public T find(String name) {
    for (T own : ours) {
      if (own.shortName().equals(name)) {
        return own;
      }
    }
    T found = SHORT.matcher(name).matches() ? service(name) : ofClass(name);
    requireShortName(found);
    return found;
  }

  /**
   * Checks an object's short name, for objects that were not found by {@link #find}.
   *
   * @throws IllegalArgumentException if it is no short name, or is one of ours
   */
  public void requireForeign(T object) {
    requireShortName(object);
    String name = object.shortName();
    if (ours.stream().anyMatch(own -> own.shortName().equals(name) && !own.equals(object))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s calls itself '%s', which is the name of one of ours",
              setting,
              object.getClass().getName(),
              name));
    }
  }

  private void requireShortName(T object) {
    if (!SHORT.matcher(object.shortName()).matches()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s calls itself '%s'; a short name is up to 40 lower-case letters, digits and"
                  + " underscores, a letter first",
              setting,
              object.getClass().getName(),
              object.shortName()));
    }
  }

  private T service(String name) {
    List<T> offered = services();
    List<T> fitting = offered.stream().filter(s -> s.shortName().equals(name)).toList();
    if (fitting.size() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: several classes call themselves '%s', name one of them in full: %s",
              setting,
              name,
              fitting.stream().map(s -> s.getClass().getName()).collect(Collectors.joining(", "))));
    }
    if (fitting.isEmpty()) {
      throw unknown(name, offered);
    }
    return fitting.get(0);
  }

  private List<T> services() {
    List<T> offered = new ArrayList<>();
    try {
      ServiceLoader.load(type, type.getClassLoader()).forEach(offered::add);
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: a jar on the class path offers a class that cannot be had: %s",
              setting,
              e.getMessage()),
          e);
    }
    return offered;
  }

  private IllegalArgumentException unknown(String name, List<T> offered) {
    String known =
        Stream.concat(ours.stream(), offered.stream())
            .map(HasShortName::shortName)
            .sorted()
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s must be one of %s, or a class that implements %s, got '%s'; %s%s",
            setting,
            known,
            type.getName(),
            name,
            PATH,
            SHORT.matcher(name).matches() ? NOTEBOOK : ""));
  }

  private T ofClass(String name) {
    if (!CLASS.matcher(name).matches()) {
      throw unknown(name, services());
    }
    try {
      Class<?> found = Class.forName(name, true, type.getClassLoader());
      if (!type.isAssignableFrom(found)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must be a class that implements %s, %s does not",
                setting,
                type.getName(),
                name));
      }
      if (!Modifier.isPublic(found.getModifiers()) || Modifier.isAbstract(found.getModifiers())) {
        throw unusable(name);
      }
      return type.cast(found.getConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: no class %s on the class path; %s", setting, name, PATH),
          e);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw unusable(name);
    } catch (InvocationTargetException e) {
      throw failed(name, "its constructor failed: " + e.getCause(), e);
    } catch (LinkageError e) {
      throw failed(name, "it cannot be loaded: " + e, e);
    }
  }

  private IllegalArgumentException unusable(String name) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s: %s must be a public class with a public constructor without arguments",
            setting,
            name));
  }

  private IllegalArgumentException failed(String name, String how, Throwable cause) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s: %s: %s", setting, name, how), cause);
  }
}
