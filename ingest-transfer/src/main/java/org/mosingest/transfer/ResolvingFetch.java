package org.mosingest.transfer;

import java.util.Optional;
import java.util.function.Function;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.OwnAddress;
import org.mosingest.transfer.page.PageResolver;

/**
 * Fetches the video of a page: where it lies is asked for anew at each attempt, since such URLs
 * expire. What has come is continued where it is the same video, as with any URL.
 */
final class ResolvingFetch implements ClipFetch {

  /** The fetch of one media URL, which keeps what it learnt while that stays the same. */
  private record Media(ClipUrl url, ClipFetch fetch) {}

  private final ClipUrl page;
  private final PageResolver resolver;
  private final OwnAddress own;
  private final Function<ClipUrl, ClipFetch> fetches;
  private Optional<Media> last = Optional.empty();

  ResolvingFetch(
      ClipUrl page, PageResolver resolver, OwnAddress own, Function<ClipUrl, ClipFetch> fetches) {
    this.page = page;
    this.resolver = resolver;
    this.own = own;
    this.fetches = fetches;
  }

  @Override
  public ClipContent fetch(AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    own.refuse(page);
    attempt.stepAside();
    ClipUrl url = resolver.resolve(page, attempt);
    attempt.stepBack();
    Media media =
        last.filter(before -> before.url().equals(url))
            .orElseGet(() -> new Media(url, fetches.apply(url)));
    last = Optional.of(media);
    attempt.startClock();
    try {
      return media.fetch().fetch(attempt);
    } catch (ClipFault fault) {
      // A URL that has expired says no for good; the next one may not.
      throw fault.isLasting() && fault.reason().word() == ReasonWord.HTTP_STATUS
          ? ClipFault.passing(fault.reason())
          : fault;
    }
  }
}
