package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.archive.ArchiveOpening;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;

/**
 * Addresses that are not of the public Internet, in each spelling and by each way that may lead to
 * one. A server of the public Internet is had by a name that leads to an address of it, the
 * connection to which ends on loopback.
 */
final class PublicOnlyTest extends DownloadTestBase {

  private static final byte[] PUBLIC = {93, (byte) 184, (byte) 216, 34};
  private static final String NAME = "public.example";

  /** What names lead to. A list with several is asked in turn, as when a name changes. */
  private final Map<String, List<List<InetAddress>>> names = new HashMap<>();

  private final Map<String, AtomicInteger> lookups = new HashMap<>();

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings, this::rerouted);
  }

  private OkHttpClient.Builder rerouted(OkHttpClient.Builder builder) {
    OkHttpClient usual = builder.build();
    return builder
        .dns(name -> names.containsKey(name) ? found(name) : usual.dns().lookup(name))
        .socketFactory(new Rerouted(usual.socketFactory()));
  }

  private List<InetAddress> found(String name) {
    List<List<InetAddress>> all = names.getOrDefault(name, List.of());
    int turn = lookups.computeIfAbsent(name, any -> new AtomicInteger()).getAndIncrement();
    return all.get(Math.min(turn, all.size() - 1));
  }

  /** Sockets that the program made judge all addresses but one, which stands for the Internet. */
  private static final class Rerouted extends SocketFactory {
    private final SocketFactory usual;

    Rerouted(SocketFactory usual) {
      this.usual = usual;
    }

    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
          InetSocketAddress to = (InetSocketAddress) endpoint;
          if (java.util.Arrays.equals(to.getAddress().getAddress(), PUBLIC)) {
            super.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), to.getPort()), timeout);
          } else {
            try (Socket judged = usual.createSocket()) {
              judged.connect(endpoint, timeout);
            }
            // Nothing of a test goes out to the Internet.
            throw new ConnectException("judged to be public: " + endpoint);
          }
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }

  private static byte[] mapped(int... last) {
    byte[] bytes = new byte[16];
    bytes[10] = -1;
    bytes[11] = -1;
    for (int i = 0; i < 4; i++) {
      bytes[12 + i] = (byte) last[i];
    }
    return bytes;
  }

  /** Not 0177.0.0.1, which Java takes for 177.0.0.1. */
  static Stream<String> spellings() {
    return Stream.of(
        "127.0.0.1",
        "127.1",
        "127.0.0.9",
        "localhost",
        "LOCALHOST.",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "017700000001",
        "0.0.0.0",
        "0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:10.0.0.1]",
        "[::127.0.0.1]",
        "[::ffff:0:10.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]",
        "[2002:7f00:1::]",
        "[2002:c0a8:101::1]",
        "[2001:0:a00:1::1]",
        "[fe80::1]",
        "[fec0::1]",
        "[fc00::1]",
        "[fd12:3456::1]",
        "[ff02::1]",
        "[2001:db8::1]",
        "[100::1]");
  }

  enum Way {
    URL,
    REDIRECT,
    PAGE,
    PAGE_BY_REDIRECT,
    ARCHIVE,
    ARCHIVE_BY_REDIRECT
  }

  static Stream<Arguments> spellingsAndWays() {
    return spellings().flatMap(host -> Stream.of(Way.values()).map(way -> Arguments.of(host, way)));
  }

  private void start() {
    Reach reach =
        Reach.of(
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            true);
    downloads.close();
    downloads = engine(settings().withReach(reach));
  }

  private String at(String host, String path) {
    return "http://" + host + ":" + url(server.url("/")).port() + path;
  }

  @ParameterizedTest
  @MethodSource("spellingsAndWays")
  void noPrivateAddressIsConnectedToByWhateverSpellingAndWay(String host, Way way)
      throws Exception {
    names.put(NAME, List.of(List.of(InetAddress.getByAddress(NAME, PUBLIC))));
    String bad = at(host, "/private");
    server.on("/hop", Replies.status(302, "Location: " + bad));
    server.on("/private", Replies.body(HttpFaults.CLIP));
    start();

    String reason =
        switch (way) {
          case URL -> reason(begun(bad));
          case REDIRECT -> reason(begun(at(NAME, "/hop")));
          case PAGE -> reason(page(bad));
          case PAGE_BY_REDIRECT -> reason(page(at(NAME, "/hop")));
          case ARCHIVE -> archive(bad);
          case ARCHIVE_BY_REDIRECT -> archive(at(NAME, "/hop"));
        };

    // Java takes some spellings for no address at all; what counts is that nobody is asked.
    assertThat(reason)
        .containsAnyOf("address-refused", "dns", "bad-url", "resolver: it printed no");
    assertThat(server.requests()).noneMatch(request -> request.path().equals("/private"));
  }

  private ClipDownload begun(String url) {
    return switch (ClipSource.of(url)) {
      case ClipSource.Web(var parsed) -> downloads.begin(parsed, target(), POLICY, meter);
      case ClipSource.Unusable(var reason) -> throw new Refused(reason.text());
      case ClipSource.None _, ClipSource.Member _ -> throw new AssertionError(url);
    };
  }

  /** A URL that is none. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  private ClipDownload page(String media) throws IOException {
    Path program = folder.resolve("resolver");
    Files.writeString(program, "#!/bin/sh\necho '" + media + "'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return downloads
        .resolving(Optional.of(program.toString()), "page.example")
        .begin(url("http://page.example/watch"), target(), POLICY, meter);
  }

  private String archive(String url) throws Exception {
    try {
      var _ =
          downloads.open(
              new ArchivePlace.Remote(url),
              new ArchiveOpening(name -> true, Optional.empty(), false),
              POLICY);
      throw new AssertionError("an archive was opened");
    } catch (MachineFaultException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String reason(ClipDownload download) throws Exception {
    return settle(download) instanceof AttemptOutcome.Failed(var reason, boolean _)
        ? reason.text()
        : "";
  }

  static Stream<byte[]> hiddenAddresses() {
    return Stream.of(
        new byte[] {127, 0, 0, 1},
        new byte[] {10, 0, 0, 1},
        mapped(127, 0, 0, 1),
        mapped(169, 254, 169, 254),
        InetAddress.ofLiteral("fd00::1").getAddress(),
        InetAddress.ofLiteral("64:ff9b::7f00:1").getAddress(),
        InetAddress.ofLiteral("2002:7f00:1::").getAddress());
  }

  @ParameterizedTest
  @MethodSource("hiddenAddresses")
  void aNameThatLeadsToAPrivateAddressIsNotConnectedTo(byte[] address) throws Exception {
    names.put("tricky.example", List.of(List.of(asV6(address))));
    server.on("/private", Replies.body(HttpFaults.CLIP));
    start();

    assertThat(reason(begun(at("tricky.example", "/private")))).startsWith("address-refused");
    assertThat(server.requests()).isEmpty();
  }

  /** As a resolver gives it: an IPv4 address within an IPv6 address stays one. */
  private static InetAddress asV6(byte[] address) throws UnknownHostException {
    return address.length == 16
        ? java.net.Inet6Address.getByAddress("tricky.example", address, -1)
        : InetAddress.getByAddress("tricky.example", address);
  }

  @Test
  void aNameThatChangesBetweenTwoRequestsIsJudgedByTheAddressOfEach() throws Exception {
    InetAddress good = InetAddress.getByAddress(NAME, PUBLIC);
    names.put(NAME, List.of(List.of(good), List.of(asV6(mapped(127, 0, 0, 1)))));
    // The first reply says that the connection ends with it.
    server.on("/hop", Replies.status(302, "Location: /private", "Connection: close"));
    server.on("/private", Replies.body(HttpFaults.CLIP));
    start();

    assertThat(reason(begun(at(NAME, "/hop")))).startsWith("address-refused");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void ofSeveralAddressesThePublicOneIsTaken() throws Exception {
    names.put(
        NAME,
        List.of(
            List.of(
                InetAddress.getByAddress(NAME, new byte[] {10, 0, 0, 1}),
                InetAddress.getByAddress(NAME, PUBLIC))));
    server.on("/a", Replies.body(HttpFaults.CLIP));
    start();

    assertFetched(settle(begun(at(NAME, "/a"))), HttpFaults.CLIP);
  }
}
