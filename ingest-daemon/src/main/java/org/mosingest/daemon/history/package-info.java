/**
 * How the runs went since the service started, in bounded memory. The door is {@link RunHistories}.
 */
@NullMarked
package org.mosingest.daemon.history;

import org.jspecify.annotations.NullMarked;
