package org.mosingest.core.probe.libav;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.mosingest.core.probe.libav.NativeFacts.Fraction;
import org.mosingest.core.row.VideoFacts;

/** What goes over the pipe, and what is made of it. */
final class WorkerWordsTest {

  private static final NativeFacts FACTS =
      new NativeFacts(
          1920,
          1080,
          new Fraction(30000, 1001),
          new Fraction(1, 30000),
          150_150,
          5_023_220,
          "yuv420p",
          "h264");

  @Test
  void repliesArriveAsTheyWereSent() throws Exception {
    for (WorkerReply reply :
        new WorkerReply[] {
          new WorkerReply.Hello("62.1.2"),
          new WorkerReply.Found(FACTS),
          new WorkerReply.Unsure("why")
        }) {
      assertThat(WorkerReply.decode(WorkerReply.encode(reply))).isEqualTo(reply);
      byte[] longer = Arrays.copyOf(WorkerReply.encode(reply), 100);
      assertThatThrownBy(() -> WorkerReply.decode(longer)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void framesArriveAsTheyWereSent() throws Exception {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    new WorkerFrame(7, new byte[] {1, 2, 3}).writeTo(pipe);
    WorkerFrame frame = read(pipe.toByteArray());
    assertThat(frame.number()).isEqualTo(7);
    assertThat(frame.body()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> read(Arrays.copyOf(pipe.toByteArray(), 14)))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void whatIsNoFrameIsRefused() {
    assertThatThrownBy(() -> read("Segmentation fault".getBytes(US_ASCII)))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(EOFException.class);
    for (int length : new int[] {-1, WorkerFrame.LONGEST + 1}) {
      byte[] frame = ByteBuffer.allocate(12).putInt(0x4d4f5331).putInt(1).putInt(length).array();
      assertThatThrownBy(() -> read(frame)).hasMessageContaining("" + length);
    }
  }

  @Test
  void durationsAreThoseThatFfprobePrints() {
    assertThat(seconds(new Fraction(1, 30000), 150_150, 0)).isEqualTo(5.005);
    assertThat(seconds(new Fraction(1, 3), 1, 0)).as("six decimals").isEqualTo(0.333333);
    assertThat(seconds(new Fraction(1, 3), 2, 0)).isEqualTo(0.666667);
    assertThat(seconds(new Fraction(1, 128), 1, 0))
        .as("0.0078125, halves to even")
        .isEqualTo(0.007812);
    assertThat(seconds(new Fraction(1, 1), NativeLayout.NO_TIME, 5_023_220))
        .as("the container's")
        .isEqualTo(5.02322);
    assertThat(seconds(new Fraction(1, 10_000_000), 1, 2_000_000))
        .as("a stream's of 0.000000")
        .isEqualTo(2.0);
    assertThat(seconds(new Fraction(1, 0), 5, -3)).isEqualTo(0.0);
    assertThat(seconds(new Fraction(0, 0), 5, NativeLayout.NO_TIME)).isEqualTo(0.0);
  }

  @Test
  void aRateWithoutADenominatorIsNone() {
    for (Fraction none :
        new Fraction[] {new Fraction(0, 0), new Fraction(5, 0), new Fraction(-5, 1)}) {
      assertThat(facts(none, new Fraction(1, 1), 1, 0).framerate()).isZero();
    }
  }

  @Test
  void aPictureWithoutASizeIsNone() {
    assertThat(
            new NativeFacts(0, 5, new Fraction(1, 1), new Fraction(1, 1), 1, 1, "", "")
                .inFfprobesTerms())
        .isEmpty();
    assertThat(
            new NativeFacts(5, -1, new Fraction(1, 1), new Fraction(1, 1), 1, 1, "", "")
                .inFfprobesTerms())
        .isEmpty();
  }

  private static double seconds(Fraction tick, long ticks, long micros) {
    return facts(new Fraction(1, 1), tick, ticks, micros).durationS();
  }

  private static VideoFacts facts(Fraction rate, Fraction tick, long ticks, long micros) {
    return new NativeFacts(8, 6, rate, tick, ticks, micros, "", "").inFfprobesTerms().orElseThrow();
  }

  private static WorkerFrame read(byte[] bytes) throws IOException {
    return WorkerFrame.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
