package org.mosingest.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

final class PlatformLoggersTest {

  /** Java takes what the jars' lists of services name. */
  @Test
  void whatIsLoggedByWayOfJavasOwnLoggersReachesJavaUtilLogging() {
    Logger target = Logger.getLogger("org.mosingest.platform-loggers");
    target.setUseParentHandlers(false);
    target.setLevel(Level.FINE);
    Kept kept = new Kept();
    target.addHandler(kept);
    System.Logger logger = System.getLogger(target.getName());

    logger.log(System.Logger.Level.WARNING, "{0} of {1}", 1, 2);
    logger.log(System.Logger.Level.ERROR, "broken", new IllegalStateException("why"));
    logger.log(System.Logger.Level.TRACE, "too fine");

    assertThat(System.LoggerFinder.getLoggerFinder()).isInstanceOf(PlatformLoggers.class);
    assertThat(logger.isLoggable(System.Logger.Level.DEBUG)).isTrue();
    assertThat(logger.isLoggable(System.Logger.Level.TRACE)).isFalse();
    assertThat(kept.records)
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.WARNING, Level.SEVERE);
    assertThat(kept.records.getFirst().getParameters()).containsExactly(1, 2);
    assertThat(kept.records.getLast().getThrown()).hasMessage("why");
  }

  private static final class Kept extends Handler {

    private final List<LogRecord> records = new ArrayList<>();

    @Override
    public void publish(LogRecord told) {
      records.add(told);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
