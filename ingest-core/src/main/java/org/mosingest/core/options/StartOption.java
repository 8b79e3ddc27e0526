package org.mosingest.core.options;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * With what runs are executed, and how much at a time: the options of {@code run}, {@code doctor}
 * and {@code daemon}, never part of a submission. One is added by a constant here and its place in
 * {@link #WORK}; {@link ReachOption} has those by which servers are reached.
 */
public final class StartOption {

  public static final Option<String> FFPROBE_BIN =
      Option.ofStart(
              "ffprobe-bin",
              OptionTypes.text("BIN"),
              OptionGroup.PROBING,
              "ffprobe to use, run once per clip")
          .orVariable("FFPROBE_BIN")
          .otherwise("$FFPROBE_BIN, else the bundled one");

  public static final Option<ProbeChoice> PROBE_ENGINE =
      Option.ofStart(
              "probe-engine",
              OptionTypes.choice("ENGINE", ProbeChoice.ids(), ProbeChoice::byId, ProbeChoice::id),
              OptionGroup.PROBING,
              "libav (FFmpeg's libraries, fast) or ffprobe (one process per clip); the results are the same."
                  + " --ffprobe-bin implies ffprobe")
          .otherwise("libav");

  public static final Option<String> CURL_BIN =
      Option.ofStart(
              "curl-bin", OptionTypes.text("BIN"), OptionGroup.DOWNLOADS, "curl to download with")
          .orVariable("CURL_BIN")
          .otherwise("$CURL_BIN, else the built-in downloader");

  public static final Option<Integer> DOWNLOADS =
      Option.ofStart(
              "downloads", OptionTypes.wholeNumber(1), OptionGroup.DOWNLOADS, "Parallel downloads")
          .orElse(16);

  public static final Option<Integer> PROBES =
      Option.ofStart("probes", OptionTypes.wholeNumber(1), OptionGroup.PROBING, "Parallel probes")
          .otherwise("number of cores");

  public static final Option<Integer> PER_HOST =
      Option.ofStart(
              "per-host", OptionTypes.wholeNumber(1), OptionGroup.DOWNLOADS, "Connections per host")
          .orElse(8);

  public static final Option<RateTimetable> LIMIT_RATE =
      Option.ofStart(
              "limit-rate",
              OptionTypes.rate(),
              OptionGroup.DOWNLOADS,
              "Limit on the total download rate, in bytes per second, such as 500K, 20M or 5MB; off for no limit;"
                  + " or a timetable, such as '08:00,5M 19:00,off'")
          .otherwise("no limit");

  public static final Option<Long> MIN_FREE =
      Option.ofStart(
              "min-free",
              OptionTypes.size(),
              OptionGroup.DOWNLOADS,
              "Pause downloads while less than SIZE is free on the corpus's disk, such as 500M, 20G or 10GB")
          .otherwise("the smaller of 5G and 2 % of the disk; 0 for none");

  public static final Option<Duration> STALL_WARN =
      Option.ofStart(
              "stall-warn-s",
              OptionTypes.seconds(NumberTypes.FOR_EVER),
              OptionGroup.REPORTING,
              "Warn after N seconds without progress, naming the clips that hold up the run; 0 for never")
          .orElse(Duration.ofMinutes(5));

  public static final Option<String> RESOLVER_BIN =
      Option.ofStart(
          "resolver-bin",
          OptionTypes.text("BIN"),
          OptionGroup.DOWNLOADS,
          "yt-dlp, or a program with the same options, to find the video behind page URLs");

  public static final Option<String> RESOLVER_HOSTS =
      Option.ofStart(
              "resolver-hosts",
              OptionTypes.text("HOSTS"),
              OptionGroup.DOWNLOADS,
              "Hosts whose URLs are pages, comma-separated")
          .orElse("youtube.com,www.youtube.com,m.youtube.com,youtu.be,vimeo.com,www.vimeo.com")
          .otherwise("YouTube's and Vimeo's");

  private static final List<Option<?>> WORK =
      List.of(
          FFPROBE_BIN,
          PROBE_ENGINE,
          CURL_BIN,
          DOWNLOADS,
          PROBES,
          PER_HOST,
          LIMIT_RATE,
          MIN_FREE,
          STALL_WARN,
          RESOLVER_BIN,
          RESOLVER_HOSTS);

  /** All of them, in the order in which documents list them. */
  public static final List<Option<?>> ALL =
      Stream.concat(WORK.stream(), ReachOption.ALL.stream()).toList();

  private StartOption() {}
}
