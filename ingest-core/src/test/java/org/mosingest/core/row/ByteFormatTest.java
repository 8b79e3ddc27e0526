package org.mosingest.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteFormatTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B, 0 B, 0 B",
    "999, 999 B, 999 B, 999 B",
    "1000, 1.0 kB, 1.0 kB, 1.0 kB",
    "99949, 99.9 kB, 99.9 kB, 99.9 kB",
    "99951, 100 kB, 100.0 kB, 100.0 kB",
    "999600, 1.0 MB, 999.6 kB, 999.6 kB",
    "4460000, 4.5 MB, 4.5 MB, 4.46 MB",
    "182400000000, 182 GB, 182.4 GB, 182.40 GB",
    "1234567890123, 1.2 TB, 1.2 TB, 1.23 TB"
  })
  void saysBytes(long bytes, String brief, String tenths, String hundredths) {
    assertThat(ByteFormat.BRIEF.of(bytes)).isEqualTo(brief);
    assertThat(ByteFormat.TENTHS.of(bytes)).isEqualTo(tenths);
    assertThat(ByteFormat.HUNDREDTHS.of(bytes)).isEqualTo(hundredths);
  }
}
