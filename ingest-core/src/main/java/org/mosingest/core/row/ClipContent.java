package org.mosingest.core.row;

/**
 * The bytes of a clip, told by their hash and number.
 *
 * @param sha256 the SHA-256 of all bytes
 * @param sizeBytes how many there are
 */
public record ClipContent(Sha256 sha256, long sizeBytes) {}
