package org.mosingest.cli.report;

import java.util.Map;

/** The report as Markdown: its tables without the pictures. */
final class MarkdownPage {

  private MarkdownPage() {}

  static String of(Report report) {
    return Templates.markdown(
        "report.md.mustache",
        Map.of(
            "corpus", report.corpus(),
            "output", report.output(),
            "made", ReportText.instant(report.made()),
            "version", report.version(),
            "headline", report.headline(),
            "sections", report.sections()));
  }
}
