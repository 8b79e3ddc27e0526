package org.mosingest.cli.options;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionTypes;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.StartOption;
import org.mosingest.core.profile.Corpus;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a run is asked to do: the options that {@code run} and {@code submit} share. */
public final class CorpusOptions extends DeclaredOptions {

  private static final List<Option<?>> PLACES =
      List.of(
          CorpusOption.CORPUS,
          CorpusOption.CORPUS_FILE,
          CorpusOption.KONVID_DIR,
          CorpusOption.MANIFEST_CSV,
          CorpusOption.MAX_ROWS,
          CorpusOption.OUTPUT,
          CorpusOption.MANIFEST_OUT,
          CorpusOption.PROGRESS_PATH,
          CorpusOption.CLIPS_SUBDIR);

  /** All that a run's command line may hold. */
  private static final List<Option<?>> OF_A_RUN =
      Stream.concat(CorpusOption.ALL.stream(), StartOption.ALL.stream()).toList();

  /** What matters only while clips are fetched and rows written. */
  private static final Set<Option<?>> OF_THE_WORK =
      Set.of(
          CorpusOption.LABEL,
          CorpusOption.CORPUS_VERSION,
          CorpusOption.FULL,
          CorpusOption.DOWNLOAD_TIMEOUT,
          CorpusOption.RETRIES,
          CorpusOption.RETRY_FAILED,
          CorpusOption.REFETCH_BROKEN,
          CorpusOption.RECHECK,
          CorpusOption.OFFLINE_WAIT,
          CorpusOption.HOST_PATIENCE);

  CorpusOptions() {
    super(CorpusOption.ALL);
  }

  private CorpusOptions(List<Option<?>> understood, Collection<Option<?>> shown) {
    super(understood, shown);
  }

  /**
   * For commands that read what runs left: they understand all options of a run, so that its
   * command line can be given to them as it is, and tell of those that say where things are.
   *
   * @param further what they tell of, too
   */
  public static CorpusOptions ofReader(Option<?>... further) {
    return new CorpusOptions(OF_A_RUN, Stream.concat(PLACES.stream(), Stream.of(further)).toList());
  }

  /** The same for a command whose {@code --output} is what it makes. */
  public static CorpusOptions ofReaderWithOutput() {
    return new CorpusOptions(
        OF_A_RUN.stream().filter(option -> !option.equals(CorpusOption.OUTPUT)).toList(),
        List.of(
            CorpusOption.CORPUS,
            CorpusOption.CORPUS_FILE,
            CorpusOption.KONVID_DIR,
            CorpusOption.MANIFEST_CSV,
            CorpusOption.CLIPS_SUBDIR));
  }

  /** For a command that examines what a run would meet, and does none of its work. */
  public static CorpusOptions ofExaminer() {
    return new CorpusOptions(
        CorpusOption.ALL,
        CorpusOption.ALL.stream().filter(option -> !OF_THE_WORK.contains(option)).toList());
  }

  /**
   * The options as the run takes them.
   *
   * @throws IllegalArgumentException if one cannot be taken
   */
  public RunOptions runOptions() {
    return RunOptions.of(values().only(CorpusOption.ALL));
  }

  /** Those that were given, and no others. */
  public OptionValues given() {
    return values();
  }

  /** A corpus by a file that declares it, for commands with an option of their own for it. */
  public static final class CorpusFile implements ITypeConverter<Corpus> {
    @Override
    public Corpus convert(String file) {
      try {
        return OptionTypes.declaredCorpus().ofText(file);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
