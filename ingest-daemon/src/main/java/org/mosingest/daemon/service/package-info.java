/**
 * The long-running service as a whole: its parts started in order, stopped in reverse, and what it
 * tells the system.
 */
@NullMarked
package org.mosingest.daemon.service;

import org.jspecify.annotations.NullMarked;
