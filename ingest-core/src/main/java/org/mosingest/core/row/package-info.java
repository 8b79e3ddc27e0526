/**
 * What goes in and what comes out: a row of a manifest, the clip it names, the opinion it carries,
 * and the row of the output that is made of them.
 */
@NullMarked
package org.mosingest.core.row;

import org.jspecify.annotations.NullMarked;
