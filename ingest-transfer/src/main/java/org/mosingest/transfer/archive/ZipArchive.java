package org.mosingest.transfer.archive;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.row.Sha256;
import org.mosingest.transfer.http.ClipUrl;

/**
 * An archive whose directory has been read, bound to the version that it then had. Thread-safe.
 * {@link ArchiveOpening} makes them.
 */
public final class ZipArchive {

  private final ArchivePlace place;
  private final Optional<ClipUrl> url;
  private final ArchiveBytes bytes;
  private final ArchiveVersion version;
  private final MemberList members;
  private final Sha256 directory;

  ZipArchive(
      ArchivePlace place,
      Optional<ClipUrl> url,
      ArchiveBytes bytes,
      ArchiveVersion version,
      MemberList members,
      Sha256 directory) {
    this.place = place;
    this.url = url;
    this.bytes = bytes;
    this.version = version;
    this.members = members;
    this.directory = directory;
  }

  /** Where it is. */
  public ArchivePlace place() {
    return place;
  }

  /** Its URL; empty if it lies on a disk. */
  public Optional<ClipUrl> url() {
    return url;
  }

  /** Whether a server has it. */
  public boolean isRemote() {
    return url.isPresent();
  }

  /** The host that has it; its own name where it lies on a disk. */
  public String host() {
    return url.map(ClipUrl::host).orElseGet(place::name);
  }

  /** The SHA-256 of its directory, which tells every member's length and CRC-32. */
  public Sha256 directory() {
    return directory;
  }

  /** Its length in bytes. */
  public long length() {
    return version.total();
  }

  /** How many members it has, folders not counted. */
  public int files() {
    return members.files();
  }

  /**
   * Bytes of it that are read in order.
   *
   * @param planned where the last one ends that will be read
   * @param clips how many clips they are
   */
  public ArchiveStream stream(long planned, int clips) {
    return new ArchiveStream(bytes, planned, clips);
  }

  ArchiveVersion version() {
    return version;
  }

  List<ArchiveEntry> named(String name) {
    return members.named(name);
  }

  OptionalLong bound(ArchiveEntry entry) {
    return members.bound(entry);
  }
}
