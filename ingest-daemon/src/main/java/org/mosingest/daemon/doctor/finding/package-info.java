/** What checks find: sentences, and what can be done about it. */
@NullMarked
package org.mosingest.daemon.doctor.finding;

import org.jspecify.annotations.NullMarked;
