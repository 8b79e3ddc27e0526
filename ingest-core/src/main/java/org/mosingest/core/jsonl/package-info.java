/** The output file: one JSON object a line, append only, repaired before it is appended to. */
@NullMarked
package org.mosingest.core.jsonl;

import org.jspecify.annotations.NullMarked;
