package org.mosingest.core.process;

import java.util.ResourceBundle;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Passes on to {@code java.util.logging} what is logged by way of {@link System.Logger}, as Java
 * does by itself. Before that, Java looks through the jars for something better whenever a log is
 * wanted first: it finds this in the first jars, and need not open the other hundred.
 */
public final class PlatformLoggers extends System.LoggerFinder {

  /** Made by Java, by way of the jar's list of services. */
  public PlatformLoggers() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return new Forwarding(Logger.getLogger(name));
  }

  private record Forwarding(Logger target) implements System.Logger {

    @Override
    public String getName() {
      return target.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
      return target.isLoggable(same(level));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      target.logrb(same(level), bundle, message, thrown);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      target.logrb(same(level), bundle, format, parameters);
    }

    private static java.util.logging.Level same(Level level) {
      return switch (level) {
        case ALL -> java.util.logging.Level.ALL;
        case TRACE -> java.util.logging.Level.FINER;
        case DEBUG -> java.util.logging.Level.FINE;
        case INFO -> java.util.logging.Level.INFO;
        case WARNING -> java.util.logging.Level.WARNING;
        case ERROR -> java.util.logging.Level.SEVERE;
        case OFF -> java.util.logging.Level.OFF;
      };
    }
  }
}
