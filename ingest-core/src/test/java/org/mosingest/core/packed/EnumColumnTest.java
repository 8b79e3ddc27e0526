package org.mosingest.core.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EnumColumnTest {

  @Test
  void eachRowHasTheConstantThatWasSetLast() {
    EnumColumn<TimeUnit> column = new EnumColumn<>(5, TimeUnit.HOURS);
    column.set(1, TimeUnit.NANOSECONDS);
    column.set(4, TimeUnit.DAYS);
    column.set(4, TimeUnit.SECONDS);

    assertThat(column.get(0)).isEqualTo(TimeUnit.HOURS);
    assertThat(column.get(1)).isEqualTo(TimeUnit.NANOSECONDS);
    assertThat(column.get(4)).isEqualTo(TimeUnit.SECONDS);
    assertThat(column.count(TimeUnit.HOURS)).isEqualTo(3);
    assertThat(column.count(TimeUnit.DAYS)).isZero();
  }
}
