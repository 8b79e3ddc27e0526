package org.mosingest.cli;

import com.google.common.base.Ascii;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.probe.libav.LibavProbe;
import org.mosingest.daemon.doctor.Equipment;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * With what a run is done, and how much of it at a time: the options that {@code run} and {@code
 * daemon} share.
 */
final class EngineOptions {

  @Option(
      names = "--ffprobe-bin",
      paramLabel = "BIN",
      defaultValue = "${env:FFPROBE_BIN}",
      description =
          "The ffprobe to run, once per clip (default: $FFPROBE_BIN, else the bundled one).")
  private @Nullable String ffprobeBin;

  @Option(
      names = "--probe-engine",
      paramLabel = "ENGINE",
      description =
          "${COMPLETION-CANDIDATES}: libavformat within long-lived worker processes, or an ffprobe process for"
              + " each clip; the fields are the same. A given --ffprobe-bin means ffprobe (default: libav).")
  private @Nullable ProbeChoice probeEngine;

  @Option(
      names = "--curl-bin",
      paramLabel = "BIN",
      defaultValue = "${env:CURL_BIN}",
      description = "A curl to do the transfers (default: $CURL_BIN, else none: they are native).")
  private @Nullable String curlBin;

  @Option(
      names = "--downloads",
      paramLabel = "N",
      defaultValue = "16",
      description = "Downloads at a time (default: ${DEFAULT-VALUE}).")
  private int downloads;

  @Option(
      names = "--probes",
      paramLabel = "N",
      description = "Probes at a time (default: number of cores).")
  private @Nullable Integer probes;

  @Option(
      names = "--per-host",
      paramLabel = "N",
      defaultValue = "8",
      description = "Connections to one host (default: ${DEFAULT-VALUE}).")
  private int perHost;

  @Option(
      names = "--limit-rate",
      paramLabel = "R",
      converter = ByteRate.class,
      description = "Bytes a second over all downloads, as 500K, 20M or 5MB (default: no limit).")
  private @Nullable Long limitRate;

  @Option(
      names = "--min-free",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description =
          "Room that downloads leave on the corpus's disk, as 500M, 20G or 10GB: with less they wait"
              + " (default: the smaller of 5G and 2 %% of the disk; 0 for none).")
  private @Nullable Long minFree;

  @Option(
      names = "--stall-warn-s",
      paramLabel = "N",
      defaultValue = "300",
      description =
          "After so many seconds in which nothing settled, say which clips hold the run up; 0 for never"
              + " (default: ${DEFAULT-VALUE}).")
  private long stallWarnS;

  /**
   * Starts the engines.
   *
   * @param metrics what they report to
   * @throws org.mosingest.core.probe.ProbeUnusableException if there is no ffprobe that runs
   * @throws IllegalArgumentException if an option is out of range
   * @throws InterruptedException if interrupted while ffprobe is asked for its version
   */
  Engines start(Metrics metrics) throws InterruptedException {
    Engines plain = start();
    return plain.with(plain.downloads().telling(metrics.attempts()), metrics.timed(plain.probe()));
  }

  /**
   * Starts the engines, reporting to nobody.
   *
   * @throws org.mosingest.core.probe.ProbeUnusableException if there is no ffprobe that runs
   * @throws IllegalArgumentException if an option is out of range
   * @throws InterruptedException if interrupted while ffprobe is asked for its version
   */
  Engines start() throws InterruptedException {
    TransferSettings settings = transfers();
    int probesAtATime = probesAtATime();
    return new Engines(
        new WorkPool("download", downloads, perHost),
        given(curlBin)
            .map(curl -> Downloads.overCurl(curl, settings))
            .orElseGet(() -> Downloads.overOkHttp(settings)),
        new WorkPool("probe", probesAtATime, probesAtATime),
        startProbe(probesAtATime),
        reserve(),
        Duration.ofSeconds(stallWarnS));
  }

  /**
   * What the engines would be, none of them started.
   *
   * @throws IllegalArgumentException if an option is out of range
   */
  Equipment equipment() {
    boolean processes = given(ffprobeBin).isPresent() || probeEngine == ProbeChoice.ffprobe;
    return new Equipment(
        downloads,
        perHost,
        probesAtATime(),
        reserve(),
        (processes ? ProbeChoice.ffprobe : ProbeChoice.libav).name(),
        () -> startProbe(1),
        given(curlBin),
        transfers());
  }

  private TransferSettings transfers() {
    TransferSettings unlimited = TransferSettings.standard(IngestRoot.Version.number());
    return limitRate == null ? unlimited : unlimited.withLimitRate(limitRate);
  }

  private int probesAtATime() {
    return probes == null ? Runtime.getRuntime().availableProcessors() : probes;
  }

  private DiskReserve reserve() {
    return minFree == null ? DiskReserve.standard() : DiskReserve.standard().withBytes(minFree);
  }

  private static Optional<String> given(@Nullable String binary) {
    return Optional.ofNullable(binary).filter(name -> !name.isBlank());
  }

  private ClipProbe startProbe(int probesAtATime) throws InterruptedException {
    Optional<String> own = given(ffprobeBin);
    if (own.isPresent()) {
      return Ffprobe.at(own.get());
    }
    if (probeEngine == ProbeChoice.ffprobe) {
      return Ffprobe.bundled();
    }
    try {
      return LibavProbe.bundled(probesAtATime);
    } catch (ProbeUnusableException e) {
      if (probeEngine == ProbeChoice.libav) {
        throw e;
      }
      LoggerFactory.getLogger(EngineOptions.class)
          .warn(
              "probing with an ffprobe process for each clip, which is slower: {}", e.getMessage());
      return Ffprobe.bundled();
    }
  }

  /** What probes, by the names that users give. */
  @SuppressWarnings("MemberName") // Spelt as the option's values are.
  enum ProbeChoice {
    libav,
    ffprobe
  }

  /** A rate: a {@link ByteSize} above 0. */
  static final class ByteRate implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      long rate = new ByteSize().convert(text);
      if (rate == 0) {
        throw new TypeConversionException("'" + text + "' is not a rate like 500K, 20M or 5MB");
      }
      return rate;
    }
  }

  /**
   * A number of bytes with an optional unit: {@code K}, {@code M}, {@code G}, {@code T} in powers
   * of 1024 as curl has them, and so {@code KiB}; {@code KB} and its like in powers of 1000.
   */
  static final class ByteSize implements ITypeConverter<Long> {
    private static final Pattern SIZE =
        Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?(?:([KMGT])(I?B)?|B)?", Pattern.CASE_INSENSITIVE);

    @Override
    public Long convert(String text) {
      Matcher size = SIZE.matcher(text);
      if (size.matches()) {
        String unit = size.group(2);
        int power = unit == null ? 0 : "KMGT".indexOf(Ascii.toUpperCase(unit)) + 1;
        double bytes =
            Double.parseDouble(size.group(1))
                * Math.pow("B".equalsIgnoreCase(size.group(3)) ? 1000 : 1024, power);
        if (bytes < Long.MAX_VALUE) {
          return Math.round(bytes);
        }
      }
      throw new TypeConversionException("'" + text + "' is not a size like 500K, 20M or 10GB");
    }
  }
}
