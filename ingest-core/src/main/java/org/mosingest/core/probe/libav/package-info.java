/**
 * Probing with libavformat itself, in worker processes of our own: {@link
 * org.mosingest.core.probe.libav.LibavProbe}. The classes whose names begin with {@code Worker} or
 * {@code Native} run in the worker and use nothing but the JDK, which keeps its start short.
 */
@NullMarked
package org.mosingest.core.probe.libav;

import org.jspecify.annotations.NullMarked;
