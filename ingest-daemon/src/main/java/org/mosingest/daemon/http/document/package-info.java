/**
 * What the API tells, as JSON. Knows nothing of how it is sent. The door is {@link ApiDocuments}.
 */
@NullMarked
package org.mosingest.daemon.http.document;

import org.jspecify.annotations.NullMarked;
