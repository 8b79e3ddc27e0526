/**
 * How servers are reached: by which proxy, with which login, with whose certificate, at which
 * addresses.
 */
@NullMarked
package org.mosingest.transfer.reach;

import org.jspecify.annotations.NullMarked;
