package org.mosingest.cli.report;

import java.util.List;

/**
 * A part of the report.
 *
 * @param id of its element in the page: a word
 * @param title its heading
 * @param sentences what is to be said before the figures
 * @param figures the figures; those without a row are left out
 */
record Section(String id, String title, List<String> sentences, List<Figure> figures) {
  Section {
    sentences = List.copyOf(sentences);
    figures = figures.stream().filter(Figure::any).toList();
  }
}
