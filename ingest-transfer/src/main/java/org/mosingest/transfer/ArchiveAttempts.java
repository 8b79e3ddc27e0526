package org.mosingest.transfer;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.archive.ArchiveOpening;
import org.mosingest.transfer.archive.ZipArchive;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.StopSwitch;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.Hops;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens archives, attempt after attempt, waiting in between on the calling thread.
 *
 * @param opening what is wanted of one
 * @param policy how long an attempt may take, and how many faults are forgiven
 */
record ArchiveAttempts(ArchiveOpening opening, DownloadPolicy policy) {

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveAttempts.class);

  /**
   * Opens one.
   *
   * @param hops asks for a URL; empty where ranges cannot be asked for
   */
  ZipArchive open(ArchivePlace place, Function<ClipUrl, Optional<Hops>> hops)
      throws InterruptedException, MachineFaultException {
    return switch (place) {
      case ArchivePlace.Local local -> opening.local(local, attempt(place.name()));
      case ArchivePlace.Remote remote -> remote(remote, hops);
    };
  }

  private ZipArchive remote(ArchivePlace.Remote place, Function<ClipUrl, Optional<Hops>> asking)
      throws InterruptedException, MachineFaultException {
    if (!(ClipUrl.parse(place.url()) instanceof ClipUrl url)) {
      throw new IllegalArgumentException("not an http or https URL of an archive: " + place.url());
    }
    Hops hops =
        asking
            .apply(url)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "clips cannot be extracted from "
                            + url
                            + " by curl: omit curl, or give a local copy of the archive"));
    for (int faults = 1; ; faults++) {
      try {
        return opening.remote(place, url, hops, attempt(url.host()));
      } catch (ClipFault e) {
        if (faults > policy.retries()) {
          throw new MachineFaultException(
              "cannot read the archive " + url + ": " + e.getMessage(), e);
        }
        LOG.warn("cannot read the archive {} yet: {}", url, e.getMessage());
        long wait = policy.delays().before(faults).toNanos();
        TimeUnit.NANOSECONDS.sleep(Math.max(wait, e.atLeast().toNanos()));
      }
    }
  }

  private AttemptState attempt(String host) {
    return new AttemptState(next -> {}, host, policy.attemptTimeout(), new StopSwitch());
  }
}
