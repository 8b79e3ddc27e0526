package org.mosingest.daemon.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.util.List;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.http.document.ApiDocuments;

/** A request is not done, for a reason that its sender is told. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Status status;
  private final String code;
  private final Wording message;
  private final Wording hint;
  private final transient List<Header> headers;

  Refusal(Status status, String code, String message, String hint, Header... headers) {
    this(status, code, Wording.of(message), Wording.of(hint), headers);
  }

  /** A refusal whose message or hint names options. */
  Refusal(Status status, String code, Wording message, Wording hint, Header... headers) {
    super(message.text(), null, false, false);
    this.message = message;
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.headers = List.of(headers);
  }

  static Refusal badRequest(String code, String message, String hint) {
    return new Refusal(Status.BAD_REQUEST_400, code, message, hint);
  }

  static Refusal badRequest(String code, Wording message, String hint) {
    return new Refusal(Status.BAD_REQUEST_400, code, message, Wording.of(hint));
  }

  static Refusal forbidden(String code, Wording message, String hint) {
    return new Refusal(Status.FORBIDDEN_403, code, message, Wording.of(hint));
  }

  static Refusal forbidden(String code, String message, String hint) {
    return new Refusal(Status.FORBIDDEN_403, code, message, hint);
  }

  static Refusal notFound(String code, String message, String hint) {
    return new Refusal(Status.NOT_FOUND_404, code, message, hint);
  }

  static Refusal conflict(String code, String message, String hint) {
    return new Refusal(Status.CONFLICT_409, code, message, hint);
  }

  /** Nothing wrong with the request: too much is asked at once. */
  static Refusal busy(String code, String message, String hint) {
    return new Refusal(
        Status.SERVICE_UNAVAILABLE_503,
        code,
        message,
        hint,
        HeaderValues.create(HeaderNames.RETRY_AFTER, "5"));
  }

  Status status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return message.text();
  }

  String hint() {
    return hint.text();
  }

  /** What its sender is told, written. */
  byte[] document() {
    return ApiDocuments.error(code, message, hint);
  }

  List<Header> headers() {
    return headers;
  }
}
