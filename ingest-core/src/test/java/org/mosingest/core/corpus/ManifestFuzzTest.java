package org.mosingest.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.testkit.ParserFuzz;

/**
 * Whatever a CSV holds, its data rows are taken or refused and nothing else; what is taken lies in
 * the clips folder, has a finite MOS and a progress key of its own; what is said of it is printable
 * and names a line that the file has.
 */
class ManifestFuzzTest extends ParserFuzz {

  private static final Pattern PLACE = Pattern.compile("manifest\\.csv:(\\d+):");

  private final Path folder = scratch();
  private final Path clips = folder.resolve("clips");

  ManifestFuzzTest() throws IOException {}

  @DictionaryEntries({
    "name",
    "file_name",
    "url",
    "mos",
    "sd",
    "n",
    "\"",
    "\"\"",
    ",",
    "\r",
    "\ufeff",
    "../",
    "NaN",
    "1e400",
    "-0.0",
    "http://h/a.mp4",
    "''",
    "\t"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  /** The CSV parser makes room for 262 144 columns each time. */
  @Override
  protected int mutants() {
    return 100;
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    long lines = lines(input);
    try (CorpusFolder corpus = new CorpusFolder(folder)) {
      try {
        Manifest manifest = corpus.with("manifest.csv", input).read();
        assertThat(manifest.rows().size() + manifest.rejectedRows()).isEqualTo(manifest.dataRows());
        assertThat((long) manifest.dataRows()).isLessThan(lines);
        Map<String, String> owners = new HashMap<>();
        for (ManifestRow row : manifest.rows()) {
          Clip clip = row.clip();
          assertThat(row.opinion().mos()).isFinite();
          assertThat(clip.in(folder))
              .isEqualTo(clip.in(folder).normalize())
              .startsWithRaw(clips)
              .isNotEqualTo(clips);
          assertThat(owners.merge(clip.progressKey(), clip.pathBelowCorpus(), (one, two) -> one))
              .as("the clip of key %s", clip.progressKey())
              .isEqualTo(clip.pathBelowCorpus());
        }
        assertThat(ManifestReader.read(corpus.capped(1)).rows())
            .isEqualTo(manifest.rows().subList(0, Math.min(1, manifest.rows().size())));
      } catch (BadCorpusException e) {
        check(String.valueOf(e.getMessage()), lines);
        assertPrintable(e.hint());
      }
      corpus.warnings().forEach(warning -> check(warning, lines));
    }
  }

  private static void check(String said, long lines) {
    assertPrintable(said);
    Matcher place = PLACE.matcher(said);
    if (place.find()) {
      assertThat(Long.parseLong(place.group(1))).as(said).isBetween(1L, lines);
    }
  }

  /** As many as end, and one more; CRLF ends one. */
  private static long lines(byte[] input) {
    long ends = 0;
    for (int i = 0; i < input.length; i++) {
      boolean secondOfPair = input[i] == '\n' && i > 0 && input[i - 1] == '\r';
      ends += (input[i] == '\n' || input[i] == '\r') && !secondOfPair ? 1 : 0;
    }
    return ends + 1;
  }
}
