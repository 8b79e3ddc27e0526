/**
 * Several corpora's rows on one MOS scale, in one file. The door is {@link
 * org.mosingest.core.aggregate.Aggregation}.
 */
@NullMarked
package org.mosingest.core.aggregate;

import org.jspecify.annotations.NullMarked;
