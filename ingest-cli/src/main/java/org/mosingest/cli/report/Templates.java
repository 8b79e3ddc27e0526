package org.mosingest.cli.report;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import com.github.mustachejava.MustacheException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;

/**
 * Fills the templates. Every value is escaped for where it stands, unless the template says that it
 * is safe already.
 */
final class Templates {

  private static final String FOLDER = "org/mosingest/cli/report/";

  private Templates() {}

  /** A page of HTML. */
  static String html(String template, Map<String, ?> values) {
    return filled(new DefaultMustacheFactory(), template, values);
  }

  /** A page of Markdown. */
  static String markdown(String template, Map<String, ?> values) {
    return filled(
        new DefaultMustacheFactory() {
          @Override
          public void encode(String value, Writer writer) {
            try {
              writer.write(escapedMarkdown(value));
            } catch (IOException e) {
              throw new MustacheException("a page in memory could not be written", e);
            }
          }
        },
        template,
        values);
  }

  private static String filled(
      DefaultMustacheFactory factory, String template, Map<String, ?> values) {
    Mustache compiled = factory.compile(FOLDER + template);
    StringWriter page = new StringWriter();
    var _ = compiled.execute(page, values);
    return page.toString();
  }

  /**
   * All that Markdown takes for a mark (CommonMark 0.31, section 2.4), and what ends a table's cell
   * or line.
   */
  static String escapedMarkdown(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\\`*_{}[]<>|#~&".indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c == '\n' || c == '\r' ? ' ' : c);
    }
    return escaped.toString();
  }
}
