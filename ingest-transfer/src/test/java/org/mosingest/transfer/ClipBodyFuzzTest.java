package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.mosingest.core.testkit.ParserFuzz;
import org.mosingest.transfer.attempt.ClipFault;

/**
 * Any bytes are a video or something with a name; an MP4 is called whole or cut, and one that is
 * whole is cut when its last byte is missing, unless its last box has no end.
 */
class ClipBodyFuzzTest extends ParserFuzz {

  private final Path file = scratch().resolve("x.mp4");

  ClipBodyFuzzTest() throws IOException {}

  @DictionaryEntries({
    "ftyp",
    "moov",
    "mdat",
    "free",
    "\u0000\u0000\u0000\u0008",
    "\u0000\u0000\u0000\u0001",
    "\u0000\u0000\u0000\u0000",
    "<!doctype html",
    "<?xml",
    "#EXTM3U",
    "ffconcat",
    "RIFF",
    "WEBP",
    "heic",
    "isom",
    "%PDF-",
    "PK\u0003\u0004",
    "YUV4MPEG2",
    "\ufeff",
    "{"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    int seen = Math.min(input.length, BodySniffer.WANTED);
    BodySniffer.notAVideo(Arrays.copyOf(input, BodySniffer.WANTED), seen)
        .ifPresent(what -> assertThat(what).isNotBlank());
    boolean mp4 =
        input.length >= 8
            && input[4] == 'f'
            && input[5] == 't'
            && input[6] == 'y'
            && input[7] == 'p';
    // A first box of half a gigabyte is none.
    if (mp4 && input[0] >= 0 && input[0] < ' ') {
      assertThat(BodySniffer.notAVideo(input, seen)).as("an MP4 is a video").isEmpty();
    }
    boolean whole = isWhole(input);
    if (!mp4) {
      assertThat(whole).as("no MP4, so nothing is known").isTrue();
    } else if (whole && input.length > 8 && !lastBoxIsOpen(input) && !mayBeComplete(input)) {
      // Of a first box's head alone, cut by a byte, nobody can say that it was one.
      byte[] cut = Arrays.copyOf(input, input.length - 1);
      assertThat(isWhole(cut)).as("cut by a byte").isFalse();
    }
  }

  private boolean isWhole(byte[] bytes) throws Exception {
    Files.write(file, bytes);
    try {
      Mp4Shape.checkWhole(file, bytes.length);
      return true;
    } catch (ClipFault e) {
      assertThat(e.isLasting()).isFalse();
      assertPrintable(e.reason().text());
      return false;
    }
  }

  /** Whether its last box may be one behind a whole index and whole pictures: it can do without. */
  private static boolean mayBeComplete(byte[] bytes) {
    String latin = new String(bytes, ISO_8859_1);
    return latin.contains("moov") && latin.contains("mdat");
  }

  /** Whether a box of size 0, which reaches to the end of any file, may be the last. */
  private static boolean lastBoxIsOpen(byte[] bytes) {
    for (int i = 0; i + 8 <= bytes.length; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 0 && bytes[i + 3] == 0) {
        return true;
      }
    }
    return false;
  }
}
