package org.mosingest.core.export.rows;

/**
 * Where a row stands.
 *
 * @param index its place among the rows of all inputs, from 0
 * @param input the place of its input among the inputs, from 0
 * @param offset where its line begins, in bytes from the input's beginning
 * @param length the line's bytes without its line feed
 */
public record RowLine(int index, int input, long offset, int length) {}
