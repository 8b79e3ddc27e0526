package org.mosingest.daemon.notify;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is told of runs, and how patiently.
 *
 * @param url an http or https URL that is POSTed to
 * @param secret what signs the documents to the URL; UTF-8
 * @param command the program that is started with the document on its standard input
 * @param backoff how long to wait before each further try, in order
 * @param mostTime how long one POST or one program may take
 */
public record NotifySettings(
    Optional<URI> url,
    Optional<String> secret,
    Optional<Path> command,
    List<Duration> backoff,
    Duration mostTime) {

  private static final List<Duration> BACKOFF =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(4),
          Duration.ofSeconds(16),
          Duration.ofSeconds(64));

  /** Nobody is told. */
  public static final NotifySettings NOBODY =
      new NotifySettings(
          Optional.empty(), Optional.empty(), Optional.empty(), BACKOFF, Duration.ofSeconds(30));

  public NotifySettings {
    backoff = List.copyOf(backoff);
    if (!mostTime.isPositive()) {
      throw new IllegalArgumentException("the time for a notification is not above 0: " + mostTime);
    }
  }

  /**
   * The same with a URL to tell.
   *
   * @throws IllegalArgumentException if it is no http or https URL with a host; the URL itself is
   *     not in the message
   */
  public NotifySettings withUrl(String text) {
    URI given;
    try {
      given = new URI(text);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException("this is not a URL");
    }
    String scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || given.getHost() == null) {
      throw new IllegalArgumentException("an http or https URL with a host is required");
    }
    return new NotifySettings(Optional.of(given), secret, command, backoff, mostTime);
  }

  /**
   * The same with documents that are signed.
   *
   * @throws IllegalArgumentException if the secret is empty
   */
  public NotifySettings withSecret(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("the secret that signs notifications is empty");
    }
    return new NotifySettings(url, Optional.of(text), command, backoff, mostTime);
  }

  /**
   * The same with a program to start.
   *
   * @throws IllegalArgumentException if it cannot be executed
   */
  public NotifySettings withCommand(Path program) {
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new IllegalArgumentException(program + " is not a file that can be executed");
    }
    return new NotifySettings(
        url, secret, Optional.of(program.toAbsolutePath()), backoff, mostTime);
  }

  /** The same with other bounds. */
  public NotifySettings withPatience(List<Duration> waits, Duration most) {
    return new NotifySettings(url, secret, command, waits, most);
  }

  /** The secret's bytes; empty if documents are not signed. */
  Optional<byte[]> key() {
    return secret.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Without what only the receiver may know. */
  @Override
  public String toString() {
    return "NotifySettings[" + url.map(URI::getHost) + ", " + command + "]";
  }
}
