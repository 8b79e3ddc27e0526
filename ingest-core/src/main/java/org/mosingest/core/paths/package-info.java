/** Which file a path leads to, and that nothing is written where it would harm another file. */
@NullMarked
package org.mosingest.core.paths;

import org.jspecify.annotations.NullMarked;
