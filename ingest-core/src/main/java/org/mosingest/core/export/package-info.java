/**
 * The rows of outputs as other programs read them: formats, splits whose parts share no clip, and
 * the record of how an export came about. {@link org.mosingest.core.export.Export} is the door.
 */
@NullMarked
package org.mosingest.core.export;

import org.jspecify.annotations.NullMarked;
