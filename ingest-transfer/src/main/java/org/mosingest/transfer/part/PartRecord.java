package org.mosingest.transfer.part;

import okhttp3.HttpUrl;
import org.mosingest.transfer.http.Validator;

/**
 * The version of a clip that an unfinished download belongs to. Without a strong validator there is
 * no record, since the bytes could not be continued.
 *
 * @param url the URL of the manifest, not the one that it redirects to: that one often changes each
 *     time. Only what stands before its query tells the clip: a query may be a signature that
 *     expires
 * @param validator what tells the version, with the clip's whole length
 * @param bootId the life of this machine in which the bytes beyond {@code synced} were written;
 *     empty if unknown
 * @param synced how many bytes, from the first on, outlive a power loss
 */
public record PartRecord(String url, Validator validator, String bootId, long synced) {

  /** Checks it. */
  public PartRecord {
    if (synced < 0 || (validator.total() >= 0 && synced > validator.total())) {
      throw new IllegalArgumentException("synced " + synced + " bytes of " + validator.total());
    }
  }

  /** The version of bytes that this machine writes now, none of which is synced yet. */
  public PartRecord(String url, Validator validator) {
    this(url, validator, BootId.current(), 0);
  }

  /** The clip's whole length in bytes; -1 if unknown. */
  public long total() {
    return validator.total();
  }

  /**
   * The same version, of which that many bytes are synced and more are being written in this life
   * of the machine.
   */
  PartRecord syncedTo(long bytes) {
    return new PartRecord(url, validator, BootId.current(), bytes);
  }

  /**
   * Whether the bytes may be continued at this URL: the same but for the query, user name and
   * password. Validator and length tell whether they are of the same version.
   */
  boolean isOf(String other) {
    return url.equals(other) || (!url.isEmpty() && place(url).equals(place(other)));
  }

  private static String place(String url) {
    HttpUrl parsed = HttpUrl.parse(url);
    return parsed == null
        ? url
        : parsed.newBuilder().query(null).fragment(null).username("").password("").toString();
  }

  /**
   * How many of the bytes on disk are surely what was written: all, unless the machine has been
   * down since. Then the length may be right and the bytes zeros, since a file system may note a
   * file's length before it has its bytes.
   */
  public long trusted(long onDisk) {
    return BootId.isCurrent(bootId) ? onDisk : Math.min(onDisk, synced);
  }
}
