package org.mosingest.transfer.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.Hops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an archive's directory: its last bytes, which tell where that is, then what is missing of
 * it, no byte twice; or, where it is kept from an earlier run, the last bytes alone.
 *
 * @param wanted whether somebody asks for a clip of that name: the last segments of a member's path
 * @param keptIn the folder in which directories are kept; empty if none are
 * @param keeping whether what was read is kept there; otherwise nothing is written
 */
public record ArchiveOpening(Predicate<String> wanted, Optional<Path> keptIn, boolean keeping) {

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveOpening.class);

  /** A directory may take as long as so many clips. */
  private static final int AS_CLIPS = 10;

  /**
   * What could be read.
   *
   * @param bytes the archive's, of the version that the end was read of
   * @param tail its last bytes
   */
  private record Ending(ArchiveBytes bytes, ArchiveVersion version, ByteBuffer tail) {}

  /**
   * The folder in which they are kept: the corpus folder, or the output's where that is only read.
   */
  public static Path keptIn(Path corpusFolder, Path output) {
    return Files.isWritable(corpusFolder)
        ? corpusFolder
        : output.toAbsolutePath().resolveSibling("");
  }

  /** The file in which a remote archive's directory is kept. */
  public static Path keptAt(Path folder, ArchivePlace.Remote place) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(place.url().getBytes(StandardCharsets.UTF_8));
    return folder.resolve(".archive-" + Sha256.finish(digest).hex().substring(0, 16));
  }

  /**
   * Opens an archive on a disk.
   *
   * @throws MachineFaultException if it cannot be read, or is none
   */
  public ZipArchive local(ArchivePlace.Local place, AttemptState attempt)
      throws InterruptedException, MachineFaultException {
    try {
      LocalBytes bytes = LocalBytes.of(place.file());
      long total = bytes.version().total();
      long from = Math.max(0, total - EndRecord.LONGEST);
      byte[] tail = new byte[(int) (total - from)];
      try (ArchiveStream stream = new ArchiveStream(bytes, total, 1);
          InputStream in = new StreamInput(stream)) {
        if (total > 0) {
          long _ = stream.seek(from, total, attempt);
        }
        int _ = in.readNBytes(tail, 0, tail.length);
      }
      return read(
          place,
          Optional.empty(),
          new Ending(bytes, bytes.version(), ByteBuffer.wrap(tail)),
          null,
          attempt);
    } catch (StreamInput.Carrier e) {
      throw unusable(place, e.getMessage(), e);
    } catch (IOException e) {
      throw unusable(
          place, Files.exists(place.file()) ? e.getMessage() : "there is no such file", e);
    } catch (ArchiveFault | ClipFault e) {
      throw unusable(place, e.getMessage(), e);
    }
  }

  /**
   * Opens an archive with a server; one attempt.
   *
   * @throws ClipFault if it may be read later
   * @throws MachineFaultException if it cannot be read, or is none
   */
  public ZipArchive remote(ArchivePlace.Remote place, ClipUrl url, Hops hops, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    Optional<DirectoryFile> file = keptIn.map(in -> new DirectoryFile(keptAt(in, place)));
    try {
      Optional<DirectoryFile.Kept> kept = file.flatMap(DirectoryFile::read);
      if (kept.isPresent()) {
        Optional<ZipArchive> same =
            fromKept(place, url, hops, file.orElseThrow(), kept.get(), attempt);
        if (same.isPresent()) {
          return same.get();
        }
      }
      RemoteBytes.Tail tail = RemoteBytes.tail(hops, EndRecord.LONGEST, attempt);
      ArchiveBytes bytes = new RemoteBytes(url, hops, tail.version());
      return read(
          place,
          Optional.of(url),
          new Ending(bytes, tail.version(), tail.bytes()),
          keeping ? file.orElse(null) : null,
          attempt);
    } catch (ClipFault e) {
      if (e.isLasting()) {
        throw unusable(place, e.getMessage(), e);
      }
      throw e;
    } catch (ArchiveFault | IOException e) {
      throw unusable(place, e.getMessage(), e);
    }
  }

  private Optional<ZipArchive> fromKept(
      ArchivePlace.Remote place,
      ClipUrl url,
      Hops hops,
      DirectoryFile file,
      DirectoryFile.Kept kept,
      AttemptState attempt)
      throws ArchiveFault, ClipFault, InterruptedException {
    if (kept.tail().capacity() == 0) {
      return Optional.empty();
    }
    RemoteBytes.Tail tail = RemoteBytes.tail(hops, kept.tail().capacity(), attempt);
    if (!tail.version().equals(kept.version()) || !tail.bytes().equals(kept.tail())) {
      return Optional.empty();
    }
    MemberList members = new MemberList(wanted);
    MessageDigest digest = Sha256.newDigest();
    try (InputStream in = new DigestInputStream(file.open(kept), digest)) {
      DirectoryReader.read(in, kept.end(), members);
    } catch (ArchiveFault | IOException e) {
      return Optional.empty();
    }
    Sha256 sha256 = Sha256.finish(digest);
    if (!sha256.hex().equals(kept.sha256())) {
      return Optional.empty();
    }
    members.end(kept.end().start());
    return Optional.of(
        new ZipArchive(
            place,
            Optional.of(url),
            new RemoteBytes(url, hops, kept.version()),
            kept.version(),
            members,
            sha256));
  }

  private ZipArchive read(
      ArchivePlace place,
      Optional<ClipUrl> url,
      Ending ending,
      @Nullable DirectoryFile file,
      AttemptState attempt)
      throws ArchiveFault, ClipFault, IOException, InterruptedException, MachineFaultException {
    byte[] tail = ending.tail().array();
    long tailAt = ending.version().total() - tail.length;
    EndRecord end = EndRecord.of(tail, ending.version().total());
    long after = end.start() + end.size();
    MemberList members = new MemberList(wanted);
    MessageDigest digest = Sha256.newDigest();
    int held = (int) Math.max(0, end.start() - tailAt);
    try (ArchiveStream stream =
            new ArchiveStream(ending.bytes(), Math.min(tailAt, after), AS_CLIPS);
        CollectedDirectory collected = new CollectedDirectory(file)) {
      InputStream inTail =
          new ByteArrayInputStream(tail, held, (int) Math.max(0, after - tailAt - held));
      InputStream all = inTail;
      if (end.start() < tailAt) {
        long _ = stream.seek(end.start(), Math.min(tailAt, after), attempt);
        all = new SequenceInputStream(new StreamInput(stream), inTail);
      }
      DirectoryReader.read(new DigestInputStream(collected.copying(all), digest), end, members);
      Sha256 sha256 = Sha256.finish(digest);
      collected.keep(
          new DirectoryFile.Kept(
              ending.version(),
              end,
              ByteBuffer.wrap(Arrays.copyOfRange(tail, (int) (after - tailAt), tail.length)),
              sha256.hex(),
              0));
      members.end(end.start());
      LOG.info(
          "{} has {}; the SHA-256 of its directory is {}",
          place.name(),
          Counted.of(members.files(), "member"),
          sha256.hex());
      return new ZipArchive(place, url, ending.bytes(), ending.version(), members, sha256);
    } catch (StreamInput.Carrier e) {
      throw e.unpacked();
    }
  }

  private static MachineFaultException unusable(
      ArchivePlace place, @Nullable String why, Exception cause) {
    return new MachineFaultException("cannot read the archive " + place.text() + ": " + why, cause);
  }
}
