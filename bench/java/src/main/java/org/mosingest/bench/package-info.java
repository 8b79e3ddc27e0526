/**
 * Parts of the product measured by themselves, with JMH and as programs that stand beside curl and
 * sha256sum.
 */
package org.mosingest.bench;
