package org.mosingest.cli.options;

import java.util.List;
import java.util.stream.Collectors;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.StartOption;
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
    return switch (setting) {
      case CORPUS -> CorpusOption.CORPUS.flag();
      case CORPUS_FOLDER -> "--corpus-dir";
      case MANIFEST -> "--manifest-csv";
      case CLIPS_FOLDER -> CorpusOption.CLIPS_SUBDIR.flag();
      case VOTES -> CorpusOption.VOTES.flag();
      case VOTE_COLUMNS -> CorpusOption.VOTES_COLUMNS.flag();
      case OUTPUT -> CorpusOption.OUTPUT.flag();
      case INPUT -> "--input";
      case SPLIT -> "--split";
      case GROUP -> "--group";
      case FORMAT -> "--format";
      case FFPROBE -> withVariable(StartOption.FFPROBE_BIN);
      case PROBE_ENGINE -> StartOption.PROBE_ENGINE.flag();
      case PROBES -> StartOption.PROBES.flag();
      case DOWNLOADS -> StartOption.DOWNLOADS.flag();
      case CURL -> withVariable(StartOption.CURL_BIN);
      case PROXY -> "--proxy";
      case RESOLVER -> StartOption.RESOLVER_BIN.flag();
      case ROOT -> "--root";
    };
  }

  private static String withVariable(Option<?> option) {
    return option
        .fallback()
        .variable()
        .map(name -> option.flag() + " or " + name)
        .orElse(option.flag());
  }
}
