package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import okhttp3.Credentials;
import okhttp3.Protocol;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.PublicAddresses;
import org.mosingest.transfer.reach.Reach;

/**
 * By which proxy, with which login, with whose certificate, at which addresses servers are reached.
 */
final class ReachTest extends DownloadTestBase {

  private static final byte[] CLIP = HttpFaults.CLIP;
  private static final String LOGIN = Credentials.basic("anna", "pl4nted", UTF_8);

  private final TlsServers servers = new TlsServers();

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @AfterEach
  void stopServers() throws Exception {
    servers.close();
  }

  /** What {@link Reach#of} is told, one thing at a time. */
  private record Wish(
      Map<String, String> env,
      Optional<String> proxy,
      Optional<Path> netrc,
      List<String> headers,
      Optional<Path> cacert,
      List<String> insecure,
      boolean publicOnly) {

    static Wish none() {
      return new Wish(
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          false);
    }

    Wish env(Map<String, String> other) {
      return new Wish(other, proxy, netrc, headers, cacert, insecure, publicOnly);
    }

    Wish proxy(String url) {
      return new Wish(env, Optional.of(url), netrc, headers, cacert, insecure, publicOnly);
    }

    Wish netrc(Path file) {
      return new Wish(env, proxy, Optional.of(file), headers, cacert, insecure, publicOnly);
    }

    Wish headers(String... fields) {
      return new Wish(env, proxy, netrc, List.of(fields), cacert, insecure, publicOnly);
    }

    Wish cacert(Path file) {
      return new Wish(env, proxy, netrc, headers, Optional.of(file), insecure, publicOnly);
    }

    Wish insecure(String host) {
      return new Wish(env, proxy, netrc, headers, cacert, List.of(host), publicOnly);
    }

    Wish onlyPublic() {
      return new Wish(env, proxy, netrc, headers, cacert, insecure, true);
    }

    Reach reach() {
      return Reach.of(env, proxy, netrc, headers, cacert, insecure, publicOnly);
    }
  }

  private AttemptOutcome fetch(Wish wish, String url) throws Exception {
    downloads.close();
    downloads = engine(settings().withReach(wish.reach()));
    return settle(downloads.begin(url(url), target(), POLICY, meter));
  }

