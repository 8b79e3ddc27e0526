package org.mosingest.daemon.limits;

import java.util.OptionalLong;
import org.mosingest.core.options.RateTimetable;

/**
 * What holds for all downloads together.
 *
 * @param downloads how many at a time, at least 1
 * @param perHost how many of them with one host, at least 1
 * @param rate how fast they may be, by the time of the week
 * @param bytesPerS how fast they may be now, in bytes a second; empty for no limit
 */
public record Limits(int downloads, int perHost, RateTimetable rate, OptionalLong bytesPerS) {}
