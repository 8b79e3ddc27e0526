package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

  @TempDir private Path folder;

  @Test
  void aNewTokenIsForItsOwnerAlone() throws IOException {
    Path state = folder.resolve("state/ingest");

    Token token = TokenFile.ensure(state);

    assertThat(token.hex()).matches("[0-9a-f]{64}");
    assertThat(permissions(state.resolve(TokenFile.NAME))).isEqualTo("rw-------");
    assertThat(permissions(state)).isEqualTo("rwx------");
    assertThat(state)
        .isDirectoryContaining(path -> path.endsWith(TokenFile.NAME))
        .isDirectoryNotContaining("glob:*.tmp");
  }

  @Test
  void aTokenIsKept() throws IOException {
    Token first = TokenFile.ensure(folder);

    assertThat(TokenFile.ensure(folder).hex()).isEqualTo(first.hex());
    assertThat(Files.readString(folder.resolve(TokenFile.NAME))).isEqualTo(first.hex() + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw--w----", "rwxrwxrwx"})
  void aTokenThatOthersCouldReadIsReplaced(String permissions) throws IOException {
    Token first = TokenFile.ensure(folder);
    Path file = folder.resolve(TokenFile.NAME);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThat(TokenFile.ensure(folder).hex()).isNotEqualTo(first.hex());
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "ZZZZ", " \n"})
  void whatIsNoTokenIsReplaced(String content) throws IOException {
    TokenFile.ensure(folder);
    Files.writeString(folder.resolve(TokenFile.NAME), content);

    assertThat(Token.parse(Files.readString(folder.resolve(TokenFile.NAME)))).isEmpty();
    assertThat(TokenFile.ensure(folder).hex())
        .isEqualTo(Files.readString(folder.resolve(TokenFile.NAME)).strip());
  }

  @Test
  void aLinkInItsPlaceIsNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), Token.random().hex());
    Path state = Files.createDirectory(folder.resolve("state"));
    Files.createSymbolicLink(state.resolve(TokenFile.NAME), elsewhere);

    assertThatThrownBy(() -> TokenFile.ensure(state))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("remove it");
  }

  @Test
  void aTokenDoesNotPrintItself() {
    Token token = Token.random();

    assertThat(token.toString()).doesNotContain(token.hex());
    assertThat(Token.random().hex()).isNotEqualTo(token.hex());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
