/**
 * Bringing a clip's bytes from a server to the disk: resumable, checked, hashed on the way, durable
 * before visible.
 */
@NullMarked
package org.mosingest.transfer;

import org.jspecify.annotations.NullMarked;
