package org.mosingest.core.failures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reason's text says of it, and that what is made is what is read back. */
final class ReasonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http-404 | HTTP_STATUS | ANSWER",
        "http-503: the server asks to wait 4000 s | HTTP_STATUS | ANSWER",
        "http-40404 | OTHER | ANSWER",
        "curl-rc=22: The requested URL returned error: 404 | CURL_REFUSED | ANSWER",
        "curl-rc=28: timed out | CURL_EXIT | SILENCE",
        "curl-rc=137: killed | CURL_EXIT | SILENCE",
        "curl-rc=255: x | CURL_EXIT | SILENCE",
        "curl-rc=256: x | OTHER | ANSWER",
        "curl-rc=007: x | OTHER | ANSWER",
        "curl-empty-output | CURL_EMPTY_OUTPUT | ANSWER",
        "bad-url: not an http or https URL: ftp://h/redirect/a.mp4 | BAD_URL | MANIFEST",
        "bad-url: not an http or https URL: ftp://h/plain/b.mp4 | BAD_URL | MANIFEST",
        "bad-url: not a usable host: http://redirect to/x | BAD_URL | MANIFEST",
        "bad-url: redirect to ftp://h/a.mp4 | BAD_REDIRECT | ANSWER",
        "no-url-in-manifest | NO_URL | MANIFEST",
        "timeout: no byte for 30 s | TIMEOUT | SILENCE",
        "ffprobe-failed: rc=1: moov atom not found | FFPROBE_FAILED | CONTENT",
        "ffprobe-failed: rc=1 | FFPROBE_FAILED | CONTENT",
        "ffprobe-failed: rc=1: Cannot allocate memory | FFPROBE_DISTURBED | MACHINE",
        "ffprobe-failed: rc=137 | FFPROBE_DISTURBED | MACHINE",
        "ffprobe-failed: rc=13: x | FFPROBE_DISTURBED | MACHINE",
        "probe-timeout: no answer within 60 s | PROBE_TIMEOUT | MACHINE",
        "taken down by hand | OTHER | ANSWER",
      })
  void aTextSaysWhatItIsAbout(String text, ReasonWord word, ReasonKind kind) {
    Reason reason = Reason.parse(text);

    assertThat(reason.text()).isEqualTo(text);
    assertThat(reason.word()).isEqualTo(word);
    assertThat(reason.kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMadeIsWhatIsReadBack(ReasonWord word) {
    Reason made =
        switch (word) {
          case HTTP_STATUS -> Reason.status(418, "short and stout");
          case BAD_REDIRECT -> Reason.badRedirect("ftp://h/a.mp4");
          case CURL_REFUSED -> Reason.curl(22, "error: 404");
          case CURL_EXIT -> Reason.curl(7, "");
          case FFPROBE_DISTURBED -> Reason.ffprobe(139, "");
          case FFPROBE_FAILED -> Reason.ffprobe(1, "moov atom not found");
          default -> Reason.of(word, "details: with a colon");
        };

    assertThat(made.word()).isEqualTo(word);
    assertThat(Reason.parse(made.text())).isEqualTo(made);
  }

  /** Of a signal too: after a restart the label must be the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 28, 130, 137, 255})
  void theLabelOfAnyExitOfCurlsIsReadBack(int exit) {
    Reason made = Reason.curl(exit, "what it said");
    assertThat(made.label()).isEqualTo("curl-rc=" + exit);
    assertThat(Reason.parse(made.text()).label()).isEqualTo(made.label());
  }

  @Test
  void anEmptyTextOfSomebodysFileIsAReasonToo() {
    assertThat(Reason.parse("").text()).isEqualTo("other");
    assertThat(Reason.parse("").label()).isEqualTo("other");
  }
}
