package org.mosingest.core.analysis;

import java.nio.file.Path;

/**
 * Where a corpus and what runs left of it lie. All but the corpus folder may be missing.
 *
 * @param corpusFolder the corpus folder
 * @param output the rows
 * @param progress the download progress
 * @param failures the failed and broken clips
 * @param replay the replay manifest of the last finished run
 */
public record AnalysisInputs(
    Path corpusFolder, Path output, Path progress, Path failures, Path replay) {}
