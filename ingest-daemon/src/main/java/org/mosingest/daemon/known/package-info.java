/**
 * What earlier runs learnt of a corpus's clips, so that a clip that nobody touched need not be
 * opened again. A cache: losing it costs time and nothing else.
 */
@NullMarked
package org.mosingest.daemon.known;

import org.jspecify.annotations.NullMarked;
