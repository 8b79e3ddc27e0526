package org.mosingest.core.export.rows;

import org.mosingest.core.row.CorpusRow;

/**
 * A row on its way into an export.
 *
 * @param row the row
 * @param path the clip's path below the corpus folder, with {@code /} between segments
 * @param part the part of the split that it is in; empty where nothing is split
 */
public record ExportRow(CorpusRow row, String path, String part) {}
