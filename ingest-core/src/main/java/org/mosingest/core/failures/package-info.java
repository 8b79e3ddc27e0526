/** Clips that failed or are broken, and the file beside an output that tells of them. */
@NullMarked
package org.mosingest.core.failures;

import org.jspecify.annotations.NullMarked;
