package org.mosingest.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.mosingest.core.row.Sha256;

/**
 * The text of a corpus's declaration.
 *
 * @param text YAML
 * @param builtIn whether it is one of those that this program brings
 */
public record Declaration(String text, boolean builtIn) {

  /** Its hash, over its UTF-8. */
  public Sha256 sha256() {
    MessageDigest digest = Sha256.newDigest();
    digest.update(text.getBytes(UTF_8));
    return Sha256.finish(digest);
  }

  @Override
  public String toString() {
    return sha256().hex();
  }
}
