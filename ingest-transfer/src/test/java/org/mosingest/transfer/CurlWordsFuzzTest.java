package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.mosingest.core.testkit.ParserFuzz;
import org.mosingest.transfer.attempt.ClipFault;

/**
 * Whatever curl says, and whatever its exit status, there is a short printable reason that names
 * the status.
 */
class CurlWordsFuzzTest extends ParserFuzz {

  @DictionaryEntries({
    "curl: (22) The requested URL returned error: 404",
    "returned error: ",
    "timed out",
    "\u001b[2J",
    "\r"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) {
    int exit = 1 + (input.length == 0 ? 0 : Math.floorMod(input[0], 255));
    String said = new String(input, UTF_8);
    ClipFault fault = CurlErrors.fault(exit, said);
    assertThat(fault.reason().text()).startsWith("curl-rc=" + exit + ": ").hasSizeLessThan(250);
    assertPrintable(fault.reason().text());
    var _ = CurlErrors.hostReached(exit, said);
  }
}
