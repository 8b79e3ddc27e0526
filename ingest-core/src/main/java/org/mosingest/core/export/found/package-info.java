/** Exports that are on the disk, found by the records beside them. */
@NullMarked
package org.mosingest.core.export.found;

import org.jspecify.annotations.NullMarked;
