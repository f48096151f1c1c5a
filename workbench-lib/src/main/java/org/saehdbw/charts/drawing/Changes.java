package org.saehdbw.charts.drawing;

import java.awt.Font;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.knowm.xchart.style.Styler;
import org.saehdbw.charts.vectors.Recorder;

/** Changes of a chart that last while it is drawn; {@link #close} undoes them, the last first. */
final class Changes implements AutoCloseable {
  private final Deque<Runnable> undo = new ArrayDeque<>();

  /** Sets something to {@code next} whose value is {@code now}. */
  <T> void set(T now, Consumer<T> setter, T next) {
    undo.push(() -> setter.accept(now));
    setter.accept(next);
  }

  /** Gives a chart the fonts of a recorder, whatever kind of chart it is. */
  void fonts(Styler styler, Recorder recorder) {
    for (Method setter : styler.getClass().getMethods()) {
      String name = setter.getName();
      boolean takesFont =
          setter.getParameterCount() == 1 && setter.getParameterTypes()[0] == Font.class;
      if (!name.startsWith("set") || !takesFont || name.equals("setBaseFont")) {
        continue;
      }
      // DialStyler (XChart 3.8.8) alone has a setter that is not named as its getter.
      String getter = name.equals("setLabelFont") ? "getLabelsFont" : "g" + name.substring(1);
      if (call(styler, method(styler, getter)) instanceof Font font) {
        set(font, value -> call(styler, setter, value), recorder.font(font));
      }
    }
  }

  private static Method method(Styler styler, String name) {
    try {
      return styler.getClass().getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("XChart's stylers must have " + name, e);
    }
  }

  private static Object call(Styler styler, Method method, Object... values) {
    try {
      return method.invoke(styler, values);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("XChart's styler refused " + method.getName(), e);
    }
  }

  @Override
  public void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
