package org.mosingest.cli.config;

/**
 * A value that no command line gave.
 *
 * @param text the value; lines for an option that may be repeated
 * @param from where it comes from: {@code $INGEST_DOWNLOADS}, or a file and its line
 */
record GivenValue(String text, String from) {}
