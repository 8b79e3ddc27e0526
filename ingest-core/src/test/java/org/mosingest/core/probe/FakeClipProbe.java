package org.mosingest.core.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.VideoFacts;

/**
 * A probe that is no program: it reads files made with {@link #video}, and finds everything else
 * broken. It counts its calls, can be held in the middle of one, and can become unusable. It keeps
 * the same contract as the real one, by the same tests. Safe for use by many threads.
 */
@NullMarked
public final class FakeClipProbe implements ClipProbe {

  private static final Pattern VIDEO =
      Pattern.compile(
          "YUV4MPEG2 fake-video (\\d+)x(\\d+) fps=(\\S+) duration=(\\S+) pix_fmt=(\\S*) codec=(\\S*)\n[\\s\\S]*");

  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

  /** The bytes of a file that this probe takes for a video. */
  public static byte[] video(VideoFacts facts) {
    return video(facts, "");
  }

  /** As {@link #video(VideoFacts)}, with more text after the facts: other bytes, the same facts. */
  public static byte[] video(VideoFacts facts, String more) {
    return ("YUV4MPEG2 fake-video %dx%d fps=%s duration=%s pix_fmt=%s codec=%s\n"
                .formatted(
                    facts.width(),
                    facts.height(),
                    facts.framerate(),
                    facts.durationS(),
                    facts.pixFmt(),
                    facts.codecName())
            + more)
        .getBytes(UTF_8);
  }

  /** Holds every probe of files of this name until the gate is opened. */
  public Gate holdAt(String fileName) {
    Gate gate = new Gate();
    gates.put(fileName, gate);
    return gate;
  }

  /** From now on every probe throws {@link ProbeUnusableException} with this message. */
  public void becomeUnusable(String message) {
    fault.set(message);
  }

  /** How many probes were begun. */
  public int calls() {
    return calls.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** How many probes of files of this name were begun. */
  public int callsFor(String fileName) {
    return Optional.ofNullable(calls.get(fileName)).map(AtomicInteger::get).orElse(0);
  }

  /** The largest number of probes that ran at the same time. */
  public int mostAtOnce() {
    return most.get();
  }

  @Override
  public ProbeOutcome probe(Path clip) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    String name = String.valueOf(clip.getFileName());
    calls.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      Gate gate = gates.get(name);
      if (gate != null) {
        gate.pass();
      }
      String unusable = fault.get();
      if (unusable != null) {
        throw new ProbeUnusableException(unusable);
      }
      return read(clip);
    } finally {
      now.decrementAndGet();
    }
  }

  @Override
  public ProbeEngine engine() {
    return new ProbeEngine("fake", "1", "");
  }

  private static ProbeOutcome read(Path clip) {
    String text;
    try {
      text = new String(Files.readAllBytes(clip), UTF_8);
    } catch (IOException e) {
      return new ProbeOutcome.Broken(Reason.parse("ffprobe-failed: rc=1: cannot be read"));
    }
    Matcher video = VIDEO.matcher(text);
    if (!video.matches()) {
      return new ProbeOutcome.Broken(
          Reason.parse("ffprobe-failed: rc=1: Invalid data found when processing input"));
    }
    return new ProbeOutcome.Video(
        new VideoFacts(
            Integer.parseInt(video.group(1)),
            Integer.parseInt(video.group(2)),
            Double.parseDouble(video.group(3)),
            Double.parseDouble(video.group(4)),
            video.group(5),
            video.group(6)));
  }

  /** A place where probes of one file name wait. */
  public static final class Gate {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private Gate() {}

    /** Waits until a probe waits here. */
    public void awaitEntered() throws InterruptedException {
      entered.await();
    }

    /** Lets those that wait, and all later ones, pass. */
    public void open() {
      open.countDown();
    }

    private void pass() throws InterruptedException {
      entered.countDown();
      open.await();
    }
  }
}
