/**
 * What is examined: a corpus, this machine and what is known of the network, found out once for all
 * checks.
 */
@NullMarked
package org.mosingest.daemon.doctor.subject;

import org.jspecify.annotations.NullMarked;
