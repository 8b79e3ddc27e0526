package org.mosingest.cli.report;

import java.util.Locale;

/** A form in which a report can be written. */
public enum ReportFormat {
  /** One page that needs nothing else. */
  HTML,
  /** Markdown. */
  MD,
  /** The figures as a JSON document. */
  JSON;

  /** The ending of files of that form. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As options name it. */
  @Override
  public String toString() {
    return ending();
  }

  /** The report's text in that form. */
  public String written(Report report) {
    return switch (this) {
      case HTML -> HtmlPage.of(report);
      case MD -> MarkdownPage.of(report);
      case JSON -> JsonPage.of(report);
    };
  }
}
