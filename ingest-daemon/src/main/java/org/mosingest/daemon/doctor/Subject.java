package org.mosingest.daemon.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.labels.LabelBooks;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Clip;
import org.mosingest.core.state.RecordedProgress;
import org.mosingest.transfer.HeadAnswer;
import org.mosingest.transfer.HeadSample;

/**
 * What is examined. What takes its time is found out once, when a check first asks. Not
 * thread-safe.
 */
final class Subject {

  /** How long one question to a server may take. */
  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(20);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration STALL_LIMIT = Duration.ofSeconds(10);

  private final RunOptions options;
  private final Equipment equipment;
  private final UrlSample sample;
  private @Nullable ManifestReading reading;
  private @Nullable LabelBooks labels;
  private @Nullable RecordedProgress recorded;
  private @Nullable List<HeadAnswer> heads;

  Subject(RunOptions options, Equipment equipment, int samples) {
    this.options = options;
    this.equipment = equipment;
    this.sample = new UrlSample(samples);
  }

  RunOptions options() {
    return options;
  }

  Equipment equipment() {
    return equipment;
  }

  /** The manifest; its floor on rows is not yet checked. */
  ManifestReading reading() throws IOException {
    if (reading == null) {
      reading = read();
    }
    return reading;
  }

  private ManifestReading read() throws IOException {
    ManifestRequest asked = options.manifest();
    ManifestRequest whole = asked.withoutFloor(asked.maxRows());
    List<ManifestReading.FileNotes> files = new ArrayList<>();
    try {
      Manifest manifest =
          ManifestReader.read(
              whole,
              file -> {
                ManifestReading.FileNotes notes = new ManifestReading.FileNotes(file);
                files.add(notes);
                return notes;
              });
      return new ManifestReading.Read(manifest, files);
    } catch (BadCorpusException e) {
      return new ManifestReading.Unreadable(e, files);
    }
  }

  /** The manifest, where it can be read. */
  Optional<Manifest> manifest() throws IOException {
    return reading() instanceof ManifestReading.Read read
        ? Optional.of(read.manifest())
        : Optional.empty();
  }

  /** The labels against the clips on disk, where the manifest can be read. */
  Optional<LabelBooks> labels() throws IOException {
    if (labels == null && reading() instanceof ManifestReading.Read read) {
      var _ = recorded();
      labels =
          LabelBooks.of(read.manifest(), options.corpus().scale(), options.folder(), this::missing);
    }
    return Optional.ofNullable(labels);
  }

  /** A clip that failed before is not asked for again, unless its failure is to be forgotten. */
  private void missing(Clip clip) {
    boolean failed =
        recorded instanceof RecordedProgress.Entries entries
            && entries
                .failure(clip)
                .filter(
                    reason ->
                        options
                            .redo()
                            .retryFailed()
                            .filter(forget -> forget.finds(reason))
                            .isEmpty())
                .isPresent();
    if (!failed) {
      sample.offer(clip);
    }
  }

  /** What earlier runs recorded of the downloads. */
  RecordedProgress recorded() throws IOException {
    if (recorded == null) {
      recorded = RecordedProgress.read(options.progressPath());
    }
    return recorded;
  }

  /**
   * How many clips are to be fetched: not on disk, not failed before, and with a URL that may be
   * asked.
   */
  long toFetch() throws IOException {
    var _ = labels();
    return sample.offered();
  }

  /** What servers answered about a sample of them; empty without a network or anything to ask. */
  List<HeadAnswer> heads() throws IOException, InterruptedException {
    if (heads == null) {
      var _ = labels();
      heads =
          new HeadSample(
                  equipment.transfers().withTimeouts(CONNECT_LIMIT, STALL_LIMIT), QUESTION_LIMIT)
              .of(sample.taken());
    }
    return heads;
  }

  /** How many clips were to be asked about at most. */
  int samples() {
    return sample.size();
  }
}
