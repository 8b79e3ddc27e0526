package org.mosingest.cli.options;

import java.util.List;
import java.util.stream.Collectors;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.SettingOption;
import org.mosingest.core.setting.Setting;

/** Which options of the command line stand for the settings that a fault names. Stateless. */
public final class SettingOptions {

  private SettingOptions() {}

  /** The options, {@code --downloads, --probes}; empty for no settings. */
  public static String named(List<Setting> settings) {
    return settings.stream()
        .map(SettingOptions::option)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String option(Setting setting) {
    return SettingOption.of(setting)
        .map(SettingOptions::withVariable)
        .orElseGet(() -> ofOneCommand(setting));
  }

  private static String ofOneCommand(Setting setting) {
    return switch (setting) {
      case INPUT -> "--input";
      case SPLIT -> "--split";
      case GROUP -> "--group";
      case FORMAT -> "--format";
      case REPORT -> "--report-out";
      case PROXY -> "--proxy";
      case ROOT -> "--root";
      case LOG_FILE -> "--log-file";
      case CORPUS,
          CORPUS_FOLDER,
          MANIFEST,
          LEAST_ROWS,
          CLIPS_FOLDER,
          VOTES,
          VOTE_COLUMNS,
          ARCHIVES,
          OUTPUT,
          REPLAY_MANIFEST,
          DOWNLOAD_PROGRESS,
          FFPROBE,
          PROBE_ENGINE,
          PROBES,
          DOWNLOADS,
          OFFLINE_WAIT,
          CURL,
          RESOLVER ->
          throw new IllegalStateException(setting + " has a declared option");
    };
  }

  private static String withVariable(Option<?> option) {
    String flag = "--" + SettingOption.toldName(option);
    return option.fallback().variable().map(name -> flag + " or " + name).orElse(flag);
  }
}
