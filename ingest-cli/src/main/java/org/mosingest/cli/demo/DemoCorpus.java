package org.mosingest.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The demo's corpus: real clips with made-up scores. Immutable.
 *
 * @param web where the clips are that the server hands out
 * @param sizes their sizes in bytes by their names, in the manifest's order
 */
record DemoCorpus(Path web, Map<String, Long> sizes) {

  /** Any number does; a fixed one gives the same scores each time. */
  private static final long SEED = 150_000;

  /**
   * Makes the clips.
   *
   * @param web where to; an empty folder
   * @param ffmpeg the program to make them with
   * @throws IOException if one cannot be made
   * @throws InterruptedException if interrupted
   */
  static DemoCorpus make(Path web, Path ffmpeg) throws IOException, InterruptedException {
    new ClipMaker(ffmpeg, web).make(DemoClips.ALL);
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (DemoClip clip : DemoClips.ALL) {
      if (clip.isServed()) {
        sizes.put(clip.name(), Files.size(web.resolve(clip.name())));
      }
    }
    return new DemoCorpus(web, sizes);
  }

  /** What one download of everything takes, in bytes. */
  long bytes() {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Starts the server that has the clips, with all their faults.
   *
   * @param bytesPerSecond how fast each connection is
   */
  DemoServer serve(long bytesPerSecond) throws IOException {
    DemoPlan plan = DemoPlan.serving(web).bytesPerSecond(bytesPerSecond);
    for (DemoClip clip : DemoClips.ALL) {
      if (clip.fault() != DemoFault.NONE) {
        plan.fault(clip.name(), clip.fault());
      }
    }
    return plan.start();
  }

  /**
   * Writes the manifest: the clips, where the server has them, and scores of the kind that
   * KonViD-150k has.
   */
  static void writeManifest(Path manifest, DemoServer server) throws IOException {
    Random opinions = new Random(SEED);
    StringBuilder csv = new StringBuilder("file_name,url,MOS,SD,n\n");
    for (DemoClip clip : DemoClips.ALL) {
      double mos = Math.clamp(3 + 0.8 * opinions.nextGaussian(), 1, 5);
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%.2f,%.2f,%d\n",
              clip.name(),
              server.uri(clip.name()),
              mos,
              opinions.nextDouble(0.5, 1.1),
              opinions.nextInt(5, 90)));
    }
    Files.writeString(manifest, csv);
  }

  /** The clips whose row is to come to that end, in order. */
  static List<String> expected(DemoClip.Outcome outcome) {
    return DemoClips.ALL.stream()
        .filter(clip -> clip.expected() == outcome)
        .map(DemoClip::name)
        .toList();
  }
}
