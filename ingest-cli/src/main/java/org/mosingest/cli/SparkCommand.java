package org.mosingest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.foreground.ForegroundRun;
import org.mosingest.cli.foreground.JsonForm;
import org.mosingest.cli.foreground.ToldProgress;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.options.EngineOptions;
import org.mosingest.cli.options.ShownByOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Interruption;
import org.mosingest.cli.process.Logging;
import org.mosingest.cli.process.Terminal;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.cluster.ClusterEngine;
import org.mosingest.daemon.cluster.SecretSettings;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest spark}: one pass whose clips are fetched and read by a Spark cluster. */
@Command(
    name = "spark",
    description =
        "Ingests a corpus like run, but fetches, hashes and probes the clips with Apache Spark, on"
            + " a cluster whose machines share the corpus folder or a Hadoop file system, or within"
            + " this process. Requires the Spark archive of this version, unpacked beside lib.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest spark --konvid-dir /shared/konvid-150k --master spark://head:7077",
      "Interrupt it at any time; the same command continues where it stopped."
    })
final class SparkCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CorpusOptions corpusOptions;
  @Mixin private EngineOptions engineOptions;
  @Mixin private ShownByOptions shownBy;

  @Option(
      names = "--master",
      paramLabel = "M",
      description =
          "The cluster: spark://HOST:PORT, or local[N] for N tasks at a time within this process"
              + " (default: that of spark-submit, else local[*]).")
  private @Nullable String master;

  @Option(
      names = "--conf",
      paramLabel = "K=V",
      description = "Spark setting, such as spark.speculation=true; repeatable.")
  private Map<String, String> configuration = new LinkedHashMap<>();

  @Option(
      names = "--clips-at",
      paramLabel = "URI",
      description =
          "Keep the clips below this address of a Hadoop file system (hdfs:, s3a:, file: ..)"
              + " instead of in the corpus folder, which then need not be shared. Settings and"
              + " credentials come from core-site.xml and hdfs-site.xml in HADOOP_CONF_DIR, --conf"
              + " spark.hadoop.K=V or the environment, never from the URI.")
  private @Nullable String clipsAt;

  @Option(
      names = "--log-level",
      paramLabel = "L",
      defaultValue = "INFO",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Logging.LogLevel logLevel;

  @Option(names = "--json", description = "Print the final counters as JSON on stdout.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Optional<ClusterEngine> cluster = ClusterEngine.find();
    if (cluster.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "error: this distribution does not contain Spark\n"
                  + "hint: unpack the Spark archive of this version into the distribution, so that"
                  + " its folder spark is beside lib; 'mvn package -Pspark' builds it in"
                  + " ingest-spark/target. 'ingest run' does not need it");
      return ExitCode.UNUSABLE;
    }
    boolean terminal = Terminal.isStderr();
    Logging.configure(logLevel);
    RunOptions options = corpusOptions.runOptions();
    Optional<DaemonClient> daemon = shownBy.client();
    try (Interruption interruption = Interruption.install();
        Engines engines = engineOptions.start();
        ClusterEngine.Session session =
            cluster.get().start(engineOptions.request(master, configuration, clipsAt), engines);
        IngestRun run = IngestRun.open(options, engines, session)) {
      Invocation invocation =
          new Invocation(
              "ingest spark",
              withoutSecrets(
                  engineOptions.withoutSecrets(
                      spec.commandLine().getParseResult().originalArgs())));
      ForegroundRun foreground = new ForegroundRun(interruption, terminal, invocation);
      JsonForm form = json ? JsonForm.END : JsonForm.NONE;
      if (daemon.isEmpty()) {
        return foreground.execute(run, spec.commandLine(), form);
      }
      try (ToldProgress told = ToldProgress.begin(daemon.get(), run, "spark")) {
        int status = foreground.execute(run, spec.commandLine(), form);
        told.ended(status == ExitCode.FINISHED);
        return status;
      }
    }
  }

  /** Arguments as they may be kept: settings of Hadoop, and what sounds secret, without values. */
  private List<String> withoutSecrets(List<String> arguments) {
    List<String> kept = new ArrayList<>(arguments);
    configuration.forEach(
        (key, value) -> {
          if (SecretSettings.isSecret(key)) {
            kept.replaceAll(one -> one.replace(key + "=" + value, key + "=***"));
          }
        });
    return kept;
  }
}
