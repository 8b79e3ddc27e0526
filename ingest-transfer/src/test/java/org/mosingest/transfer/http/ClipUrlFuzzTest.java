package org.mosingest.transfer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.testkit.ParserFuzz;

/**
 * Every URL that is taken is one of http or https with a host, is taken again as it is, and leads
 * by a redirect to such a one only; a password in it, or in what is refused, is never shown, and
 * goes to no other host.
 */
class ClipUrlFuzzTest extends ParserFuzz {

  private static final ClipUrl HERE =
      (ClipUrl) ClipUrl.parse("http://me:hidden@here.example/a/b.mp4");

  @DictionaryEntries({
    "http://",
    "https://",
    "http:/",
    "http:\\\\",
    "file:///",
    "//",
    "@",
    ":",
    "me:hidden@",
    "[::1]",
    "%2f",
    "#",
    "?",
    "..",
    "\u3002",
    "xn--",
    "\u0000",
    " ",
    "65536",
    "0x7f.1",
    "data:",
    "HTTPS:"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) {
    String cell = new String(input, UTF_8);
    switch (ClipUrl.parse(cell)) {
      case ClipUrl url -> {
        fetchable(url);
        assertThat(ClipUrl.parse(url.url())).isEqualTo(url);
        if (url.parsed().password().length() > 3
            && !hostAndPath(url).contains(url.parsed().password())) {
          assertThat(url.toString()).doesNotContain(url.parsed().password());
        }
      }
      case UrlVerdict.Refused(Reason reason) -> {
        assertThat(reason.text()).startsWith("bad-url: ");
        assertPrintable(reason.text());
      }
    }
    Optional<ClipUrl> next = HERE.resolve(cell);
    if (next.isPresent()) {
      fetchable(next.get());
      assertThat(next.get().parsed().fragment()).isNull();
      if (!next.get().host().equals(HERE.host()) && !cell.contains("hidden")) {
        assertThat(next.get().url()).doesNotContain("hidden");
      }
    }
    if (cell.length() < 100
        && !cell.contains("hidden")
        && cell.matches("[^/?#\\\\@\\s]*[:/\\\\]{0,4}")) {
      assertThat(ClipUrl.parse(cell + "me:hidden@h/x").toString().replaceFirst("url=.*", ""))
          .doesNotContain("hidden");
    }
  }

  private static String hostAndPath(ClipUrl url) {
    return url.parsed().newBuilder().username("").password("").build().toString();
  }

  private static void fetchable(ClipUrl url) {
    assertThat(url.parsed().scheme()).isIn("http", "https");
    assertThat(url.host()).isNotEmpty().isEqualTo(url.parsed().host());
    assertThat(url.port()).isBetween(1, 65535);
    // A fragment is kept as it is, and never sent.
    assertThat(url.parsed().newBuilder().fragment(null).build().toString())
        .matches("\\p{ASCII}+")
        .doesNotContain("\n", "\r", " ");
    assertPrintable(url.toString());
  }
}
