package org.mosingest.core.options;

import java.time.Duration;
import java.util.List;

/**
 * With what runs are executed, and how much at a time: the options of {@code run}, {@code doctor}
 * and {@code daemon}, never part of a submission. One is added by a constant here and its place in
 * {@link #ALL}.
 */
public final class StartOption {

  public static final Option<String> FFPROBE_BIN =
      Option.ofStart(
              "ffprobe-bin",
              OptionTypes.text("BIN"),
              OptionGroup.PROBING,
              "The ffprobe to run, once per clip")
          .orVariable("FFPROBE_BIN")
          .otherwise("$FFPROBE_BIN, else the bundled one");

  public static final Option<ProbeChoice> PROBE_ENGINE =
      Option.ofStart(
              "probe-engine",
              OptionTypes.choice("ENGINE", ProbeChoice.ids(), ProbeChoice::byId, ProbeChoice::id),
              OptionGroup.PROBING,
              "libav, libavformat within long-lived worker processes, or ffprobe, a process for each clip; the fields are"
                  + " the same. A given --ffprobe-bin means ffprobe")
          .otherwise("libav");

  public static final Option<String> CURL_BIN =
      Option.ofStart(
              "curl-bin",
              OptionTypes.text("BIN"),
              OptionGroup.DOWNLOADS,
              "A curl to do the transfers")
          .orVariable("CURL_BIN")
          .otherwise("$CURL_BIN, else none: they are native");

  public static final Option<Integer> DOWNLOADS =
      Option.ofStart(
              "downloads", OptionTypes.wholeNumber(1), OptionGroup.DOWNLOADS, "Downloads at a time")
          .orElse(16);

  public static final Option<Integer> PROBES =
      Option.ofStart("probes", OptionTypes.wholeNumber(1), OptionGroup.PROBING, "Probes at a time")
          .otherwise("number of cores");

  public static final Option<Integer> PER_HOST =
      Option.ofStart(
              "per-host",
              OptionTypes.wholeNumber(1),
              OptionGroup.DOWNLOADS,
              "Connections to one host")
          .orElse(8);

  public static final Option<Long> LIMIT_RATE =
      Option.ofStart(
              "limit-rate",
              OptionTypes.rate(),
              OptionGroup.DOWNLOADS,
              "Bytes a second over all downloads, as 500K, 20M or 5MB")
          .otherwise("no limit");

  public static final Option<Long> MIN_FREE =
      Option.ofStart(
              "min-free",
              OptionTypes.size(),
              OptionGroup.DOWNLOADS,
              "Pause downloads while less than SIZE is free on the corpus's disk, as 500M, 20G or 10GB")
          .otherwise("the smaller of 5G and 2 % of the disk; 0 for none");

  public static final Option<Duration> STALL_WARN =
      Option.ofStart(
              "stall-warn-s",
              OptionTypes.seconds(NumberTypes.FOR_EVER),
              OptionGroup.REPORTING,
              "After so many seconds in which nothing settled, say which clips hold the run up; 0 for never")
          .orElse(Duration.ofMinutes(5));

  public static final Option<String> RESOLVER_BIN =
      Option.ofStart(
          "resolver-bin",
          OptionTypes.text("BIN"),
          OptionGroup.DOWNLOADS,
          "yt-dlp or a program with its options, asked for the video of rows whose URL is a page");

  public static final Option<String> RESOLVER_HOSTS =
      Option.ofStart(
              "resolver-hosts",
              OptionTypes.text("HOSTS"),
              OptionGroup.DOWNLOADS,
              "Hosts whose URLs are pages, with commas between them")
          .orElse("youtube.com,www.youtube.com,m.youtube.com,youtu.be,vimeo.com,www.vimeo.com")
          .otherwise("YouTube's and Vimeo's");

  /** All of them, in the order in which documents list them. */
  public static final List<Option<?>> ALL =
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

  private StartOption() {}
}
