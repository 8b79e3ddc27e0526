package org.mosingest.daemon.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * How answers leave: with the fields that keep a browser from making more of them than they are.
 */
final class ResponseWriter {

  static final String JSON = "application/json";

  /** On every answer. There is no CORS field among them, and there shall be none. */
  static final List<Header> GUARDING =
      List.of(
          HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store"),
          HeaderValues.createCached("X-Content-Type-Options", "nosniff"),
          HeaderValues.createCached(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                  + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                  // No text becomes markup or code, wherever it comes from.
                  + " require-trusted-types-for 'script'; trusted-types 'none'"),
          HeaderValues.createCached("X-Frame-Options", "DENY"),
          HeaderValues.createCached("Referrer-Policy", "no-referrer"),
          HeaderValues.createCached("Cross-Origin-Resource-Policy", "same-origin"));

  private ResponseWriter() {}

  /** Sends a document. */
  static void json(ServerResponse res, byte[] document) {
    json(res, Status.OK_200, document);
  }

  /** Sends a document with a status. */
  static void json(ServerResponse res, Status status, byte[] document) {
    bytes(res.status(status), JSON, document);
  }

  /** Sends the head of what would go on for ever. */
  static void head(ServerResponse res, String contentType) {
    res.header(HeaderNames.CONTENT_TYPE, contentType).send();
  }

  /** Sends what is written already. */
  static void bytes(ServerResponse res, String contentType, byte[] body) {
    res.header(HeaderNames.CONTENT_TYPE, contentType);
    ClientDeadline connection = ClientDeadline.CURRENT.get();
    connection.forWrite();
    if (connection.asksForHead()) {
      res.header(HeaderNames.CONTENT_LENGTH, Integer.toString(body.length)).send();
    } else {
      res.send(body);
    }
  }
}
