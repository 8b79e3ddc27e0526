package org.mosingest.daemon.doctor.subject;

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
import org.mosingest.core.failures.Reason;
import org.mosingest.core.labels.LabelBooks;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Clip;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.core.state.RecordedProgress;
import org.mosingest.daemon.fetch.RunArchives;
import org.mosingest.transfer.ClipSource;
import org.mosingest.transfer.ClipUrls;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.HeadAnswer;
import org.mosingest.transfer.HeadSample;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.Archives;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.CertificateLog;
import org.mosingest.transfer.reach.ServerCertificate;

/**
 * What is examined. What takes its time is found out once, when a check first asks. Not
 * thread-safe.
 */
public final class Subject {

  /** How long one question to a server may take. */
  private static final Duration QUESTION_LIMIT = Duration.ofSeconds(20);

  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration STALL_LIMIT = Duration.ofSeconds(10);

  private final RunOptions options;
  private final Equipment equipment;
  private final UrlSample sample;
  private final CertificateLog certificates = new CertificateLog();
  private @Nullable ManifestReading reading;
  private @Nullable LabelBooks labels;
  private @Nullable RecordedProgress recorded;
  private @Nullable List<HeadAnswer> heads;
  private Optional<String> cannotAsk = Optional.empty();
  private @Nullable ArchivesReading archives;
  private int inArchives;
  private int archived;
  private long archivedBytes;
  private int unknown;

  /**
   * Nothing is looked at yet.
   *
   * @param options what the run would be asked to do
   * @param equipment with what
   * @param samples how many clips servers are asked about at most; 0 leaves the network alone
   */
  public Subject(RunOptions options, Equipment equipment, int samples) {
    this.options = options;
    this.equipment = equipment;
    this.sample = new UrlSample(samples);
  }

  /** What the run would be asked to do. */
  public RunOptions options() {
    return options;
  }

  /** With what the run would be done. */
  public Equipment equipment() {
    return equipment;
  }

