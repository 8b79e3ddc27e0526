package org.mosingest.cli.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log, a line an event, without a configuration file so that commands start quickly. */
public final class Logging {

  /** How much to say; the names of the script that this tool replaces. */
  public enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }

  private static final String IN_A_FILE =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level [%thread] %msg%n%ex";

  private Logging() {}

  /** A command's log: to stderr. */
  public static void configure(LogLevel level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(console(context, "%d{HH:mm:ss} %-5level %msg%n%ex{short}"));
    context
        .getLogger("org.mosingest")
        .setLevel(
            switch (level) {
              case DEBUG -> Level.DEBUG;
              case INFO -> Level.INFO;
              case WARNING -> Level.WARN;
              case ERROR -> Level.ERROR;
            });
  }

  /**
   * A command's log: to the end of a file instead of stderr, where progress alone stays.
   *
   * @param progress the logger of what is shown while a run works
   */
  public static void configure(LogLevel level, Path file, String progress) {
    configure(level);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context, IN_A_FILE));
    appender.start();
    root.addAppender(appender);
    context.getLogger(progress).addAppender(console(context, "%d{HH:mm:ss} %-5level %msg%n"));
  }

  /**
   * A service's log: to stderr, where its supervisor collects it, and to a file that is rolled and
   * does not grow for ever.
   *
   * @param log the file; earlier ones lie beside it
   */
  public static void configureService(LogLevel level, Path log) {
    configure(level);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setContext(context);
    file.setFile(log.toString());
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
    rolling.setContext(context);
    rolling.setParent(file);
    String stem = log.toString().replaceFirst("\\.log$", "");
    rolling.setFileNamePattern(literal(stem) + ".%d{yyyy-MM-dd}.%i.log.gz");
    rolling.setMaxFileSize(FileSize.valueOf("20MB"));
    rolling.setMaxHistory(30);
    rolling.setTotalSizeCap(FileSize.valueOf("200MB"));
    rolling.start();
    file.setRollingPolicy(rolling);
    file.setEncoder(encoder(context, IN_A_FILE));
    file.start();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(file);
    // Its every start, stop and dropped connection is no event of this service.
    context.getLogger("io.helidon").setLevel(Level.WARN);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /** A path as a pattern that means itself: there a percent sign begins a conversion. */
  private static String literal(String path) {
    return path.replace("%", "\\%");
  }

  private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, String pattern) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder(context, pattern));
    console.start();
    return console;
  }

  private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    return encoder;
  }
}
