package org.mosingest.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramStartTest {

  /** A command that names no program at first. */
  private static final class Late extends AbstractList<String> {
    private int starts;

    @Override
    public String get(int index) {
      return starts > 1 ? "/bin/true" : "/no/such/program";
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public <T> T[] toArray(T[] into) {
      starts++;
      return super.toArray(into);
    }
  }

  @Test
  void aStartThatFailsIsTriedOnceMore() throws Exception {
    Late command = new Late();

    assertThat(ProgramStart.of(new ProcessBuilder(command)).waitFor()).isZero();
    assertThat(command.starts).isEqualTo(2);
  }

  @Test
  void aProgramThatIsNotThereIsSaidToBeMissing() {
    assertThatThrownBy(() -> ProgramStart.of(new ProcessBuilder(List.of("/no/such/program"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No such file");
  }
}
