package org.mosingest.core.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/** What is learnt of a clip's file, by whatever engine, and by somebody who writes to it. */
final class ClipReaderTest {

  private static final VideoFacts FACTS = new VideoFacts(64, 48, 25, 2, "yuv420p", "h264");

  @TempDir Path folder = Path.of("");

  private final FakeClipProbe fake = new FakeClipProbe();

  @Test
  void hashAndFactsAreOfTheSameBytes() throws Exception {
    Path file = video("a");

    assertThat(new ClipReader(fake).read(file)).isEqualTo(readWhole(file));
  }

  @Test
  void aFileThatChangesMeanwhileIsReadAgain() throws Exception {
    Path file = video("a");

    ReadOutcome outcome = new ClipReader(changing(file, 2)).read(file);

    assertThat(outcome).isEqualTo(readWhole(file));
    assertThat(fake.calls()).isEqualTo(3);
  }

  @Test
  void aFileThatKeepsChangingIsGivenUp() throws Exception {
    Path file = video("a");

    assertThat(new ClipReader(changing(file, Integer.MAX_VALUE)).read(file))
        .isEqualTo(new ReadOutcome.Unreadable(ClipReader.KEEPS_CHANGING));
    assertThat(fake.calls()).isEqualTo(ClipReader.MOST_CHANGES);
  }

  @Test
  void aFileThatGoesAwayHasChanged() throws Exception {
    assertThat(new ClipReader(fake).readOnce(folder.resolve("none.mp4"), ClipReader.Request.ALL))
        .isEqualTo(new ReadOutcome.Changed());
  }

  @Test
  void whatCannotBeReadForAReasonOfItsOwnIsTheClipsFault() throws Exception {
    assertThat(new ClipReader(fake).read(folder))
        .isInstanceOfSatisfying(
            ReadOutcome.Unreadable.class,
            unreadable -> assertThat(unreadable.reason().word()).isEqualTo(ReasonWord.UNREADABLE));
  }

  @Test
  void aHashThatSaysEnoughSparesTheProbe() throws Exception {
    Path known = video("known");
    Path other = video("other");
    Sha256 enough = ClipContent.read(known).sha256();
    Requests requests = new Requests(Optional.empty(), enough);

    assertThat(new ClipReader(fake).readOnce(known, requests))
        .isEqualTo(new ReadOutcome.Read(ClipContent.read(known), Optional.empty()));
    assertThat(fake.calls()).isZero();
    assertThat(requests.steps).containsExactly("hashing");
    assertThat(new ClipReader(fake).readOnce(other, requests)).isEqualTo(readWhole(other));
    assertThat(requests.steps).containsExactly("hashing", "hashing", "probing");
  }

  @Test
  void whatWasHashedBeforeIsBelievedWhileTheFileHasTheSameStamp() throws Exception {
    Path file = video("a");
    ClipContent told = new ClipContent(Sha256.of(new byte[32]), 7);
    Requests requests =
        new Requests(Optional.of(new HashedFile(told, ClipStamp.of(file))), told.sha256());

    assertThat(new ClipReader(fake).readOnce(file, requests))
        .isEqualTo(new ReadOutcome.Read(told, Optional.empty()));

    append(file);
    assertThat(new ClipReader(fake).readOnce(file, requests)).isEqualTo(readWhole(file));
  }

  @Test
  void anInterruptedReadingEnds() throws Exception {
    Path file = video("a");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> new ClipReader(fake).read(file))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  private Path video(String name) throws IOException {
    return Files.write(folder.resolve(name + ".mp4"), FakeClipProbe.video(FACTS, name));
  }

  private static ReadOutcome readWhole(Path file) throws IOException {
    return new ReadOutcome.Read(ClipContent.read(file), Optional.of(new ProbeOutcome.Video(FACTS)));
  }

  private static void append(Path file) throws IOException {
    Files.write(file, new byte[] {'x'}, StandardOpenOption.APPEND);
  }

  /** A probe during which somebody writes to the file, the first times. */
  private ClipProbe changing(Path file, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return new ClipProbe() {
      @Override
      public ProbeOutcome probe(Path clip) throws InterruptedException {
        ProbeOutcome outcome = fake.probe(clip);
        if (left.getAndDecrement() > 0) {
          try {
            append(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
        return outcome;
      }

      @Override
      public ProbeEngine engine() {
        return fake.engine();
      }
    };
  }

  /** Knows one hash that says enough. */
  private static final class Requests implements ClipReader.Request {
    private final Optional<HashedFile> hashed;
    private final Sha256 enough;
    private final List<String> steps = new ArrayList<>();

    Requests(Optional<HashedFile> hashed, Sha256 enough) {
      this.hashed = hashed;
      this.enough = enough;
    }

    @Override
    public Optional<HashedFile> hashed() {
      return hashed;
    }

    @Override
    public boolean mayHashSuffice() {
      return true;
    }

    @Override
    public boolean suffices(Sha256 sha256) {
      return sha256.equals(enough);
    }

    @Override
    public void hashing() {
      steps.add("hashing");
    }

    @Override
    public void probing() {
      steps.add("probing");
    }
  }
}
