/**
 * Clips and their rows in tar archives of a size, as WebDataset reads them. {@link
 * org.mosingest.core.export.shard.ShardWriter} is the door. The only user of commons-compress.
 */
@NullMarked
package org.mosingest.core.export.shard;

import org.jspecify.annotations.NullMarked;
