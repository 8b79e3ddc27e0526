/**
 * ZIP archives of clips, read where they lie: the directory once, members as ranges. The format is
 * that of PKWARE's <a
 * href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE</a> 6.3.10.
 */
@NullMarked
package org.mosingest.transfer.archive;

import org.jspecify.annotations.NullMarked;
