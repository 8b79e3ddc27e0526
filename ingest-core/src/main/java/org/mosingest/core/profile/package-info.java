/**
 * The corpora known, each declared in one file: how it is laid out, named, scaled and guarded. No
 * other room knows a corpus by name. The door is {@link org.mosingest.core.profile.KnownCorpora};
 * the only user of Jackson's YAML module in the core.
 */
@NullMarked
package org.mosingest.core.profile;

import org.jspecify.annotations.NullMarked;
