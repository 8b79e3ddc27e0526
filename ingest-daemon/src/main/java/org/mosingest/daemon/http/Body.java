package org.mosingest.daemon.http;

import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** How bodies are read: whole, bounded, and only as JSON. */
final class Body {

  private static final int LONGEST_REGEX = 1000;

  private final int longest;

  Body(ApiLimits limits) {
    this.longest = limits.bodyBytes();
  }

  /**
   * The JSON that a request carries.
   *
   * @throws Refusal if it carries something else, or too much
   */
  byte[] json(ServerRequest req) throws IOException {
    if (!isJson(req)) {
      throw new Refusal(
          Status.UNSUPPORTED_MEDIA_TYPE_415,
          "not-json",
          "the body must be JSON",
          "send Content-Type: application/json");
    }
    return read(req);
  }

  /** Reads a body that has no meaning out of the way. */
  void discard(ServerRequest req) throws IOException {
    var _ = read(req);
  }

  /**
   * The regular expression under {@code reason}; empty if there is no body.
   *
   * @throws Refusal if the body is anything else
   */
  Optional<Pattern> reason(ServerRequest req) throws IOException {
    if (!req.content().hasEntity()) {
      return Optional.empty();
    }
    byte[] bytes = json(req);
    if (bytes.length == 0) {
      return Optional.empty();
    }
    JsonNode body;
    try {
      body = Json.MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw badRetry("the body is not JSON: " + Text.printable(e.getOriginalMessage()));
    }
    if (!body.isObject() || body.propertyNames().stream().anyMatch(key -> !key.equals("reason"))) {
      throw badRetry("the body may hold reason and nothing else");
    }
    JsonNode reason = body.get("reason");
    if (reason == null || reason.isNull()) {
      return Optional.empty();
    }
    if (!reason.isString() || reason.stringValue().length() > LONGEST_REGEX) {
      throw badRetry("reason must be a string of at most " + LONGEST_REGEX + " characters");
    }
    try {
      return Optional.of(Pattern.compile(reason.stringValue()));
    } catch (PatternSyntaxException e) {
      throw badRetry("reason is no regular expression: " + Text.printable(e.getDescription()));
    }
  }

  private static Refusal badRetry(String message) {
    return Refusal.badRequest("bad-body", message, "send nothing, or {\"reason\": \"http-5..\"}");
  }

  private byte[] read(ServerRequest req) throws IOException {
    if (!req.content().hasEntity()) {
      return new byte[0];
    }
    byte[] body;
    try (InputStream in = req.content().inputStream()) {
      body = in.readNBytes(longest + 1);
    }
    if (body.length > longest) {
      throw Faults.of(Status.REQUEST_ENTITY_TOO_LARGE_413);
    }
    Watched.CURRENT.get().forNobody();
    return body;
  }

  private static boolean isJson(ServerRequest req) {
    try {
      return req.headers()
          .contentType()
          .map(HttpMediaType::mediaType)
          .filter(type -> type.text().equals(Answer.JSON))
          .isPresent();
    } catch (HttpException | IllegalArgumentException e) {
      // No media type at all.
      return false;
    }
  }
}
