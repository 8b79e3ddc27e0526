package org.mosingest.spark;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.clip.ClipStamp;
import org.mosingest.core.clip.ReadOutcome;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/**
 * What became of one {@link WorkItem}, as it is sent back to the driver.
 *
 * @param row its row's index
 * @param attempts attempts at its download
 * @param fate how it ended
 */
record WorkResult(int row, int attempts, Fate fate) implements Serializable {

  private static final long serialVersionUID = 1;

  /** How a piece of work ends. */
  sealed interface Fate extends Serializable {}

  /** The clip cannot be had. */
  record NotHad(ReasonWord word, String text) implements Fate {
    private static final long serialVersionUID = 1;

    Reason reason() {
      return new Reason(word, text);
    }
  }

  /** The clip is in its place, and was read. */
  @SuppressWarnings("ArrayRecordComponent") // Serialized, never compared.
  record Found(
      String sha256, long bytes, long[] stamp, @Nullable Video video, @Nullable NotHad broken)
      implements Fate {
    private static final long serialVersionUID = 1;

    ClipContent content() {
      return new ClipContent(Sha256.parse(sha256).orElseThrow(), bytes);
    }

    Optional<ClipStamp> fileStamp() {
      return stamp.length == 0
          ? Optional.empty()
          : Optional.of(new ClipStamp(stamp[0], stamp[1], stamp[2], stamp[3]));
    }

    /** The same of a file with that stamp. */
    Found at(Optional<ClipStamp> other) {
      return new Found(sha256, bytes, numbers(other), video, broken);
    }

    ReadOutcome outcome() {
      if (broken != null) {
        return new ReadOutcome.Read(
            content(), Optional.of(new ProbeOutcome.Broken(broken.reason())));
      }
      return new ReadOutcome.Read(
          content(), Optional.ofNullable(video).map(one -> new ProbeOutcome.Video(one.facts())));
    }
  }

  /** What a probe found. */
  record Video(int width, int height, double rate, double seconds, String pixels, String codec)
      implements Serializable {
    private static final long serialVersionUID = 1;

    VideoFacts facts() {
      return new VideoFacts(width, height, rate, seconds, pixels, codec);
    }
  }

  /** The clip is in its place and cannot be read. */
  record Unreadable(NotHad why) implements Fate {
    private static final long serialVersionUID = 1;
  }

  /** The clip's file changed, went away or is none: its place is to be looked at again. */
  record LookAgain(boolean changed) implements Fate {
    private static final long serialVersionUID = 1;
  }

  static NotHad notHad(Reason reason) {
    return new NotHad(reason.word(), reason.text());
  }

  static Fate of(Optional<ReadOutcome> outcome, Optional<ClipStamp> stamp) {
    return switch (outcome.orElse(null)) {
      case null -> new LookAgain(false);
      case ReadOutcome.Changed() -> new LookAgain(true);
      case ReadOutcome.Unreadable(Reason reason) -> new Unreadable(notHad(reason));
      case ReadOutcome.Read(ClipContent content, Optional<ProbeOutcome> probed) ->
          found(content, stamp, probed.orElseThrow());
    };
  }

  private static long[] numbers(Optional<ClipStamp> stamp) {
    return stamp
        .map(one -> new long[] {one.size(), one.modifiedNs(), one.changedNs(), one.inode()})
        .orElseGet(() -> new long[0]);
  }

  private static Found found(ClipContent content, Optional<ClipStamp> stamp, ProbeOutcome probed) {
    long[] numbers = numbers(stamp);
    String hash = content.sha256().hex();
    return switch (probed) {
      case ProbeOutcome.Video(VideoFacts facts) -> {
        Video video =
            new Video(
                facts.width(),
                facts.height(),
                facts.framerate(),
                facts.durationS(),
                facts.pixFmt(),
                facts.codecName());
        yield new Found(hash, content.sizeBytes(), numbers, video, null);
      }
      case ProbeOutcome.Broken(Reason reason) ->
          new Found(hash, content.sizeBytes(), numbers, null, notHad(reason));
    };
  }
}
