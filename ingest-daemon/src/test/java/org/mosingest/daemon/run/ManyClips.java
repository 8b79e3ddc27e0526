package org.mosingest.daemon.run;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * A run with the fake probe as a program, to be given a small heap. Prints its books and what it
 * took.
 */
public final class ManyClips {

  private ManyClips() {}

  /** Runs over the corpus folder that is the only argument. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    RunOptions options =
        RunOptions.of(KnownCorpora.standard(), Path.of(args[0])).minRows(0).build();
    long begin = System.nanoTime();
    try (Engines engines =
            Engines.of(
                new WorkPool("download", 16, 16),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 2, 2),
                new FakeClipProbe());
        IngestRun run = IngestRun.open(options, engines)) {
      RunResult result = run.execute(new Invocation("many clips", List.of()));
      System.out.println(result.progress().books());
    }
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    System.out.println(
        "took "
            + Duration.ofNanos(System.nanoTime() - begin).toMillis()
            + " ms, heap peak "
            + (heap >> 20)
            + " MiB");
  }
}
