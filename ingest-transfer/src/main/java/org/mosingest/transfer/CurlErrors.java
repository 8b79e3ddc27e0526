package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.Text;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.StatusRules;

/** What curl said on its way out, and what its exit status means (curl's manual, EXIT CODES). */
final class CurlErrors {

  private static final int KEPT = 4096;
  private static final int LONGEST_REASON = 200;
  private static final int HTTP_ERROR = 22;

  /**
   * No name, no connection, HTTP/2 trouble, cut, time over, TLS handshake, no reply, reset, stream
   * broken.
   */
  private static final Set<Integer> PASSING = Set.of(5, 6, 7, 16, 18, 28, 35, 52, 55, 56, 92);

  /** The disk: no fault of the clip. */
  private static final int WRITE_ERROR = 23;

  private static final Pattern STATUS = Pattern.compile("returned error: (\\d{3})");

  /** A curl that was built without what every clip needs. */
  private static final Pattern OWN_PROTOCOL =
      Pattern.compile("[Pp]rotocol \"?https?\"? not supported");

  private static final Pattern CONNECTING =
      Pattern.compile("Resolving timed out|Connection timed out|[Ff]ailed to connect");

  private final CompletableFuture<String> text;

  private CurlErrors(CompletableFuture<String> text) {
    this.text = text;
  }

  /**
   * Starts to read what a process says, to the end, so that it never blocks on a full pipe; the
   * beginning is kept.
   */
  static CurlErrors drain(InputStream stderr) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("curl-stderr")
        .start(
            () -> {
              try (stderr) {
                String begin = new String(stderr.readNBytes(KEPT), UTF_8);
                // Complete before the rest is drained: a child that lives on must not hold it back.
                text.complete(begin);
                stderr.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                text.complete("");
              }
            });
    return new CurlErrors(text);
  }

  /** What the process said; to be asked after its end. */
  String text() throws InterruptedException {
    try {
      return text.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return "";
    }
  }

  /** Whether the disk was what failed. */
  static boolean isDisk(int exit) {
    return exit == WRITE_ERROR;
  }

  /** Whether somebody else ended curl by a signal: SIGHUP, SIGINT, SIGKILL or SIGTERM. */
  static boolean isKilled(int exit) {
    return exit == 129 || exit == 130 || exit == 137 || exit == 143;
  }

  /**
   * Whether curl got as far as a host; as with the native engine, a name or a connection that fails
   * hints at ourselves.
   */
  static boolean hostReached(int exit, String said) {
    return switch (exit) {
      // Every URL that curl is given is http or https: what it cannot use, a host has redirected it
      // to.
      case 1, 3 -> !OWN_PROTOCOL.matcher(said).find();
      case 5, 6, 7 -> false;
      case 28 -> !CONNECTING.matcher(said).find();
      default -> true;
    };
  }

  /** The fault of an exit status other than 0. */
  static ClipFault fault(int exit, String said) {
    Reason reason = Reason.curl(exit, shortened(said));
    return isPassing(exit, said) ? ClipFault.passing(reason) : ClipFault.lasting(reason);
  }

  private static boolean isPassing(int exit, String said) {
    if (exit == HTTP_ERROR) {
      Matcher status = STATUS.matcher(said);
      return status.find() && StatusRules.isPassing(Integer.parseInt(status.group(1)));
    }
    return PASSING.contains(exit) || isKilled(exit);
  }

  private static String shortened(String said) {
    String line = Text.printable(said.strip());
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
  }
}