  private Path secret(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private String local(String path) {
    return server.url(path).replace("127.0.0.1", "localhost");
  }

  @Test
  void aProxyWithALoginIsAskedAndTheServerIsNotToldTheLogin() throws Exception {
    server.on("/a", Replies.body(CLIP));
    try (ProxyServer proxy = ProxyServer.start(LOGIN)) {
      String through = "http://anna:pl4nted@127.0.0.1:" + proxy.port();
      String url = "http://far.example:" + url(server.url("/a")).port() + "/a";
      assertFetched(fetch(Wish.none().proxy(through), url), CLIP);
      assertThat(proxy.wasSent("proxy-authorization: basic")).isTrue();
      Files.delete(target());
      assertFetched(fetch(Wish.none().env(Map.of("http_proxy", through)), url), CLIP);
    }
  }

  @Test
  void theEnvironmentIsReadAsCurlReadsIt() throws Exception {
    server.on("/a", Replies.body(CLIP));
    try (ProxyServer proxy = ProxyServer.start("")) {
      String through = "127.0.0.1:" + proxy.port();
      // A proxy that is not asked leaves the request on its direct way.
      assertFetched(fetch(Wish.none().env(Map.of("HTTP_PROXY", through)), server.url("/a")), CLIP);
      Files.delete(target());
      assertFetched(
          fetch(
              Wish.none().env(Map.of("http_proxy", through, "NO_PROXY", "x.example, 127.0.0.1")),
              server.url("/a")),
          CLIP);
      Files.delete(target());
      assertFetched(fetch(Wish.none().env(Map.of("https_proxy", through)), server.url("/a")), CLIP);
      assertThat(proxy.heads()).isEmpty();
      Files.delete(target());
      assertFetched(fetch(Wish.none().env(Map.of("ALL_PROXY", through)), server.url("/a")), CLIP);
      assertThat(proxy.heads()).hasSize(1);
    }
  }

  @Test
  void throughAProxyHttpsIsATunnel() throws Exception {
    String url = servers.serve(Protocol.HTTP_1_1, TlsServers.good(), reply -> reply);
    Path authority = folder.resolve("ca.pem");
    Files.writeString(authority, TlsServers.authorityPem());
    try (ProxyServer proxy = ProxyServer.start(LOGIN)) {
      Wish wish =
          Wish.none().proxy("http://anna:pl4nted@127.0.0.1:" + proxy.port()).cacert(authority);
      assertFetched(fetch(wish, url), CLIP);
      assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT 127.0.0.1:"));
    }
  }

  @Test
  void aPrivateAuthorityIsTrustedBesideTheSystems() throws Exception {
    String url = servers.serve(Protocol.HTTP_2, TlsServers.good(), reply -> reply);
    Path authority = folder.resolve("ca.pem");
    Files.writeString(authority, TlsServers.authorityPem());
    assertFailed(fetch(Wish.none(), url), "tls");
    assertFetched(fetch(Wish.none().cacert(authority), url), CLIP);
    Files.delete(target());
    assertFetched(fetch(Wish.none().env(Map.of("SSL_CERT_FILE", authority.toString())), url), CLIP);
  }

  @Test
  void blocksThatLookRightAndAreNoCertificatesAreRefused() throws Exception {
    byte[] der = new byte[304];
    // A sequence of 300 bytes, as long as it says.
    der[0] = 0x30;
    der[1] = (byte) 0x82;
    der[2] = 0x01;
    der[3] = 0x2c;
    String block =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE-----\n";
    Path file = Files.writeString(folder.resolve("ca.pem"), block);
    Map<String, String> env = Map.of("CURL_CA_BUNDLE", file.toString());
    for (Wish wish : List.of(Wish.none().cacert(file), Wish.none().env(env))) {
      assertThatIllegalArgumentException()
          .isThrownBy(wish::reach)
          .withMessageStartingWith("cannot read certificates from " + file);
    }
    // As many as a system has are parsed when the first https URL is asked for.
    Files.writeString(file, block.repeat(100));
    server.on("/a", Replies.body(CLIP));
    assertFetched(fetch(Wish.none().env(env), server.url("/a")), CLIP);
    String url = servers.serve(Protocol.HTTP_1_1, TlsServers.good(), reply -> reply);
    Files.delete(target());
    assertThatExceptionOfType(MachineFaultException.class)
        .isThrownBy(() -> fetch(Wish.none().env(env), url))
        .withMessageStartingWith("cannot read certificates from " + file);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Wish.none().cacert(Path.of("/dev/zero")).reach())
        .withMessage("cannot read certificates from /dev/zero: it has more than 4194304 bytes");
  }

  @Test
  void anInsecureHostMayShowAnyCertificateAndNoOtherHostMay() throws Exception {
    for (HeldCertificate certificate :
        List.of(TlsServers.expired(), TlsServers.ofAStranger(), TlsServers.ofAnotherHost())) {
      String url = servers.serve(Protocol.HTTP_1_1, certificate, reply -> reply);
      assertFailed(fetch(Wish.none().insecure("other.example"), url), "tls");
      assertFetched(fetch(Wish.none().insecure("127.0.0.1"), url), CLIP);
      Files.delete(target());
    }
  }

  @Test
  void aLoginAndAFieldGoToTheirHostAndNotAlongARedirect() throws Exception {
    server.on("/a", Replies.status(302, "Location: " + local("/b")));
    server.on("/b", Replies.body(CLIP));
    Path netrc =
        secret(
            "netrc",
            "# mine\nmachine 127.0.0.1 login anna password pl4nted\ndefault login x password y\n");
    Path fields = secret("fields", "127.0.0.1: X-Token: s3cret\n");
    assertFetched(fetch(Wish.none().netrc(netrc).headers("@" + fields), server.url("/a")), CLIP);
    assertThat(server.requests().get(0).header("Authorization")).contains(LOGIN);
    assertThat(server.requests().get(0).header("X-Token")).contains("s3cret");
    assertThat(server.requests().get(1).header("Authorization")).isEmpty();
    assertThat(server.requests().get(1).header("X-Token")).isEmpty();
  }

