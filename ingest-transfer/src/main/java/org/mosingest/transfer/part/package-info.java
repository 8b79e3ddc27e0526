/**
 * An unfinished clip on the disk: its bytes, the record that lets them be continued, its end as the
 * clip.
 */
@NullMarked
package org.mosingest.transfer.part;

import org.jspecify.annotations.NullMarked;
