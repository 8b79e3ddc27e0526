package org.mosingest.core.options;

import java.util.List;
import java.util.Optional;
import org.mosingest.core.setting.Setting;

/** Which declared option stands for a setting that a fault names. Stateless. */
public final class SettingOption {

  private SettingOption() {}

  /** The option; empty where only one command has such an option. */
  public static Optional<Option<?>> of(Setting setting) {
    return Optional.ofNullable(
        switch (setting) {
          case CORPUS -> CorpusOption.CORPUS;
          case CORPUS_FOLDER -> CorpusOption.KONVID_DIR;
          case MANIFEST -> CorpusOption.MANIFEST_CSV;
          case LEAST_ROWS -> CorpusOption.MIN_ROWS;
          case CLIPS_FOLDER -> CorpusOption.CLIPS_SUBDIR;
          case VOTES -> CorpusOption.VOTES;
          case VOTE_COLUMNS -> CorpusOption.VOTES_COLUMNS;
          case ARCHIVES -> CorpusOption.ARCHIVE;
          case OUTPUT -> CorpusOption.OUTPUT;
          case REPLAY_MANIFEST -> CorpusOption.MANIFEST_OUT;
          case DOWNLOAD_PROGRESS -> CorpusOption.PROGRESS_PATH;
          case OFFLINE_WAIT -> CorpusOption.OFFLINE_WAIT;
          case FFPROBE -> StartOption.FFPROBE_BIN;
          case PROBE_ENGINE -> StartOption.PROBE_ENGINE;
          case PROBES -> StartOption.PROBES;
          case DOWNLOADS -> StartOption.DOWNLOADS;
          case CURL -> StartOption.CURL_BIN;
          case RESOLVER -> StartOption.RESOLVER_BIN;
          case INPUT, SPLIT, GROUP, FORMAT, REPORT, PROXY, ROOT, LOG_FILE -> null;
        });
  }

  /**
   * The name that is told of an option: of several, the one that fits every corpus.
   *
   * @return without dashes before it, {@code corpus-dir}
   */
  public static String toldName(Option<?> option) {
    return option.aliases().stream().findFirst().orElse(option.name());
  }

  /**
   * The keys by which a submission gives these, {@code corpus} and {@code min_rows}; those that no
   * submission may carry are left out.
   */
  public static List<String> keys(List<Setting> settings) {
    return settings.stream()
        .flatMap(setting -> of(setting).stream())
        .filter(option -> option.scope() == OptionScope.RUN)
        .map(option -> option.type().jsonKey(Option.key(toldName(option))))
        .distinct()
        .toList();
  }
}
