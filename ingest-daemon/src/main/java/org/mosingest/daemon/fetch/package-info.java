/**
 * A clip fetched through the download pool, attempt after attempt, until it is there or is to
 * blame.
 */
@NullMarked
package org.mosingest.daemon.fetch;

import org.jspecify.annotations.NullMarked;
