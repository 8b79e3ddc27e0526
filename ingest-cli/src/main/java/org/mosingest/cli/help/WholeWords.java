package org.mosingest.cli.help;

import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Help whose descriptions are broken at blanks only: no time, URL or option is cut in two. While
 * lines are laid out, the marks within words stand as letters of the private use area, of which
 * none allows a break.
 */
final class WholeWords extends Help {

  private static final int PRIVATE = 0xE000;

  /** What the columns before a description take at most, and its indentation. */
  private static final int BESIDE = 35;

  private static final Pattern WORD = Pattern.compile("\\S+");

  WholeWords(CommandSpec spec, ColorScheme scheme) {
    super(spec, scheme);
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer usual = super.createDefaultOptionRenderer();
    return (option, labels, scheme) -> joined(usual.render(option, labels, scheme));
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer usual = super.createDefaultParameterRenderer();
    return (parameter, labels, scheme) -> joined(usual.render(parameter, labels, scheme));
  }

  /** The text as it is to be read. */
  static String split(String laidOut) {
    StringBuilder text = new StringBuilder(laidOut);
    for (int i = 0; i < text.length(); i++) {
      int mark = text.charAt(i) - PRIVATE;
      if (mark > 0 && mark < 0x80) {
        text.setCharAt(i, (char) mark);
      }
    }
    return text.toString();
  }

  private Text[][] joined(Text[][] rows) {
    for (Text[] row : rows) {
      int last = row.length - 1;
      row[last] = colorScheme().ansi().new Text(joined(row[last].plainString()), colorScheme());
    }
    return rows;
  }

  private String joined(String description) {
    int room = commandSpec().usageMessage().width() - BESIDE;
    return WORD.matcher(description)
        .replaceAll(
            word -> {
              // One that has no room in a line is broken where it can be.
              return word.group().length() > room ? "$0" : letters(word.group());
            });
  }

  private static String letters(String word) {
    StringBuilder text = new StringBuilder(word);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80 && !Character.isLetterOrDigit(c)) {
        text.setCharAt(i, (char) (PRIVATE + c));
      }
    }
    return text.toString();
  }
}
