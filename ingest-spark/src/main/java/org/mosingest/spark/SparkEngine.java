package org.mosingest.spark;

import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.ProbeChoice;
import org.mosingest.core.options.StartOption;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.cluster.ClusterEngine;
import org.mosingest.daemon.run.Engines;

/** Apache Spark: within this process, or on the cluster that is named. */
public final class SparkEngine implements ClusterEngine {

  /** Made by the service loader. */
  public SparkEngine() {}

  @Override
  public Session start(Request request, Engines own)
      throws MachineFaultException, InterruptedException {
    request.clipsAt().ifPresent(ClipsUri::parse);
    SparkConf conf = new SparkConf();
    request.configuration().forEach(conf::set);
    if (request.clipsAt().isPresent()) {
      HadoopSite.addTo(conf, System.getenv());
    }
    request.master().ifPresent(conf::setMaster);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "MOS Ingest");
    conf.setIfMissing("spark.ui.enabled", "false");
    // Executors that are lost count as failures of their tasks, and are no reason to give up.
    conf.setIfMissing("spark.task.maxFailures", "8");
    boolean here = conf.get("spark.master").matches("local(\\[[^,\\]]*.*])?");
    if (!here) {
      conf.set("spark.jars", JobJars.with(conf.get("spark.jars", "")));
    }
    if (!here && !request.hereOnly().isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", request.hereOnly())
              + ": not sent to the machines of a cluster; omit it, or run within this process with"
              + " --master 'local[*]'. Executors take their proxies and certificates from their own"
              + " environment");
    }
    JavaSparkContext context;
    try {
      context = new JavaSparkContext(conf);
    } catch (Exception e) {
      throw new MachineFaultException(
          "cannot start Spark with the master " + conf.get("spark.master") + ": " + e.getMessage(),
          e);
    }
    if (here) {
      ExecutorEngines.useOwn(own);
    } else {
      ClusterExecutors.await(context);
    }
    return new SparkSession(
        context,
        UUID.randomUUID().toString(),
        request,
        tools(request, own),
        own.downloads()::refusal);
  }

  private static TaskSettings.Tools tools(Request request, Engines own) {
    OptionValues start = request.start();
    boolean libav =
        start.findText(StartOption.FFPROBE_BIN).isEmpty()
            && !start.find(StartOption.PROBE_ENGINE).equals(Optional.of(ProbeChoice.FFPROBE))
            && !own.probe().engine().name().equals("ffprobe");
    return new TaskSettings.Tools(
        libav,
        start.findText(StartOption.FFPROBE_BIN).orElse(""),
        start.findText(StartOption.CURL_BIN).orElse(""),
        start.findText(StartOption.RESOLVER_BIN).orElse(""),
        start.get(StartOption.RESOLVER_HOSTS),
        request.version());
  }
}
