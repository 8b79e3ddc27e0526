/** Helpers that tests share. */
@NullMarked
package org.mosingest.core.testkit;

import org.jspecify.annotations.NullMarked;
