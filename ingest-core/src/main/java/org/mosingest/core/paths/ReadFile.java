package org.mosingest.core.paths;

import java.nio.file.Path;

/**
 * A file that a run reads and must leave as it is.
 *
 * @param role what it is, for a reader: {@code the manifest}
 * @param path where
 */
public record ReadFile(String role, Path path) {}
