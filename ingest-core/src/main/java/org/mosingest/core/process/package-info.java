/** Other programs: what they say is read whatever they do. And where Java's own log goes. */
@NullMarked
package org.mosingest.core.process;

import org.jspecify.annotations.NullMarked;
