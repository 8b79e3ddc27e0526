package org.mosingest.daemon.watch;

import java.time.Duration;

/**
 * A download that is under way.
 *
 * @param row the row's number in the manifest, from 1
 * @param name the clip's name in the manifest
 * @param host where its URL leads
 * @param bytes what has come in this run, over all attempts
 * @param bytesPerS how fast it comes, over the last seconds
 * @param lasts since when this attempt is under way
 */
public record ActiveTransfer(
    int row, String name, String host, long bytes, double bytesPerS, Duration lasts) {}
