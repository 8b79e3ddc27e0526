package org.mosingest.core.probe.libav;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.probe.BundledFfmpeg;
import org.mosingest.core.probe.ClipMenagerie;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;

/** The facts are those of the bundled ffprobe, whatever the clip. */
final class LibavFieldsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void wholeClips() throws Exception {
    List<Path> clips = ClipMenagerie.whole(folder);
    assertThat(clips).hasSizeGreaterThan(250);
    compare(clips);
  }

  @Test
  void damagedClips() throws Exception {
    compare(ClipMenagerie.damaged(folder, ClipMenagerie.toDamage(), 15, 1));
  }

  /**
   * Thousands, which take a minute or more; {@code -Dlibav.soak.each} and {@code -Dlibav.soak.seed}
   * give others.
   */
  @Tag("soak")
  @Test
  void damagedClipsByTheThousand() throws Exception {
    List<Path> clips = new ArrayList<>(ClipMenagerie.toDamage());
    clips.addAll(ClipMenagerie.whole(Files.createDirectory(folder.resolve("whole"))));
    int each = Integer.getInteger("libav.soak.each", 12);
    compare(ClipMenagerie.damaged(folder, clips, each, Long.getLong("libav.soak.seed", 2)));
  }

  private static void compare(List<Path> clips) throws Exception {
    Ffprobe ffprobe = Ffprobe.bundled();
    WorkerCommand command = WorkerCommand.of(BundledFfmpeg.extract().libraries());
    Map<Path, String> differences = new LinkedHashMap<>();
    int videos = 0;
    int left = 0;
    try (LibavProbe libav = LibavProbe.over(command, 2, LIMIT, new Nobody());
        var threads = Executors.newFixedThreadPool(2)) {
      List<Future<ProbeOutcome>> expected = new ArrayList<>();
      clips.forEach(clip -> expected.add(threads.submit(() -> ffprobe.probe(clip))));
      for (int i = 0; i < clips.size(); i++) {
        ProbeOutcome theirs = expected.get(i).get();
        ProbeOutcome ours = libav.probe(clips.get(i));
        boolean isVideo = theirs instanceof ProbeOutcome.Video;
        videos += isVideo ? 1 : 0;
        if (ours.equals(Nobody.ASKED)) {
          left++;
          if (isVideo) {
            differences.put(clips.get(i), theirs + " is left to ffprobe");
          }
        } else if (!ours.equals(theirs)) {
          differences.put(clips.get(i), theirs + " but " + ours);
        }
      }
    }
    assertThat(differences)
        .as("%d clips, %d videos, %d left to ffprobe", clips.size(), videos, left)
        .isEmpty();
    assertThat(videos).isPositive();
  }

  /** In ffprobe's place: shows that a clip came so far. */
  private static final class Nobody implements ClipProbe {
    static final ProbeOutcome ASKED = new ProbeOutcome.Broken(Reason.parse("asked"));

    @Override
    public ProbeOutcome probe(Path clip) {
      return ASKED;
    }

    @Override
    public ProbeEngine engine() {
      return new ProbeEngine("nobody", "0", "");
    }
  }
}
