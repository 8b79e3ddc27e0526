/**
 * What an export is to those who find it: metadata in Croissant's vocabulary, and a card for a hub.
 * {@link org.mosingest.core.export.describe.Description} is the door.
 */
@NullMarked
package org.mosingest.core.export.describe;

import org.jspecify.annotations.NullMarked;
