package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mosingest.core.testkit.ParserFuzz;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.ContentRange;
import org.mosingest.transfer.http.Extent;
import org.mosingest.transfer.http.RangeReply;
import org.mosingest.transfer.http.StatusRules;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.PartPaths;
import org.mosingest.transfer.part.PartRecord;
import org.mosingest.transfer.part.PartRecords;

/**
 * Whatever a server says in a reply's head is judged without a fault of ours: a range that is taken
 * up begins at what is held, lengths are not negative, waits are from zero to an hour, a version
 * that is recorded can be sent back and read again.
 */
class HttpHeadFuzzTest extends ParserFuzz {

  private static final String URL = "http://h/x.mp4";
  private static final long HELD = 500;

  private final Path target = scratch().resolve("x.mp4");

  HttpHeadFuzzTest() throws IOException {}

  @DictionaryEntries({
    "Content-Range: ",
    "bytes 500-999/1000",
    "bytes */500",
    "/*",
    "ETag: ",
    "W/\"a\"",
    "\"a\"",
    "Last-Modified: ",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Date: ",
    "Retry-After: ",
    "Content-Length: ",
    "Transfer-Encoding: ",
    "Content-Encoding: ",
    "999999999999999999",
    "-1",
    "206",
    "416",
    "503",
    "429"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    ToldHead head = ToldHead.read(input);
    lengths(head);
    waits(head);
    Optional<Validator> version = Validator.of(head, RangeReply.contentLength(head));
    if (version.isPresent()) {
      remembered(version.get());
      continued(head, version.get());
    }
    continued(head, new Validator("\"a\"", "", 1000));
    continued(head, new Validator("\"a\"", "", -1));
    continued(head, new Validator("", "Sun, 06 Nov 1994 08:49:37 GMT", HELD));
  }

  private static void lengths(ToldHead head) {
    assertThat(RangeReply.contentLength(head)).isGreaterThanOrEqualTo(-1);
    try {
      assertThat(RangeReply.wholeLength(head)).isGreaterThanOrEqualTo(-1);
    } catch (ClipFault e) {
      assertPrintable(e.reason().text());
    }
    if (head.header("Content-Range").flatMap(ContentRange::parse).orElse(null)
        instanceof ContentRange.Span(long first, long last, long total)) {
      assertThat(first).isBetween(0L, last);
      assertThat(total == -1 || total > last).isTrue();
    }
  }

  private static void waits(ToldHead head) {
    assertThat(StatusRules.retryAfter(head, Instant.EPOCH)).isGreaterThanOrEqualTo(Duration.ZERO);
    ClipFault fault = StatusRules.fault(head);
    assertThat(fault.atLeast()).isBetween(Duration.ZERO, Duration.ofHours(1));
    assertPrintable(fault.reason().text());
    try {
      StatusRules.checkEncoding(head);
    } catch (ClipFault e) {
      assertThat(e.isLasting()).isTrue();
      assertPrintable(e.reason().text());
    }
  }

  private void remembered(Validator version) throws IOException {
    assertThat(version.ifRange()).matches("[\\x20-\\x7e]+").doesNotStartWith("W/");
    PartPaths paths = PartPaths.of(target);
    PartRecord record = new PartRecord(URL, version);
    PartRecords.write(paths, record);
    assertThat(PartRecords.read(paths)).contains(record);
    Files.delete(paths.record());
  }

  private static void continued(ToldHead head, Validator version) {
    switch (RangeReply.of(head, version, Extent.WHOLE, HELD)) {
      case RangeReply.Rest(long total) -> {
        assertThat(head.status()).isEqualTo(206);
        assertThat(total).isGreaterThan(HELD);
        assertThat(version.total() < 0 || version.total() == total).isTrue();
        assertThat(head.header("Content-Range").orElseThrow())
            .containsPattern("(?i)^bytes\\s+0*500-");
        if (!version.etag().isEmpty()) {
          assertThat(
                  head.header("ETag")
                      .map(String::strip)
                      .filter(tag -> !tag.isEmpty())
                      .orElse(version.etag()))
              .isEqualTo(version.etag());
        }
      }
      case RangeReply.NothingLeft() -> {
        assertThat(head.status()).isEqualTo(416);
        assertThat(version.total()).isEqualTo(HELD);
      }
      case RangeReply.WholeBody() -> assertThat(head.status()).isIn(200, 203);
      case RangeReply.NoUse() -> assertThat(head.status()).isIn(206, 416);
      case RangeReply.Fault() -> assertThat(head.status()).isNotIn(200, 203, 206, 416);
    }
  }
}
