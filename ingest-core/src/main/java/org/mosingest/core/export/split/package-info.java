/**
 * Into which part of a split each row goes, and the proof that no two parts share a clip. {@link
 * org.mosingest.core.export.split.SplitPlan} is the door.
 */
@NullMarked
package org.mosingest.core.export.split;

import org.jspecify.annotations.NullMarked;
