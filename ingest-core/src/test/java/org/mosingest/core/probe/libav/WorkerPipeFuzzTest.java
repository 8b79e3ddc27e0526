package org.mosingest.core.probe.libav;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.core.testkit.ParserFuzz;

/**
 * Whatever a worker writes to its pipe is a frame and a reply, or an {@link IOException}; a reply
 * written again is the same reply, and facts that it brings are facts or none.
 */
class WorkerPipeFuzzTest extends ParserFuzz {

  @DictionaryEntries({"MOS1", "H", "F", "U", "yuv420p", "h264", "\u0000\u0000\u0000\u0001"})
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(input));
    try {
      while (true) {
        WorkerFrame frame = WorkerFrame.readFrom(in);
        assertThat(frame.body().length).isBetween(0, WorkerFrame.LONGEST);
        checked(frame);
      }
    } catch (IOException e) {
      // The stream's end, or what is no frame and no reply: the worker is given up.
    }
    // The replies are what is behind the frames; a search must not have to find them first.
    try {
      checked(new WorkerFrame(1, input));
    } catch (IOException e) {
      // No reply.
    }
  }

  private static void checked(WorkerFrame frame) throws IOException {
    WorkerReply reply = WorkerReply.decode(frame.body());
    assertThat(WorkerReply.decode(WorkerReply.encode(reply))).isEqualTo(reply);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    frame.writeTo(out);
    WorkerFrame again =
        WorkerFrame.readFrom(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    assertThat(again.number()).isEqualTo(frame.number());
    assertThat(again.body()).isEqualTo(frame.body());
    if (reply instanceof WorkerReply.Found(NativeFacts facts)) {
      Optional<VideoFacts> known = facts.inFfprobesTerms();
      assertThat(known.isPresent()).isEqualTo(facts.width() > 0 && facts.height() > 0);
    }
  }
}
