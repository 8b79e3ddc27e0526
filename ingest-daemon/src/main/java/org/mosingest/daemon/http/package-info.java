/**
 * The service's HTTP API: who may ask, what is asked, and how it is answered. The door is {@link
 * ApiServer}.
 */
@NullMarked
package org.mosingest.daemon.http;

import org.jspecify.annotations.NullMarked;
