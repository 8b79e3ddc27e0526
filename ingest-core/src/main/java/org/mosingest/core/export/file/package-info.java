/** The files of an export: written beside their names until all of them are whole. */
@NullMarked
package org.mosingest.core.export.file;

import org.jspecify.annotations.NullMarked;
