package org.mosingest.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;

/** The log: to stderr, a line an event, without a configuration file so that commands start quickly. */
final class Logging {

  /** Clears a live progress line before a log line takes its place. */
  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** How much to say; the names of the script that this tool replaces. */
  enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }

  private Logging() {}

  static void configure(LogLevel level, boolean terminal) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern((terminal ? CLEAR_LINE : "") + "%d{HH:mm:ss} %-5level %msg%n%ex{short}");
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console);
    context.getLogger("org.mosingest")
        .setLevel(
            switch (level) {
              case DEBUG -> Level.DEBUG;
              case INFO -> Level.INFO;
              case WARNING -> Level.WARN;
              case ERROR -> Level.ERROR;
            });
  }
}
