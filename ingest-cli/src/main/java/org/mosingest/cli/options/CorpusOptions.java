package org.mosingest.cli.options;

import org.mosingest.cli.config.DeclaredOptions;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.OptionTypes;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.Corpus;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a run is asked to do: the options that {@code run} and {@code submit} share. */
public final class CorpusOptions extends DeclaredOptions {

  CorpusOptions() {
    super(CorpusOption.ALL);
  }

  /**
   * The options as the run takes them.
   *
   * @throws IllegalArgumentException if one cannot be taken
   */
  public RunOptions runOptions() {
    return RunOptions.of(values());
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
