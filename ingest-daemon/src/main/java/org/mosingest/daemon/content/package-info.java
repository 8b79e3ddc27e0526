/**
 * What the outputs hold so far, for who looks at a run while it goes on. The door is {@link
 * OutputTallies}.
 */
@NullMarked
package org.mosingest.daemon.content;

import org.jspecify.annotations.NullMarked;
