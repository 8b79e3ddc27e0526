/**
 * The daemon's HTTP API from the outside: what the client commands ask, and what they make of the
 * answers.
 */
@NullMarked
package org.mosingest.cli.client;

import org.jspecify.annotations.NullMarked;
