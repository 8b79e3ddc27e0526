package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.ProxyServer;
import org.mosingest.transfer.Replies;

/** What a user plants as a secret is sent where it is meant for, and stands nowhere else. */
@Timeout(300)
final class SecretsTest {

  private static final String SECRET = "pl4nted";

  @TempDir Path temporary = Path.of("");

  private Path secret(String name, String text) throws IOException {
    Path file = Files.createDirectories(temporary.resolve("home")).resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void noFileAndNoLogOfRunOrDoctorHoldsASecret() throws Exception {
    CorpusBed bed = new CorpusBed(temporary.resolve("corpus"));
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
    try (FaultServer server = FaultServer.start();
        ProxyServer proxy = ProxyServer.start(Credentials.basic("paula", SECRET + "1", UTF_8))) {
      server.on("/a", Replies.body(CorpusBed.fake(1))).on("/b", Replies.status(404));
      bed.row("a.mp4", server.url("/a"), "1.5").row("b.mp4", server.url("/b"), "2.5").write();
      List<String> options =
          List.of(
              "--konvid-dir=" + bed.folder(),
              "--min-rows=0",
              "--ffprobe-bin=" + ffprobe,
              "--proxy=http://paula:" + SECRET + "1@127.0.0.1:" + proxy.port(),
              "--netrc",
              secret("netrc", "machine 127.0.0.1 login anna password " + SECRET + "2").toString(),
              "--header",
              "127.0.0.1: X-Token: " + SECRET + "3",
              "--header=@" + secret("fields", "127.0.0.1: X-Other: " + SECRET + "4\n"),
              "--insecure-host=bad.example");

      Child.Ended doctor = ended("doctor", options);
      assertThat(server.requests()).isNotEmpty();
      Child.Ended run = ended("run", options);

      assertThat(doctor.out() + doctor.err() + run.out() + run.err()).doesNotContain(SECRET);
      assertThat(run.err()).contains("any certificate is accepted from bad.example");
      assertThat(run.lastLine()).contains("wrote 1 rows");
      assertThat(server.requests())
          .allSatisfy(
              request -> {
                assertThat(request.header("Authorization"))
                    .contains(Credentials.basic("anna", SECRET + "2", UTF_8));
                assertThat(request.header("X-Token")).contains(SECRET + "3");
                assertThat(request.header("X-Other")).contains(SECRET + "4");
              });
    }
    assertThat(filesWith(temporary, "--insecure-host=bad.example")).isNotEmpty();
    assertThat(filesWith(temporary, "insecure_hosts")).isNotEmpty();
    assertThat(filesWith(temporary, SECRET)).isEmpty();
  }

  private Child.Ended ended(String command, List<String> options) throws Exception {
    return new Child.Setup(temporary)
        .run(Stream.concat(Stream.of(command), options.stream()).toArray(String[]::new));
  }

  /** All files but those of the user's own home. */
  static List<Path> filesWith(Path folder, String text) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(folder.resolve("home")))
          .filter(file -> holds(file, text))
          .toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
