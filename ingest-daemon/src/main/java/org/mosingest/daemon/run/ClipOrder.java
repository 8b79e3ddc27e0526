package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;

/**
 * What a pass counts on while it is interrupted, besides its own figures: that the rows' numbers
 * mean the same clips and labels, and where in the output its own rows begin.
 *
 * @param clips the SHA-256 of the clips and labels of the manifest's rows, in order; empty for a
 *     pass of a program that did not keep it
 * @param beganAt the output's length when the run first began; {@link Pass#NO_ROWS_YET} where that
 *     is not known
 */
public record ClipOrder(Optional<Sha256> clips, long beganAt) {

  /** Nothing is known. */
  public static final ClipOrder UNKNOWN = new ClipOrder(Optional.empty(), Pass.NO_ROWS_YET);

  /** The hash of these rows' clips and labels. Their URLs may change. */
  static Sha256 of(List<ManifestRow> rows) {
    MessageDigest digest = Sha256.newDigest();
    for (ManifestRow row : rows) {
      Opinion opinion = row.opinion();
      digest.update(row.clip().pathBelowCorpus().getBytes(UTF_8));
      // No name holds a line feed.
      digest.update((byte) '\n');
      digest.update(
          ByteBuffer.allocate(20)
              .putDouble(opinion.mos())
              .putDouble(opinion.mosStdDev())
              .putInt(opinion.nRatings())
              .flip());
    }
    return Sha256.of(digest.digest());
  }

  /** Whether row numbers mean the same in these rows, as far as is known. */
  boolean fits(List<ManifestRow> rows) {
    return clips.isEmpty() || clips.get().equals(of(rows));
  }
}
