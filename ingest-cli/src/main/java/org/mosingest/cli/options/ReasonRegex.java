package org.mosingest.cli.options;

import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.failures.ReasonPattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A pattern for the reasons of failures, as an option gives it. */
public final class ReasonRegex implements ITypeConverter<ReasonPattern> {

  @Override
  public ReasonPattern convert(String text) {
    try {
      return ReasonPattern.of(text);
    } catch (BadPatternException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
