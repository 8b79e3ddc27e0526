/** Other programs: what they say is read whatever they do. */
@NullMarked
package org.mosingest.core.process;

import org.jspecify.annotations.NullMarked;
