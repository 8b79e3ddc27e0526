package org.mosingest.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Supply;
import org.mosingest.transfer.part.ByteCheck;

/** Holds a clip's bytes to the sums and the size that the manifest gives. */
public final class SumCheck implements ByteCheck {

  private final Supply expected;
  private final MessageDigest md5;

  private SumCheck(Supply expected) {
    this.expected = expected;
    try {
      this.md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has MD5", e);
    }
  }

  /** The check of one clip's download. */
  public static ByteCheck of(Supply expected) {
    return expected.isChecked() ? new SumCheck(expected) : ByteCheck.NONE;
  }

  @Override
  public void restart() {
    md5.reset();
  }

  @Override
  public void pass(byte[] bytes, int count) {
    if (!expected.md5().isEmpty()) {
      md5.update(bytes, 0, count);
    }
  }

  @Override
  public Optional<Reason> refusal(ClipContent content) {
    if (expected.size() >= 0 && expected.size() != content.sizeBytes()) {
      return refused(
          Counted.of(content.sizeBytes(), "byte")
              + " received, but the manifest says "
              + expected.size());
    }
    if (!expected.sha256().isEmpty() && !expected.sha256().equals(content.sha256().hex())) {
      return refused("the SHA-256 is " + content.sha256().hex() + ", not the manifest's");
    }
    if (!expected.md5().isEmpty()) {
      String came = HexFormat.of().formatHex(digestSoFar());
      if (!came.equals(expected.md5())) {
        return refused("the MD5 is " + came + ", not the manifest's");
      }
    }
    return Optional.empty();
  }

  /** Asked twice, it says the same. */
  private byte[] digestSoFar() {
    try {
      return ((MessageDigest) md5.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new LinkageError("MD5 of every Java platform can be copied", e);
    }
  }

  private static Optional<Reason> refused(String details) {
    return Optional.of(Reason.of(ReasonWord.CHECKSUM, details));
  }
}
