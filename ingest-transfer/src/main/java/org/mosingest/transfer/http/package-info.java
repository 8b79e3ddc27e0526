/**
 * HTTP as clips need it: URLs that may be asked, requests and their redirects, and what a reply
 * says of a clip. The only user of OkHttp.
 */
@NullMarked
package org.mosingest.transfer.http;

import org.jspecify.annotations.NullMarked;
