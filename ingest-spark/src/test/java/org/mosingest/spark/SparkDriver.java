package org.mosingest.spark;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.StartOption;
import org.mosingest.core.probe.libav.LibavProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.cluster.ClusterEngine;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.daemon.run.RunResult;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;

/** A run on Spark as a program: prints its books. */
public final class SparkDriver {

  private SparkDriver() {}

  /**
   * Runs over a corpus folder, on a master, with settings {@code K=V}, {@code clips-at} among them.
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    Map<String, String> configuration = new HashMap<>();
    for (String setting : List.of(args).subList(2, args.length)) {
      int equals = setting.indexOf('=');
      configuration.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    Optional<String> clipsAt = Optional.ofNullable(configuration.remove("clips-at"));
    ClusterEngine.Request request =
        new ClusterEngine.Request(
            Optional.of(args[1]),
            configuration,
            OptionValues.NONE.with(StartOption.PER_HOST, 8).with(StartOption.PROBES, 1),
            List.of(),
            clipsAt,
            "test");
    try (Engines engines = engines();
        ClusterEngine.Session session = ClusterEngine.find().orElseThrow().start(request, engines);
        IngestRun run = IngestRun.open(options(Path.of(args[0])), engines, session)) {
      RunResult result = run.execute(new Invocation("ingest spark", List.of()));
      System.out.println(result.finished() + " " + result.progress().books());
    }
  }

  static RunOptions options(Path folder) {
    return RunOptions.of(KnownCorpora.standard(), folder).minRows(0).build();
  }

  static Engines engines() throws InterruptedException {
    return Engines.of(
        new WorkPool("download", 16, 8),
        Downloads.overOkHttp(TransferSettings.standard("test")),
        new WorkPool("probe", 1, 1),
        LibavProbe.bundled(1));
  }
}
