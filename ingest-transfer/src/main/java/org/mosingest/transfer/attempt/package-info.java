/**
 * One attempt at a clip: what it may take, the host it holds, how it is stopped, and the fault that
 * it ends with.
 */
@NullMarked
package org.mosingest.transfer.attempt;

import org.jspecify.annotations.NullMarked;
