package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.ContentRange;
import org.mosingest.transfer.http.HttpDates;
import org.mosingest.transfer.http.HttpWire;
import org.mosingest.transfer.http.NetworkFaults;
import org.mosingest.transfer.http.OkHttpContact;
import org.mosingest.transfer.http.StatusRules;
import org.mosingest.transfer.http.UrlVerdict;
import org.mosingest.transfer.reach.Reach;

/** The small rules, each by itself. */
final class TransferRulesTest {

  @ParameterizedTest
  @CsvSource({
    "http://Example.ORG/a b.mp4, example.org, http://example.org/a%20b.mp4",
    "HTTPS://h:8443/x?y=1, h, https://h:8443/x?y=1",
    "http://bücher.example/, xn--bcher-kva.example, http://xn--bcher-kva.example/"
  })
  void takesHttpUrls(String cell, String host, String url) {
    assertThat(ClipUrl.parse(cell)).isEqualTo(new ClipUrl(host, url));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "-K/etc/passwd",
        "ftp://h/x",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "x.mp4",
        "//h/x",
        "data:video/mp4;base64,AA",
        " ",
        "--output=/etc/x",
        "http://[::1"
      })
  void refusesOthers(String cell) {
    assertThat(ClipUrl.parse(cell))
        .isInstanceOfSatisfying(
            UrlVerdict.Refused.class,
            refused -> assertThat(refused.reason().text()).startsWith("bad-url: "));
  }

  /** The backtick is refused in a plain host only, so the ASCII form of this one is no URL. */
  @Test
  void refusesAHostWhoseAsciiFormIsNone() {
    String cell = "http://b\u00fccher`.example/x.mp4";
    assertThat(ClipUrl.parse(cell)).isInstanceOf(UrlVerdict.Refused.class);
    assertThat(((ClipUrl) ClipUrl.parse("http://h/")).resolve(cell)).isEmpty();
  }

  @Test
  void neverShowsAPassword() {
    assertThat(((ClipUrl) ClipUrl.parse("http://me:secret@h/x"))).hasToString("http://h/x");
    assertThat(ClipUrl.parse("ftp://me:secret@h/x\n").toString())
        .doesNotContain("secret")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:me:secret@h/x", "http:/me:secret@h/x", "http:\\\\me:secret@h/x",
            " http:me:secret@h/x", "me:secret@h/x",
        "//me:secret@h/x", "http://me:pass/secret@h/x", "http://me:pass@secret@:h/x",
            "file://me:secret@h/x", "1s://me:secret@h"
      })
  void neverShowsAPasswordOfWhatIsNoUrl(String cell) {
    assertThat(ClipUrl.parse(cell).toString()).contains("bad-url: ").doesNotContain("secret");
  }

  @Test
  void keepsWhatIsNoPassword() {
    assertThat(ClipUrl.withoutUserInfo("ftp://h/x@y.mp4")).isEqualTo("ftp://h/x@y.mp4");
    assertThat(ClipUrl.withoutUserInfo("clips/x.mp4")).isEqualTo("clips/x.mp4");
    assertThat(ClipUrl.withoutUserInfo("ftp://me@h/x.mp4")).isEqualTo("ftp://h/x.mp4");
    assertThat(ClipUrl.withoutUserInfo("/".repeat(500_000) + "x@")).hasSizeLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsAllFormsOfAnHttpDate(String field) {
    assertThat(HttpDates.parse(field)).contains(Instant.parse("1994-11-06T08:49:37Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 25:49:37 GMT"})
  void readsNoOtherDate(String field) {
    assertThat(HttpDates.parse(field)).isEmpty();
  }

  @Test
  void readsContentRanges() {
    assertThat(ContentRange.parse("bytes 0-9/10")).contains(new ContentRange.Span(0, 9, 10));
    assertThat(ContentRange.parse("Bytes 5-9/*")).contains(new ContentRange.Span(5, 9, -1));
    assertThat(ContentRange.parse("bytes */10")).contains(new ContentRange.Unsatisfied(10));
    for (String bad :
        new String[] {
          "bytes 9-0/10", "bytes 0-10/10", "bytes */*", "0-9/10", "bytes=0-9/10", "bytes -9/10"
        }) {
      assertThat(ContentRange.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void delaysGrowToABound() {
    RetryDelays longest = RetryDelays.jittered(bound -> bound);
    assertThat(longest.before(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(longest.before(4)).isEqualTo(Duration.ofSeconds(4));
    assertThat(longest.before(7)).isEqualTo(Duration.ofSeconds(30));
    assertThat(longest.before(1_000_000)).isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryDelays.standard().before(1)).isBetween(Duration.ZERO, Duration.ofMillis(500));
  }

  @Test
  void aFullDiskSaysWhatToDo() {
    Path path = Path.of("/data/a.mp4.part");
    assertThat(DiskFaults.machineFault("write", path, new IOException("No space left on device")))
        .hasMessage(
            "cannot write /data/a.mp4.part: No space left on device; free space on that disk; the download continues where it"
                + " was");
    assertThat(
            DiskFaults.machineFault("write", path, new AccessDeniedException("/data/a.mp4.part")))
        .hasMessageContaining("Permission denied; make that folder writable");
    assertThat(
            DiskFaults.machineFault(
                "create folder", path, new FileSystemException("x", null, "Read-only file system")))
        .hasMessageContaining("Read-only file system; make that folder writable");
  }

  @Test
  void aWrongCertificateLastsAndOtherTroubleOfTlsPasses() {
    TransferSettings settings = TransferSettings.standard("1");
    IOException untrusted = new SSLHandshakeException("PKIX path building failed");
    untrusted.initCause(new CertificateException("no path"));
    ClipFault wrong =
        NetworkFaults.classify(untrusted, OkHttpContact.Phase.SECURING, false, settings);
    assertThat(wrong.isLasting()).isTrue();
    assertThat(wrong.reason().text()).isEqualTo("tls: PKIX path building failed");
    IOException broken = new SSLException("Unsupported or unrecognized SSL message");
    ClipFault passing =
        NetworkFaults.classify(broken, OkHttpContact.Phase.SECURING, false, settings);
    assertThat(passing.isLasting()).isFalse();
    assertThat(passing.reason().text()).startsWith("tls: ");
    IOException slow = new SocketTimeoutException("timeout");
    assertThat(
            NetworkFaults.classify(slow, OkHttpContact.Phase.CONNECTING, false, settings)
                .reason()
                .text())
        .isEqualTo("connect: no connection within 10 s");
  }

  @Test
  void settingsRefuseNonsense() {
    assertThatThrownBy(() -> TransferSettings.standard("1").withLimitRate(0))
        .hasMessageContaining("limitRateBytesPerS is not above 0: 0");
    assertThatThrownBy(() -> TransferSettings.standard("1").withMaxClipBytes(-1))
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new DownloadPolicy(Duration.ZERO, 1, RetryDelays.standard()))
        .hasMessageContaining("attemptTimeout");
    assertThat(TransferSettings.standard("1"))
        .isEqualTo(
            new TransferSettings(
                OptionalLong.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                4L << 30,
                "mos-ingest/1",
                Reach.direct()));
  }

  @Test
  void aRetryAfterDateWithoutTheServersClockNeverFailsAClip() {
    // This machine's clock was set back by a year; the server means half a minute.
    Instant here = Instant.parse("2025-05-08T12:00:00Z");
    String at = "Fri, 08 May 2026 12:00:30 GMT";
    assertThat(
            StatusRules.retryAfter(
                head(Map.of("Retry-After", at, "Date", "Fri, 08 May 2026 12:00:00 GMT")), here))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(StatusRules.retryAfter(head(Map.of("Retry-After", at)), here))
        .isEqualTo(Duration.ofHours(1));
  }

  private static HttpWire.Reply head(Map<String, String> fields) {
    return new HttpWire.Reply() {
      @Override
      public int status() {
        return 503;
      }

      @Override
      public Optional<String> header(String name) {
        return Optional.ofNullable(fields.get(name));
      }

      @Override
      public List<String> headers(String name) {
        return header(name).stream().toList();
      }

      @Override
      public boolean isFramed() {
        return true;
      }

      @Override
      public int read(byte[] buffer, int from) {
        return -1;
      }

      @Override
      public void close() {}
    };
  }

  /** The last box of the first file is cut; that of the second is not looked at. */
  @Test
  void walksNoMoreBoxesThanAVideoHas(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x.mp4");
    byte[] few = boxes(1000);
    Files.write(file, few);
    assertThatThrownBy(() -> Mp4Shape.checkWhole(file, few.length))
        .hasMessageContaining("truncated");
    byte[] many = boxes(200_000);
    Files.write(file, many);
    assertThatCode(() -> Mp4Shape.checkWhole(file, many.length)).doesNotThrowAnyException();
  }

  /** Empty boxes, and a byte. */
  private static byte[] boxes(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * count + 1);
    for (int i = 0; i < count; i++) {
      bytes.putInt(8).put((i == 0 ? "ftyp" : "free").getBytes(ISO_8859_1));
    }
    return bytes.array();
  }
}