  @Test
  void nothingIsTakenAlongFromHttpsToHttp() throws Exception {
    server.on("/b", Replies.body(CLIP));
    String url =
        servers.serve(
            Protocol.HTTP_1_1,
            TlsServers.good(),
            reply -> new MockResponse.Builder().code(302).addHeader("Location", server.url("/b")));
    Path netrc = secret("netrc", "machine 127.0.0.1 login anna password pl4nted");
    assertFetched(
        fetch(
            Wish.none().netrc(netrc).headers("127.0.0.1: X-Token: s3cret").insecure("127.0.0.1"),
            url),
        CLIP);
    assertThat(server.requests()).hasSize(1);
    assertThat(server.requests().get(0).header("Authorization")).isEmpty();
    assertThat(server.requests().get(0).header("X-Token")).isEmpty();
  }

  @Test
  void whetherAHostCanBeReachedIsTriedByTheWayOfItsRequests() throws Exception {
    String far = "http://far.example:" + url(server.url("/a")).port() + "/a";
    try (ProxyServer proxy = ProxyServer.start(LOGIN)) {
      assertThat(connects(Wish.none().proxy("127.0.0.1:" + proxy.port()), far)).isTrue();
    }
    assertThat(connects(Wish.none(), server.url("/a"))).isTrue();
    assertThat(connects(Wish.none().onlyPublic(), server.url("/a"))).isFalse();
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = closed.getLocalPort();
      closed.close();
      assertThat(connects(Wish.none().proxy("127.0.0.1:" + port), server.url("/a"))).isFalse();
    }
  }

  private boolean connects(Wish wish, String url) {
    try (Downloads reaching = engine(settings().withReach(wish.reach()))) {
      return reaching.connects(url(url));
    }
  }

  @Test
  void filesThatOthersCanReadAreRefused() throws Exception {
    Path netrc = secret("netrc", "machine h login anna password pl4nted");
    Files.setPosixFilePermissions(netrc, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> Wish.none().netrc(netrc).reach())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can be read by others; run chmod 600");
    assertThatThrownBy(() -> Wish.none().headers("@" + netrc).reach())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can be read by others; run chmod 600");
  }

  @Test
  void aNetrcMayHoldVeryLongWordsAndMacros() throws Exception {
    String longWord = "\\\"a".repeat(250_000);
    Path netrc =
        secret(
            "netrc",
            "macdef init\n"
                + "put x\n".repeat(30_000)
                + "\nmachine other login \""
                + longWord
                + "\" password x\nmachine 127.0.0.1 login anna password pl4nted");
    server.on("/a", Replies.body(CLIP));
    assertFetched(fetch(Wish.none().netrc(netrc), server.url("/a")), CLIP);
    assertThat(server.requests().getFirst().header("Authorization")).contains(LOGIN);
  }

  @Test
  void whatCannotBeUsedIsSaidWithoutItsSecret() throws Exception {
    Path netrc = secret("netrc", "machine h login anna pl4nted pl4nted");
    List<Wish> wrong =
        List.of(
            Wish.none().netrc(netrc),
            Wish.none().headers("h X-Token pl4nted"),
            Wish.none().headers("h: Range: pl4nted"),
            Wish.none().proxy("https://anna:pl4nted@h:1"),
            Wish.none().proxy("socks5://anna:pl4nted@h:1"),
            Wish.none().proxy("http://anna:pl4nted@h:x"),
            Wish.none().proxy("http://anna:pl4nted@h:1").onlyPublic());
    assertThat(wrong)
        .allSatisfy(
            wish ->
                assertThatThrownBy(wish::reach)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .isNotBlank()
                    .doesNotContain("pl4nted"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "127.1", "[::ffff:127.0.0.1]"})
  void noPrivateAddressIsConnectedToByWhateverName(String host) throws Exception {
    server.on("/a", Replies.body(CLIP));
    String url = "http://" + host + ":" + url(server.url("/a")).port() + "/a";
    assertFailed(fetch(Wish.none().onlyPublic(), url), "address-refused");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "2002:7f00:1::",
        "2002:a00:1::"
      })
  void addressesOfNobody(String address) {
    assertThat(PublicAddresses.contains(InetAddresses.forString(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "100.128.0.1", "192.1.0.1", "2a00:1450::1", "64:ff9b::8.8.8.8"})
  void addressesOfAll(String address) {
    assertThat(PublicAddresses.contains(InetAddresses.forString(address))).isTrue();
  }
}
