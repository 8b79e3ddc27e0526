/**
 * The demo: a small corpus, and a server that hands it out over real HTTP, with the faults of the
 * real web on plan.
 */
@NullMarked
package org.mosingest.cli.demo;

import org.jspecify.annotations.NullMarked;
