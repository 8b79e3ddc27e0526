/**
 * What outlives a run: the download progress, the replay manifest, the locks, and how files are
 * written so that they last.
 */
@NullMarked
package org.mosingest.core.state;

import org.jspecify.annotations.NullMarked;
