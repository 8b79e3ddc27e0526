package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What to read.
 *
 * @param corpus the corpus
 * @param folder the corpus folder
 * @param manifestCsv the manifest that the user named: it must exist; otherwise {@code manifest.csv} in the folder, else the
 *     corpus's split score files
 * @param clipsSubdir the folder below {@code folder} that holds the clips of a URL manifest
 * @param minRows the floor on data rows, counted before {@code maxRows} cuts
 * @param maxRows how many rows to take at most
 */
public record ManifestRequest(
    Corpus corpus,
    Path folder,
    Optional<Path> manifestCsv,
    String clipsSubdir,
    int minRows,
    OptionalInt maxRows) {}
