package org.mosingest.daemon.http;

import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;
import org.mosingest.daemon.metrics.Metrics;

/**
 * Around every request: who may ask, the guarding fields on its answer, its count, and the
 * connection's clock set back after it. One filter for all of it, because what one filter throws is
 * answered outside of those before it.
 */
final class RequestFilter implements Filter {

  /** The label of what is no route, or no usual method: a client cannot make new ones up. */
  private static final String OTHER = "other";

  private static final Set<Method> USUAL =
      Set.of(
          Method.GET,
          Method.HEAD,
          Method.POST,
          Method.PUT,
          Method.PATCH,
          Method.DELETE,
          Method.OPTIONS);

  private final Set<String> routes;
  private final AccessControl guard;
  private final Metrics metrics;

  /**
   * An envelope.
   *
   * @param routes the patterns of all routes
   */
  RequestFilter(Set<String> routes, AccessControl guard, Metrics metrics) {
    this.routes = routes;
    this.guard = guard;
    this.metrics = metrics;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest req, RoutingResponse res) {
    ResponseWriter.GUARDING.forEach(res::header);
    ClientDeadline connection = ClientDeadline.CURRENT.get();
    connection.asksForHead(Method.HEAD.equals(req.prologue().method()));
    try {
      if (connection.isSurplus()) {
        res.header(HeaderValues.CONNECTION_CLOSE);
        throw Refusal.busy(
            "too-many-connections",
            "too many connections are open",
            "close some, or try again in a few seconds");
      }
      guard.check(req);
      chain.proceed();
    } catch (Refusal refusal) {
      ErrorAnswers.answer(res, refusal);
    } finally {
      Method method = req.prologue().method();
      metrics.answered(
          USUAL.contains(method) ? method.text() : OTHER,
          req.matchingPattern().filter(routes::contains).orElse(OTHER),
          res.status().code());
      if (hasUnreadBody(req)) {
        // The server reads it out of the way; its client has as long for it as for one that is
        // wanted.
        connection.forBody();
      } else {
        connection.forRequest();
      }
    }
    if (req.headers().containsToken(HeaderValues.CONNECTION_CLOSE)
        || res.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      // The server would take what follows for another request.
      throw new CloseConnectionException("closed, as was announced");
    }
  }

  private static boolean hasUnreadBody(RoutingRequest req) {
    return req.content().hasEntity() && !req.content().consumed();
  }
}
