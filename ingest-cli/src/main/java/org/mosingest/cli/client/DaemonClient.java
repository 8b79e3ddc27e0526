package org.mosingest.cli.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Requests to a daemon. The token is read anew for each, since a daemon may write another when it
 * starts again.
 */
public final class DaemonClient {

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /**
   * A submission is answered when its manifest is read: ten million rows take minutes, and they may
   * lie on a slow disk.
   */
  private static final Duration SUBMISSION = Duration.ofMinutes(30);

  /** A stream is silent where nothing changes; after this long it is better to ask again. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final HttpUrl url;
  private final StateFolder state;
  private final OkHttpClient http;

  /**
   * A client of the daemon at an address.
   *
   * @throws IllegalArgumentException if it is no HTTP address
   */
  public DaemonClient(String url, StateFolder state) {
    // First, so that the classes of HTTP are loaded by one thread at a time.
    OkHttpClient cleartext = Cleartext.CLIENT;
    HttpUrl parsed = HttpUrl.parse(url);
    if (parsed == null) {
      throw new IllegalArgumentException(
          "not an address like http://127.0.0.1:8642: " + Text.printable(url));
    }
    this.url = parsed.newBuilder().query(null).fragment(null).build();
    this.state = state;
    this.http =
        parsed.isHttps()
            ? settings().build()
            : cleartext.newBuilder().connectionPool(new ConnectionPool()).build();
  }

  /**
   * Loads what every client needs, which takes as long as reading a command line: another thread
   * can do it meanwhile. A client that is made before the end of this waits for it.
   */
  public static void prepare() {
    Objects.requireNonNull(Cleartext.CLIENT);
    JsonTree.prepare();
  }

  private static OkHttpClient.Builder settings() {
    return new OkHttpClient.Builder()
        .connectTimeout(CONNECT)
        .readTimeout(ANSWER)
        .writeTimeout(ANSWER)
        // The token goes where it was meant to go, and nowhere else; and nothing is asked twice.
        .followRedirects(false)
        .retryOnConnectionFailure(false);
  }

  /** All that TLS would trust takes a tenth of a second to read: most services have none. */
  private static final class Cleartext {
    static final OkHttpClient CLIENT =
        settings().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();
  }

  /** Where the daemon is. */
  public String url() {
    return url.toString();
  }

  /**
   * The document at a path.
   *
   * @throws RefusedException if the daemon refuses
   * @throws DaemonUnreachableException if none answers
   */
  public String get(Map<String, String> query, String... path)
      throws RefusedException, DaemonUnreachableException {
    HttpUrl.Builder address = at(path).newBuilder();
    query.forEach(address::addQueryParameter);
    return answer(http.newCall(request(address.build()).build()));
  }

  /**
   * What the daemon answers to a body sent to a path.
   *
   * @throws RefusedException if the daemon refuses
   * @throws DaemonUnreachableException if none answers
   */
  public String post(String body, String... path)
      throws RefusedException, DaemonUnreachableException {
    OkHttpClient patient = http.newBuilder().readTimeout(SUBMISSION).build();
    return answer(patient.newCall(request(at(path)).post(RequestBody.create(body, JSON)).build()));
  }

  /**
   * What the daemon answers when a path is to be what a body says.
   *
   * @throws RefusedException if the daemon refuses
   * @throws DaemonUnreachableException if none answers
   */
  public String put(String body, String... path)
      throws RefusedException, DaemonUnreachableException {
    return answer(http.newCall(request(at(path)).put(RequestBody.create(body, JSON)).build()));
  }

  /**
   * What the daemon answers when what is at a path is to be deleted.
   *
   * @throws RefusedException if the daemon refuses
   * @throws DaemonUnreachableException if none answers
   */
  public String delete(String... path) throws RefusedException, DaemonUnreachableException {
    return answer(http.newCall(request(at(path)).delete().build()));
  }

  /** A call for a stream of the document at a path. */
  Call stream(String... path) {
    return http.newBuilder()
        .readTimeout(SILENCE)
        .build()
        .newCall(request(at(path)).header("Accept", "text/event-stream").build());
  }

  private String answer(Call call) throws RefusedException, DaemonUnreachableException {
    try (Response response = call.execute()) {
      String body = response.body().string();
      if (!response.isSuccessful()) {
        throw refused(response.code(), body);
      }
      return body;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private HttpUrl at(String... path) {
    HttpUrl.Builder address = url.newBuilder();
    if (url.pathSegments().getLast().isEmpty()) {
      address.removePathSegment(url.pathSize() - 1);
    }
    for (String segment : path) {
      address.addPathSegment(segment);
    }
    return address.build();
  }

  private Request.Builder request(HttpUrl address) {
    Request.Builder request =
        new Request.Builder().url(address).header("Accept", "application/json");
    try {
      String token = Files.readString(state.token()).strip();
      if (!token.isEmpty()) {
        request.header("Authorization", "Bearer " + token);
      }
    } catch (IOException | IllegalArgumentException e) {
      // Without one: reading needs none, and what does need it is refused with a hint.
    }
    return request;
  }

  /** What a refusal says, also where it comes from something that is no daemon. */
  RefusedException refused(int status, String body) {
    JsonNode error;
    try {
      error = JsonTree.of(body).path("error");
    } catch (JacksonException e) {
      error = JsonNodeFactory.instance.missingNode();
    }
    String code = error.path("code").asString("");
    String message = KeysAsOptions.said(error, "message");
    String hint = KeysAsOptions.said(error, "hint");
    // A forbidden folder or name is no matter of the token: then the daemon says what is.
    if (status == 401 || (status == 403 && (hint.isEmpty() || code.contains("token")))) {
      hint = tokenHint();
    }
    return new RefusedException(
        status,
        code,
        message.isEmpty()
            ? "the daemon at " + url + " answered with HTTP status " + status
            : message,
        hint);
  }

  private String tokenHint() {
    Path token = state.token();
    String found =
        Files.isReadable(token)
            ? "may be another daemon's"
            : Files.exists(token) ? "is not readable" : "is not there";
    return "the token in "
        + token
        + " "
        + found
        + ": give the daemon's state folder with --state-dir or INGEST_STATE_DIR";
  }

  /** What it means that there was no answer. */
  DaemonUnreachableException unreachable(IOException e) {
    if (e instanceof InterruptedIOException && !String.valueOf(e.getMessage()).contains("onnect")) {
      return new DaemonUnreachableException(
          "the daemon at " + url + " did not answer in time",
          "it may still be working on it; check with ingest runs");
    }
    String why =
        switch (e) {
          case ConnectException _ -> "connection refused";
          case UnknownHostException _ -> "no such host";
          default -> Text.printable(String.valueOf(e.getMessage()));
        };
    return new DaemonUnreachableException(
        "no daemon answers at " + url + " (" + why + ")",
        "start one with ingest daemon, or give its address with --url or INGEST_URL");
  }

  /** What answers is no daemon. */
  public DaemonUnreachableException stranger() {
    return new DaemonUnreachableException(
        "the server at " + url + " is not an ingest daemon",
        "give its address with --url or INGEST_URL");
  }
}