  /** The manifest; its floor on rows is not yet checked. */
  public ManifestReading reading() throws IOException {
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
  public Optional<Manifest> manifest() throws IOException {
    return reading() instanceof ManifestReading.Read read
        ? Optional.of(read.manifest())
        : Optional.empty();
  }

  /** The labels against the clips on disk, where the manifest can be read. */
  public Optional<LabelBooks> labels() throws IOException {
    if (labels == null && reading() instanceof ManifestReading.Read read) {
      var _ = recorded();
      var _ = archives();
      labels =
          LabelBooks.of(
              read.manifest(), options.corpus().scale(), options.folder(), this::canBeHad);
    }
    return Optional.ofNullable(labels);
  }

  /**
   * Whether a clip that is not on the disk can be had somewhere; counts where. One that failed
   * before is not asked for again, unless its failure is to be forgotten.
   */
  private boolean canBeHad(Clip clip) {
    ClipSource source =
        ClipSource.of(
            clip, archives instanceof ArchivesReading.Read(Archives read) ? read : Archives.NONE);
    boolean urls = !clip.url().isEmpty() || !clip.supply().mirrors().isEmpty();
    switch (source) {
      case ClipSource.Member(ArchiveMember member) -> {
        inArchives++;
        if (!failedBefore(clip)) {
          archived++;
          archivedBytes += member.size();
        }
        return true;
      }
      case ClipSource.Unusable(Reason reason) when reason.word().isOfArchive() && !urls -> {
        return false;
      }
      case ClipSource.Unusable _, ClipSource.Web _, ClipSource.None _ -> {}
    }
    if (urls && !failedBefore(clip)) {
      new ClipUrls(clip, equipment.pages()::refusal).next().ifPresent(sample::offer);
    }
    boolean perhaps =
        !urls
            && (archives instanceof ArchivesReading.NotRead
                || archives instanceof ArchivesReading.Unreadable);
    unknown += perhaps ? 1 : 0;
    return urls || perhaps;
  }

  private boolean failedBefore(Clip clip) {
    return recorded instanceof RecordedProgress.Entries entries
        && entries
            .failure(clip)
            .filter(
                reason ->
                    options.redo().retryFailed().filter(forget -> forget.finds(reason)).isEmpty())
            .isPresent();
  }

  /** What earlier runs recorded of the downloads. */
  public RecordedProgress recorded() throws IOException {
    if (recorded == null) {
      recorded = RecordedProgress.read(options.progressPath());
    }
    return recorded;
  }

  /** What the archives hold, read once; one that is kept from an earlier run is not asked for. */
  public ArchivesReading archives() throws IOException {
    if (archives == null) {
      archives = readArchives();
    }
    return archives;
  }

  private ArchivesReading readArchives() throws IOException {
    List<ArchivePlace> places = RunArchives.places(options);
    if (places.isEmpty() || manifest().isEmpty()) {
      return new ArchivesReading.None();
    }
    if (samples() == 0 && places.stream().anyMatch(ArchivePlace.Remote.class::isInstance)) {
      return new ArchivesReading.NotRead();
    }
    try (Downloads downloads = Downloads.over(equipment.curl(), transfers())) {
      return new ArchivesReading.Read(
          RunArchives.open(options, manifest().get().rows(), downloads, false));
    } catch (MachineFaultException | IllegalArgumentException e) {
      return new ArchivesReading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /** What was read of the archives' directories. */
  public sealed interface ArchivesReading {
    /** There are none. */
    record None() implements ArchivesReading {}

    /** The network was left alone. */
    record NotRead() implements ArchivesReading {}

    /** All of them. */
    record Read(Archives archives) implements ArchivesReading {}

    /** One cannot be read. */
    record Unreadable(String why) implements ArchivesReading {}
  }

  /**
   * How many clips servers are to be asked for: not on disk, in no archive, not failed before, and
   * with a URL that may be asked.
   */
  public long toAsk() throws IOException {
    var _ = labels();
    return sample.offered();
  }

  /** How many clips are not on disk and in the archives. */
  public int inArchives() throws IOException {
    var _ = labels();
    return inArchives;
  }

  /** How many of them are to be taken out: those that have not failed before. */
  public int archived() throws IOException {
    var _ = labels();
    return archived;
  }

  /** How many bytes they have. */
  public long archivedBytes() throws IOException {
    var _ = labels();
    return archivedBytes;
  }

  /** How many clips without a URL may be in archives that were not read. */
  public int unknown() throws IOException {
    var _ = labels();
    return unknown;
  }

  /** How many clips are to be fetched, from servers and out of archives. */
  public long toFetch() throws IOException {
    return toAsk() + archived();
  }

  /** What servers answered about a sample of them; empty without a network or anything to ask. */
  public List<HeadAnswer> heads() throws IOException, InterruptedException {
    if (heads == null) {
      var _ = labels();
      TransferSettings settings = transfers().withTimeouts(CONNECT_LIMIT, STALL_LIMIT);
      try {
        heads = new HeadSample(settings, QUESTION_LIMIT, equipment.pages()).of(sample.taken());
      } catch (MachineFaultException e) {
        heads = List.of();
        cannotAsk = Optional.of(String.valueOf(e.getMessage()));
      }
    }
    return heads;
  }

  /** Why nobody could be asked about the sample, though there are servers to ask. */
  public Optional<String> cannotAsk() throws IOException, InterruptedException {
    var _ = heads();
    return cannotAsk;
  }

  /** The certificates that servers showed, of archives and of the sample. */
  public List<ServerCertificate> certificates() throws IOException, InterruptedException {
    var _ = heads();
    return certificates.seen();
  }

  private TransferSettings transfers() {
    TransferSettings given = equipment.transfers();
    return given.withReach(given.reach().watchedBy(certificates));
  }

  /** How many clips were to be asked about at most. */
  public int samples() {
    return sample.size();
  }
}
