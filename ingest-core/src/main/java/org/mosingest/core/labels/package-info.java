/**
 * A manifest's labels, held against each other, against the scale, and against the clips on disk.
 */
@NullMarked
package org.mosingest.core.labels;

import org.jspecify.annotations.NullMarked;
