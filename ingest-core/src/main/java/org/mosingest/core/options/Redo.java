package org.mosingest.core.options;

import java.util.Optional;
import org.mosingest.core.failures.ReasonPattern;

/**
 * What a run does once more of what earlier runs have done.
 *
 * @param retryFailed which failures to forget first, by reason; none if empty
 * @param refetchBroken which broken clips that were downloaded to fetch again, by reason; none if
 *     empty
 * @param recheck whether to probe and hash again what is known and unchanged
 */
public record Redo(
    Optional<ReasonPattern> retryFailed, Optional<ReasonPattern> refetchBroken, boolean recheck) {}
