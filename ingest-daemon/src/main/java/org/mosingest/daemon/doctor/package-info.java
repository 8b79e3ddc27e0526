/**
 * A look at a corpus and this machine before a run of days: what would stop it, spoil it or
 * surprise its owner. Nothing is changed but for test files that are removed again. The door is
 * {@link org.mosingest.daemon.doctor.Doctor}.
 */
@NullMarked
package org.mosingest.daemon.doctor;

import org.jspecify.annotations.NullMarked;
