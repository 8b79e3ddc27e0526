package org.mosingest.daemon.http;

import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.options.Wording;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.export.NoSuchExportException;
import org.mosingest.daemon.export.RefusedOrderException;
import org.mosingest.daemon.machine.NoMemoryException;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.SettingKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client is told of what went wrong. Of the service's own faults, nothing but that there was
 * one.
 */
final class ErrorAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  private ErrorAnswers() {}

  /** Answers a request that ended so. */
  static void answer(ServerResponse res, Throwable fault) {
    Refusal refusal = refusal(fault);
    refusal.headers().forEach(res::header);
    ResponseWriter.json(res, refusal.status(), refusal.document());
  }

  static Refusal refusal(Throwable fault) {
    return switch (fault) {
      case Refusal refusal -> refusal;
      case NoSuchRunException unknown ->
          Refusal.notFound("no-such-run", text(unknown), "GET /runs lists the runs");
      case IllegalMoveException move ->
          Refusal.conflict("illegal-move", text(move), "GET /runs/{id} shows its state");
      case NotFailedException others ->
          new Refusal(
              Status.UNPROCESSABLE_CONTENT_422,
              "not-failed",
              text(others),
              "GET /runs/{id}/failures lists what can be retried");
      case NoSuchExportException unknown ->
          Refusal.notFound(
              "no-such-export", text(unknown), "GET /runs/{id}/exports lists the run's exports");
      case RefusedOrderException order ->
          switch (order.kind()) {
            case BAD ->
                new Refusal(
                    Status.UNPROCESSABLE_CONTENT_422, "bad-export", text(order), order.hint());
            case HELD -> Refusal.conflict("held", text(order), order.hint());
            case TOO_MANY -> Refusal.busy("too-many-exports", text(order), order.hint());
          };
      case HeldException held ->
          Refusal.conflict(
              "held",
              text(held),
              "wait for the run that holds it, or cancel that run; GET /runs lists this service's");
      case BadCorpusException corpus ->
          new Refusal(
              Status.UNPROCESSABLE_CONTENT_422,
              "bad-corpus",
              Wording.of(text(corpus)),
              SettingKeys.behind(corpus.hint(), corpus));
      case PathClashException clash ->
          new Refusal(
              Status.UNPROCESSABLE_CONTENT_422,
              "path-clash",
              Wording.of(text(clash)),
              SettingKeys.behind(clash.hint(), clash));
      case NoMemoryException memory ->
          memory.isForNow()
              ? Refusal.busy("no-memory", text(memory), memory.hint())
              : new Refusal(
                  Status.UNPROCESSABLE_CONTENT_422, "too-many-rows", text(memory), memory.hint());
      case HttpException http -> of(http.status());
      case IOException io -> ofMachine(io);
      case UncheckedIOException io when io.getCause() != null -> ofMachine(io.getCause());
      default -> {
        LOG.error("a request failed", fault);
        yield of(Status.INTERNAL_SERVER_ERROR_500);
      }
    };
  }

  /** What is said of a status that the web server chose. */
  static Refusal of(Status status) {
    return switch (status.code()) {
      case 404 ->
          Refusal.notFound(
              "no-such-path", "there is no such path", "GET /openapi.json lists all paths");
      case 413 ->
          new Refusal(
              status, "too-large", "the body is longer than 64 KiB", "a submission is far shorter");
      case 414 ->
          new Refusal(
              status, "too-long", "the path and query are too long", "send a shorter query");
      case 505 -> new Refusal(status, "http-version", "only HTTP/1.1 is supported", "use HTTP/1.1");
      case 500 ->
          new Refusal(
              status, "internal", "the service failed unexpectedly", "see the service's log");
      default ->
          new Refusal(
              status,
              "bad-request",
              "the request is not valid HTTP: " + status.reasonPhrase(),
              "see RFC 9112");
    };
  }

  private static Refusal ofMachine(IOException fault) {
    LOG.warn("a request failed because of a file on this machine", fault);
    return new Refusal(
        Status.INTERNAL_SERVER_ERROR_500,
        "machine",
        "a file or folder cannot be used: " + text(fault),
        "check that it exists and that the service may read and write it, then ask again");
  }

  private static String text(Exception e) {
    return Text.printable(String.valueOf(e.getMessage()));
  }
}
