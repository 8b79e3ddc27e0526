package org.mosingest.daemon.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/**
 * Answers what is refused before any route is reached: no proper HTTP, a head or a body too long.
 */
final class HeadErrors implements DirectHandler {

  static DirectHandlers everywhere() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    HeadErrors errors = new HeadErrors();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, errors);
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    // The routes answer for their own faults: what the server could not digest before them is the
    // client's.
    Status told =
        status.code() == Status.INTERNAL_SERVER_ERROR_500.code() ? Status.BAD_REQUEST_400 : status;
    TransportResponse.Builder answer =
        TransportResponse.builder().status(told).keepAlive(false).headers(headers);
    ResponseWriter.GUARDING.forEach(answer::header);
    return answer
        .header(HeaderNames.CONTENT_TYPE, ResponseWriter.JSON)
        .entity(ErrorAnswers.of(told).document())
        .build();
  }
}
