package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;

/** Servers behind a SOCKS proxy (RFC 1928), which the environment names. */
final class SocksProxyTest extends DownloadTestBase {

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @Test
  void allProxyMayBeASocksProxyWhichFindsTheHost() throws Exception {
    server.on("/a", Replies.body(HttpFaults.CLIP));
    try (SocksServer proxy = SocksServer.start()) {
      String through = "socks5://127.0.0.1:" + proxy.port();
      Reach reach =
          Reach.of(
              Map.of("ALL_PROXY", through),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              List.of(),
              false);
      downloads.close();
      downloads = engine(settings().withReach(reach));
      String far = "http://far.example:" + url(server.url("/a")).port() + "/a";

      assertFetched(settle(downloads.begin(url(far), target(), POLICY, meter)), HttpFaults.CLIP);
      assertThat(proxy.connections()).isPositive();
    }
  }
}
