package org.mosingest.core.export.file;

import java.nio.file.Path;
import org.mosingest.core.row.Sha256;

/**
 * A file of an export.
 *
 * @param path where
 * @param part the part of the split that it holds; empty for all
 * @param rows how many rows it holds
 * @param sizeBytes its size
 * @param sha256 its hash
 */
public record ExportedFile(Path path, String part, long rows, long sizeBytes, Sha256 sha256) {}
