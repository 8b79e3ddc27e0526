package org.mosingest.daemon.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import org.mosingest.daemon.runs.RetryChoice;

/** How bodies are read: whole, bounded, and only as JSON. */
final class JsonBody {

  private final int longest;

  JsonBody(ApiLimits limits) {
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
   * Which clips a retry's body asks for; all if there is no body.
   *
   * @throws Refusal if the body is anything else
   */
  RetryChoice retry(ServerRequest req) throws IOException {
    return RetryBody.read(req.content().hasEntity() ? json(req) : new byte[0]);
  }

  private byte[] read(ServerRequest req) throws IOException {
    if (!req.content().hasEntity()) {
      return new byte[0];
    }
    byte[] body;
    try (InputStream in = req.content().inputStream()) {
      body = in.readNBytes(longest + 1);
    } catch (DataReader.InsufficientDataAvailableException e) {
      throw new Refusal(
          Status.BAD_REQUEST_400,
          "bad-request",
          "the body ends before its length",
          "send as many bytes as Content-Length says");
    }
    if (body.length > longest) {
      throw ErrorAnswers.of(Status.REQUEST_ENTITY_TOO_LARGE_413);
    }
    ClientDeadline.CURRENT.get().forNobody();
    return body;
  }

  private static boolean isJson(ServerRequest req) {
    try {
      return req.headers()
          .contentType()
          .map(HttpMediaType::mediaType)
          .filter(type -> type.text().equals(ResponseWriter.JSON))
          .isPresent();
    } catch (HttpException | IllegalArgumentException e) {
      // No media type at all.
      return false;
    }
  }
}
