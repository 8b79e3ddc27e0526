/** Votes, one a row of a table: counted clip by clip, and joined to a manifest's rows. */
@NullMarked
package org.mosingest.core.votes;

import org.jspecify.annotations.NullMarked;
