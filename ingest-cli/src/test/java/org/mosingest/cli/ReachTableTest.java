package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.Credentials;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.ProxyServer;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.SocksServer;
import org.mosingest.transfer.TlsServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each option by which servers are reached, against servers on loopback: in {@code run}, {@code
 * doctor} and {@code daemon} alike, and no file, log or answer that holds a planted secret.
 */
@Timeout(300)
final class ReachTableTest extends DaemonTestBase {

  private static final String SECRET = "pl4nted";
  private static final String LOGIN = Credentials.basic("anna", SECRET + "2", UTF_8);

  private final TlsServers tls = new TlsServers();

  /**
   * A row of the table.
   *
   * @param url where its clip lies; a mirror after a comma
   * @param outcome how its reason starts; empty if it comes
   */
  private record Place(String url, String outcome) {}

  @AfterEach
  void stopServers() throws Exception {
    tls.close();
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.createDirectories(temporary.resolve("home")).resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private String cacert() throws IOException {
    return "--cacert=" + secret("ca.pem", TlsServers.authorityPem());
  }

  private int port() {
    return Integer.parseInt(server.url("").replaceFirst(".*:", ""));
  }

  private static CorpusBed bed(Path folder, List<Place> places) throws IOException {
    List<String> lines = new ArrayList<>(List.of("file_name,MOS,url,mirror_url"));
    for (int i = 0; i < places.size(); i++) {
      String url = places.get(i).url();
      lines.add(i + ".mp4,1.5," + url + (url.contains(",") ? "" : ","));
    }
    CorpusBed bed = new CorpusBed(folder);
    Files.writeString(folder.resolve("manifest.csv"), String.join("\n", lines) + "\n");
    return bed;
  }

  private static void assertOutcomes(CorpusBed bed, List<Place> places) throws IOException {
    JsonNode entries = JsonMapper.shared().readTree(Files.readAllBytes(bed.progress()));
    for (int i = 0; i < places.size(); i++) {
      String reason = entries.path(i + ".mp4").path("reason").asString("");
      assertThat(reason).as(places.get(i).url()).startsWith(places.get(i).outcome());
      assertThat(reason.isEmpty()).as(reason).isEqualTo(places.get(i).outcome().isEmpty());
    }
  }

  /**
   * Asks all three of them for the same.
   *
   * @param told what doctor is to say
   */
  private void everywhere(List<Place> places, List<String> told, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--retries=0");
    Child.Ended doctor = onCorpus("doctor", bed(root.resolve("d"), places), options);
    assertThat(doctor.out()).contains(told);
    CorpusBed own = bed(root.resolve("run"), places);
    Child.Ended run = onCorpus("run", own, all.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    for (String option : options) {
      if (option.startsWith("--insecure-host=")) {
        assertThat(run.err())
            .contains("any certificate is accepted from " + option.replaceFirst(".*=", ""));
      }
    }
    assertOutcomes(own, places);
    CorpusBed submitted = bed(root.resolve("service"), places);
    all.set(options.length, "--log-level=DEBUG");
    daemon(all.toArray(String[]::new));
    String id = submit(submitted, "--retries=0");
    awaitState(id, "completed");
    assertOutcomes(submitted, places);
    assertThat(doctor.out() + doctor.err() + run.out() + run.err()).doesNotContain(SECRET);
    for (String path : List.of("/runs", "/runs/" + id, "/runs/" + id + "/failures", "/metrics")) {
      assertThat(ask(path).body()).doesNotContain(SECRET);
    }
    assertThat(filesWith(temporary, SECRET)).isEmpty();
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

  private List<FaultServer.Request> requestsFor(String host) {
    return server.requests().stream()
        .filter(request -> request.header("Host").orElse("").startsWith(host + ":"))
        .toList();
  }

  @Test
  void loginsFieldsAndCertificates() throws Exception {
    server.on("/a", Replies.body(CorpusBed.fake(1)));
    everywhere(
        List.of(
            new Place(server.url("/a"), ""),
            new Place("http://localhost:" + port() + "/a", ""),
            new Place("https://127.0.0.1:" + tls.serve(TlsServers.good("127.0.0.1")) + "/a", ""),
            new Place("https://localhost:" + tls.serve(TlsServers.ofAStranger("x")) + "/a", "")),
        List.of(
            "with a login from the netrc file",
            "with the field X-Token, X-Other",
            "127.0.0.1: CN=127.0.0.1, issued by CN=trusted",
            "localhost: the server's certificate is not signed by a trusted authority: CN=x"),
        "--netrc=" + secret("netrc", "machine 127.0.0.1 login anna password " + SECRET + "2"),
        "--header=127.0.0.1: X-Token: " + SECRET + "3",
        // As it is documented: its own argument, which is no file of arguments.
        "--header",
        "@" + secret("fields", "127.0.0.1: X-Other: " + SECRET + "4\n"),
        "--user-agent=lab/1.0 (mail@lab.example)",
        cacert(),
        "--insecure-host=localhost");

    assertThat(filesWith(root.resolve("run"), "--insecure-host=localhost")).isNotEmpty();
    for (String command : List.of("run", "service")) {
      assertThat(filesWith(root.resolve(command), "insecure_hosts")).isNotEmpty();
    }
    assertThat(requestsFor("127.0.0.1"))
        .hasSize(3)
        .allSatisfy(
            request -> {
              assertThat(request.header("Authorization")).contains(LOGIN);
              assertThat(request.header("X-Token")).contains(SECRET + "3");
              assertThat(request.header("X-Other")).contains(SECRET + "4");
              assertThat(request.header("User-Agent")).contains("lab/1.0 (mail@lab.example)");
            });
    assertThat(requestsFor("localhost"))
        .hasSize(3)
        .allSatisfy(
            request -> {
              assertThat(request.header("Authorization")).isEmpty();
              assertThat(request.header("X-Token")).isEmpty();
              assertThat(request.header("X-Other")).isEmpty();
            });
  }

  @Test
  void aProxyWithALoginAndWhatCertificatesAreWorthBehindIt() throws Exception {
    server.on("/a", Replies.body(CorpusBed.fake(1)));
    String tlsFault = "tls: the server's certificate ";
    List<Place> places =
        List.of(
            new Place("http://plain.example:" + port() + "/a", ""),
            place("good.example", TlsServers.good("good.example"), ""),
            place("old.example", TlsServers.expired("old.example"), tlsFault + "has expired"),
            place(
                "stranger.example",
                TlsServers.ofAStranger("stranger.example"),
                tlsFault + "is not signed by a trusted authority"),
            place("other.example", TlsServers.ofAnotherHost(), tlsFault + "is for another host"),
            place("lab.example", TlsServers.expired("lab.example"), ""));
    try (ProxyServer proxy = ProxyServer.start(Credentials.basic("paula", SECRET, UTF_8))) {
      everywhere(
          places,
          List.of(
              "plain.example: 1, through the proxy 127.0.0.1:" + proxy.port(),
              "the certificates of 3 hosts are refused",
              "old.example: the server's certificate has expired: CN=old.example, issued by"
                  + " CN=trusted, until 1970-01-02",
              "stranger.example: the server's certificate is not signed by a trusted authority:"
                  + " CN=stranger.example, issued by CN=stranger",
              "other.example: the server's certificate is for another host: CN=elsewhere.example",
              "the certificate of 1 host is not valid but accepted",
              "lab.example: the server's certificate has expired: CN=lab.example",
              "good.example: CN=good.example, issued by CN=trusted"),
          "--proxy=http://paula:" + SECRET + "@127.0.0.1:" + proxy.port(),
          cacert(),
          "--insecure-host=lab.example");

      assertThat(proxy.heads())
          .anyMatch(head -> head.startsWith("GET http://plain.example:"))
          .anyMatch(head -> head.startsWith("CONNECT good.example:"));
    }
    assertThat(server.requests())
        .hasSize(3)
        .allSatisfy(request -> assertThat(request.header("X-Token")).isEmpty());
  }

  private Place place(String host, HeldCertificate certificate, String outcome) throws IOException {
    return new Place("https://" + host + ":" + tls.serve(certificate) + "/a", outcome);
  }

  @Test
  void theEnvironmentsProxiesOfBothKinds() throws Exception {
    server.on("/a", Replies.body(CorpusBed.fake(1)));
    try (ProxyServer proxy = ProxyServer.start(Credentials.basic("paula", SECRET, UTF_8));
        SocksServer socks = SocksServer.start()) {
      environment.putAll(
          Map.of(
              "http_proxy", "http://paula:" + SECRET + "@127.0.0.1:" + proxy.port(),
              "ALL_PROXY", "socks5://127.0.0.1:" + socks.port(),
              "no_proxy", "127.0.0.1"));
      everywhere(
          List.of(
              new Place("http://plain.example:" + port() + "/a", ""),
              place("good.example", TlsServers.good("good.example"), ""),
              new Place(server.url("/a"), "")),
          List.of(
              "plain.example: 1, through the proxy 127.0.0.1:" + proxy.port(),
              "good.example: 1, through the proxy 127.0.0.1:" + socks.port(),
              "good.example: CN=good.example, issued by CN=trusted"),
          cacert());

      assertThat(socks.connections()).isEqualTo(3);
      assertThat(proxy.heads()).allMatch(head -> head.startsWith("GET http://plain.example:"));
      assertThat(requestsFor("127.0.0.1")).hasSize(3);
    }
  }

  @Test
  void publicAddressesOnlyAndPages() throws Exception {
    server.on("/a", Replies.body(CorpusBed.fake(1)));
    Path resolver = Scripts.program(temporary.resolve("resolver"), "echo " + server.url("/a"));
    String refused = "address-refused";
    everywhere(
        List.of(
            new Place(server.url("/a"), refused),
            new Place("http://localhost:" + port() + "/a", refused),
            new Place("http://2130706433:" + port() + "/a", refused),
            new Place(
                server.url("/a") + ",http://localhost:" + port() + "/a",
                refused + ": the URL leads to an address that is not on the public Internet"),
            new Place("http://page.example/watch", refused)),
        List.of(refused),
        "--public-only",
        "--resolver-bin=" + resolver,
        "--resolver-hosts=page.example");

    assertThat(server.requests()).isEmpty();
  }
}
