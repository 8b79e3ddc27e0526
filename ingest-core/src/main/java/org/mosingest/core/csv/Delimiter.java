package org.mosingest.core.csv;

/** What tables are delimited by elsewhere. */
enum Delimiter {
  SEMICOLON(';', "';'"),
  TAB('\t', "tabs"),
  BAR('|', "'|'");

  private final char character;
  private final String words;

  Delimiter(char character, String words) {
    this.character = character;
    this.words = words;
  }

  char character() {
    return character;
  }

  /** What to do about a table that is delimited so. */
  String todo() {
    return "the columns look delimited by "
        + words
        + ": save the file with commas between cells, and points in numbers";
  }
}
