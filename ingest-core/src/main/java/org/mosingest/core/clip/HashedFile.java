package org.mosingest.core.clip;

import java.util.Optional;
import org.mosingest.core.row.ClipContent;

/**
 * A file whose bytes were hashed before, perhaps while they came.
 *
 * @param content what they were
 * @param stamp the file's at that time; empty where this system has no stamps
 */
public record HashedFile(ClipContent content, Optional<ClipStamp> stamp) {}
