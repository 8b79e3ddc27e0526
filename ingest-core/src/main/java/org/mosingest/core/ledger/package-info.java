/**
 * What becomes of a manifest's rows: how each ended, which is written and which is a duplicate, and
 * the books of it all. Nothing here reads or writes a file.
 */
@NullMarked
package org.mosingest.core.ledger;

import org.jspecify.annotations.NullMarked;
