/**
 * What there is one of for each row of a corpus, kept small: rows as bytes, keys and hashes in open
 * tables. A corpus of ten million rows is to fit in a small heap.
 */
@NullMarked
package org.mosingest.core.packed;

import org.jspecify.annotations.NullMarked;
