package org.mosingest.spark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosingest.core.state.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executors that a cluster has given to this program. */
final class ClusterExecutors {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterExecutors.class);

  /** Executors come soon after one another. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private static final Duration NO_EXECUTOR = Duration.ofSeconds(30);
  private static final long AGAIN_MS = 100;

  private ClusterExecutors() {}

  /**
   * Waits until as many executors have come as will come for now: each gets its share of what all
   * may do together.
   */
  static void await(JavaSparkContext context) throws MachineFaultException, InterruptedException {
    String master = context.master();
    long begun = System.nanoTime();
    long since = begun;
    int before = 0;
    while (before == 0 || System.nanoTime() - since < QUIET.toNanos()) {
      if (context.sc().isStopped()) {
        throw new MachineFaultException(
            "the cluster at " + master + " does not answer, or does not accept this program",
            new IllegalStateException("Spark gave up the connection"));
      }
      if (before == 0 && System.nanoTime() - begun > NO_EXECUTOR.toNanos()) {
        LOG.warn(
            "no machine of the cluster at {} has started work for this run yet; waiting. Do any workers have free cores and memory?",
            master);
        begun = System.nanoTime();
      }
      int now = count(context);
      if (now != before) {
        before = now;
        since = System.nanoTime();
      }
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    }
    LOG.info("executors at {} for this run: {}", master, before);
  }

  /** How many there are, the driver not counted. */
  static int count(JavaSparkContext context) {
    return context.statusTracker().getExecutorInfos().length - 1;
  }
}
