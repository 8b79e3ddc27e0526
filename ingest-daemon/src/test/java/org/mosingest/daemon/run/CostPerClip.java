package org.mosingest.daemon.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * What a clip costs in a small corpus and in a large one, as a program: the same number of clips in
 * many passes over the one and in one pass over the other, in turn, so that what starts and warms
 * up falls on neither. The probe is a fake: what is left is the cost of the books. Prints a line
 * for each measure; the processor's time is what counts on a machine that does other things too.
 */
public final class CostPerClip {

  private final int small;
  private final int large;

  private CostPerClip(int small, int large) {
    this.small = small;
    this.large = large;
  }

  /**
   * Takes an empty folder, the rows of the small and of the large corpus, and how many rounds to
   * do.
   */
  public static void main(String[] args) throws Exception {
    CostPerClip measure = new CostPerClip(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    measure.measure(Path.of(args[0]), Integer.parseInt(args[3]));
  }

  @SuppressWarnings("SystemOut")
  private void measure(Path folder, int rounds) throws Exception {
    Path few = corpus(folder.resolve("small"), small);
    Path many = corpus(folder.resolve("large"), large);
    for (int round = 0; round <= rounds; round++) {
      String name = round == 0 ? "warming up" : "round " + round;
      Cost fewFirst = cost(few, large / small, true);
      Cost fewAgain = cost(few, large / small, false);
      Cost manyFirst = cost(many, 1, true);
      Cost manyAgain = cost(many, 1, false);
      System.out.println(line(name + ", first pass", fewFirst, manyFirst));
      System.out.println(line(name + ", again", fewAgain, manyAgain));
    }
  }

  private String line(String what, Cost few, Cost many) {
    return String.format(
        Locale.ROOT,
        "%-22s  us a clip of the processor (of the clock): %d rows %.1f (%.1f)   %d rows %.1f (%.1f)   ratio %.3f (%.3f)",
        what,
        small,
        few.cpu,
        few.wall,
        large,
        many.cpu,
        many.wall,
        many.cpu / few.cpu,
        many.wall / few.wall);
  }

  /** Microseconds a clip. */
  private record Cost(double cpu, double wall) {}

  private static Cost cost(Path corpus, int passes, boolean first) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = 0;
    long wall = 0;
    long rows = 0;
    for (int pass = 0; pass < passes; pass++) {
      if (first) {
        forget(corpus);
      }
      System.gc();
      long cpuBegun = system.getProcessCpuTime();
      long begun = System.nanoTime();
      Books books = run(corpus);
      wall += System.nanoTime() - begun;
      cpu += system.getProcessCpuTime() - cpuBegun;
      rows += books.rows();
      if ((first ? books.written() : books.dedups()) != books.rows()) {
        throw new IllegalStateException("the books are wrong: " + books);
      }
    }
    return new Cost(cpu / 1000.0 / rows, wall / 1000.0 / rows);
  }

  private static Books run(Path corpus) throws Exception {
    RunOptions options = RunOptions.of(KnownCorpora.standard(), corpus).minRows(0).build();
    try (Engines engines =
            Engines.of(
                new WorkPool("download", 16, 16),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 2, 2),
                new FakeClipProbe());
        IngestRun run = IngestRun.open(options, engines)) {
      return run.execute(new Invocation("cost", List.of())).progress().books();
    }
  }

  /** Removes all that an earlier pass left. */
  private static void forget(Path corpus) throws IOException {
    List<Path> left = new ArrayList<>();
    try (Stream<Path> files = Files.list(corpus)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("manifest.csv"))
          .forEach(left::add);
    }
    for (Path file : left) {
      Files.delete(file);
    }
  }

  private static Path corpus(Path folder, int rows) throws IOException {
    CorpusBed bed = new CorpusBed(folder);
    for (int i = 0; i < rows; i++) {
      bed.local(String.format(Locale.ROOT, "%06d.mp4", i), CorpusBed.fake(i), "1.5");
    }
    bed.write();
    return folder;
  }
}
