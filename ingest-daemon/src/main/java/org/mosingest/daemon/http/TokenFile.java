package org.mosingest.daemon.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.state.DurableFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in the state folder that holds the token: readable by its owner alone from the moment it
 * exists.
 *
 * <p>A token that others could read, or change, may be known to them: it is replaced, not merely
 * hidden.
 */
public final class TokenFile {

  /** The file's name in the state folder. */
  public static final String NAME = "token";

  private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** Longer than any token file; what is longer is none. */
  private static final int LONGEST = 256;

  private TokenFile() {}

  /**
   * The token of a state folder, made if there is none. The folder is made, too, for its owner
   * alone.
   *
   * @throws IOException if the folder or the file cannot be read or written, or something else
   *     stands in the file's place
   */
  public static Token ensure(Path stateFolder) throws IOException {
    DurableFiles.makeForOwner(stateFolder);
    Path file = stateFolder.resolve(NAME);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Optional<Token> kept = existing(file);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    Token token = Token.random();
    write(file, token);
    return token;
  }

  private static Optional<Token> existing(Path file) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException(file + " is not a regular file: remove it, then start again");
    }
    if (!OWNER_ONLY.containsAll(attributes.permissions())) {
      LOG.warn(
          "{} was readable by others ({}): a new token replaces it",
          file,
          PosixFilePermissions.toString(attributes.permissions()));
      return Optional.empty();
    }
    if (attributes.size() > LONGEST) {
      return Optional.empty();
    }
    return Token.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  private static void write(Path file, Token token) throws IOException {
    Path temporary = file.resolveSibling(NAME + ".tmp");
    Files.deleteIfExists(temporary);
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
        ByteBuffer bytes =
            ByteBuffer.wrap((token.hex() + "\n").getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      DurableFiles.publish(temporary, file);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }
}
