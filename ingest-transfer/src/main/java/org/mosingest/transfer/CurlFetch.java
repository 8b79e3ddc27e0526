package org.mosingest.transfer;

import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.process.ProgramStart;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.LeastRate;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.OwnAddress;
import org.mosingest.transfer.part.PartFile;

/**
 * Fetches a clip by an external curl, one process an attempt. It starts from zero each time and
 * follows redirects by itself, so that only the first host's slot is held; its rate limit holds for
 * each process. Everything behind the transfer, the judgement of the first bytes, hash, sync and
 * rename, is the same as with the native engine, but the file is read once for the hash.
 */
final class CurlFetch implements ClipFetch {

  /** What curl may take beyond its own time limit before it is killed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String curlBin;
  private final ClipUrl url;
  private final PartFile part;
  private final HighWater highWater;
  private final RateGate gate;
  private final TransferMeter meter;
  private final TransferSettings settings;
  private final OwnAddress own;
  private final PartCommit commit = new PartCommit();

  CurlFetch(
      String curlBin,
      ClipUrl url,
      PartFile part,
      HighWater highWater,
      RateGate gate,
      TransferMeter meter,
      TransferSettings settings,
      OwnAddress own) {
    this.curlBin = curlBin;
    this.url = url;
    this.part = part;
    this.highWater = highWater;
    this.gate = gate;
    this.meter = meter;
    this.settings = settings;
    this.own = own;
  }

  @Override
  public ClipContent fetch(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    own.refuse(url);
    try (part) {
      part.prepare(url.url());
      // Also what the native engine left: its record must not stand beside curl's bytes.
      part.discard();
      attempt.startClock();
      Optional<ClipFault> fault;
      try {
        fault = run(attempt);
        long size = DiskFaults.guard("read", part.path(), this::size);
        meter.received(size);
        highWater.reached(size);
        if (fault.isEmpty()) {
          fault = judge(size);
        }
      } catch (InterruptedException e) {
        // Not to be continued, so not to be kept.
        part.discard();
        throw e;
      }
      if (fault.isPresent()) {
        part.discard();
        throw fault.get();
      }
      part.adopt();
      return commit.of(part);
    }
  }

  private Optional<ClipFault> run(AttemptState attempt)
      throws InterruptedException, MachineFaultException {
    Process curl;
    try {
      curl =
          ProgramStart.of(
              new ProcessBuilder(arguments(attempt.timeLeft()))
                  .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD));
    } catch (IOException e) {
      throw new MachineFaultException(
          "cannot start curl as "
              + curlBin
              + ": "
              + e.getMessage()
              + "; give a curl that works, or none",
          e,
          Setting.CURL);
    }
    CurlErrors errors = CurlErrors.drain(curl.getErrorStream());
    attempt.stop().arm(() -> kill(curl));
    try {
      boolean ended =
          curl.waitFor(attempt.timeLeft().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      attempt.stop().check();
      if (!ended) {
        return Optional.of(ClipFault.passing(Reason.of(ReasonWord.TIMEOUT, "curl did not exit")));
      }
      int status = curl.exitValue();
      String said = errors.text();
      if (status == 0) {
        attempt.reached();
        return Optional.empty();
      }
      if (CurlErrors.isKilled(status)) {
        // Ctrl-C at a terminal goes to curl too, and it dies before this thread hears of the stop.
        TimeUnit.SECONDS.sleep(1);
      }
      if (CurlErrors.isDisk(status)) {
        throw DiskFaults.machineFault(
            "have curl write", part.path(), new IOException(said.strip()));
      }
      if (CurlErrors.hostReached(status, said)) {
        attempt.reached();
      }
      return Optional.of(CurlErrors.fault(status, said));
    } finally {
      attempt.stop().disarm();
      kill(curl);
    }
  }

  private List<String> arguments(Duration time) {
    List<String> all =
        new ArrayList<>(List.of(curlBin, "--location", "--fail", "--silent", "--show-error"));
    all.addAll(
        List.of(
            "--max-time", seconds(time), "--connect-timeout", seconds(settings.connectTimeout())));
    all.addAll(
        List.of(
            "--speed-limit",
            Long.toString(leastBytesPerS()),
            "--speed-time",
            Long.toString(Math.max(1, settings.stallTimeout().toSeconds()))));
    all.addAll(
        List.of(
            "--proto",
            "=http,https",
            "--proto-redir",
            "=http,https",
            "--max-redirs",
            "10",
            "--globoff"));
    // Kept for this clip's redirects, and read from nowhere.
    all.addAll(List.of("--cookie", ""));
    all.addAll(List.of("--max-filesize", Long.toString(settings.maxClipBytes())));
    OptionalLong rate = gate.bytesPerS();
    if (rate.isPresent()) {
      all.addAll(List.of("--limit-rate", Long.toString(rate.getAsLong())));
    }
    // A ClipUrl begins with http, so that curl cannot take it for an option; the path is absolute.
    all.addAll(List.of("--output", part.path().toString(), url.url()));
    return all;
  }

  /** What our own limit slows down is not the server's fault. */
  private long leastBytesPerS() {
    return Math.clamp(gate.bytesPerS().orElse(Long.MAX_VALUE) / 2, 1, LeastRate.LEAST_BYTES_PER_S);
  }

  private Optional<ClipFault> judge(long size) throws MachineFaultException, InterruptedException {
    if (size == 0) {
      return Optional.of(ClipFault.lasting(Reason.of(ReasonWord.CURL_EMPTY_OUTPUT)));
    }
    if (size > settings.maxClipBytes()) {
      return Optional.of(
          ClipFault.lasting(
              Reason.of(ReasonWord.TOO_LARGE, "more than " + settings.maxClipBytes() + " bytes")));
    }
    ByteBuffer head = ByteBuffer.allocate(BodySniffer.WANTED);
    DiskFaults.guardStep(
        "read",
        part.path(),
        () -> {
          try (FileChannel in = FileChannel.open(part.path(), StandardOpenOption.READ)) {
            while (head.hasRemaining() && in.read(head) >= 0) {}
          }
        });
    return BodySniffer.notAVideo(head.array(), head.position())
        .map(what -> ClipFault.lasting(Reason.of(ReasonWord.NOT_A_VIDEO, what)));
  }

  private long size() throws IOException {
    return Files.exists(part.path()) ? Files.size(part.path()) : 0;
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(Math.max(1, time.toMillis()), 3).stripTrailingZeros().toPlainString();
  }

  /** A wrapper script's children too: none of them may write to the part any more. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
