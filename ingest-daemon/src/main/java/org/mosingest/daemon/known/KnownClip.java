package org.mosingest.daemon.known;

import java.util.Optional;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;

/**
 * What was once learnt of a clip.
 *
 * @param content the hash and number of its bytes
 * @param probed what the probe made of it; empty where it was not probed, or by another engine or
 *     another version
 */
public record KnownClip(ClipContent content, Optional<ProbeOutcome> probed) {}
