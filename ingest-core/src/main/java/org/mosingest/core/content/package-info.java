/**
 * What a set of rows holds, counted as they pass: scores, pictures, codecs, durations. The door is
 * {@link ContentTally}.
 */
@NullMarked
package org.mosingest.core.content;

import org.jspecify.annotations.NullMarked;
