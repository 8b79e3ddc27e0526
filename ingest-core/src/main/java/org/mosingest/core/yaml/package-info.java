/** YAML that people write, read into values that know their lines; the only user of its parser. */
@NullMarked
package org.mosingest.core.yaml;

import org.jspecify.annotations.NullMarked;
