package org.mosingest.transfer.part;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.Request;
import org.mosingest.core.testkit.ParserFuzz;

/**
 * A part's record of any bytes is a version whose validator a request can carry, or none; written
 * again it is the same.
 */
class PartRecordFuzzTest extends ParserFuzz {

  private final PartPaths paths = PartPaths.of(scratch().resolve("x.mp4"));
  private final Path record = paths.record();

  PartRecordFuzzTest() throws IOException {}

  @DictionaryEntries({
    "\"version\":2",
    "\"url\"",
    "\"etag\"",
    "\"last_modified\"",
    "\"total\"",
    "\"boot_id\"",
    "\"synced\"",
    "null",
    "-1",
    "1e3",
    "9223372036854775808",
    "\\\"",
    "W/",
    "1.5",
    "\\n",
    "[",
    "{"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    Files.write(record, input);
    Optional<PartRecord> read = PartRecords.read(paths);
    if (read.isPresent()) {
      PartRecord version = read.get();
      assertThat(version.validator().ifRange()).isNotEmpty();
      var _ =
          new Request.Builder()
              .url("http://h/")
              .header("If-Range", version.validator().ifRange())
              .build();
      assertThat(version.total()).isGreaterThanOrEqualTo(-1);
      assertThat(version.trusted(200)).isBetween(0L, 200L);
      PartRecords.write(paths, version);
      assertThat(PartRecords.read(paths)).contains(version);
    }
  }
}
