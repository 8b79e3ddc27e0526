package org.mosingest.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Clip;
import org.mosingest.transfer.http.ClipUrl;

/**
 * The URLs of one clip, tried in turn: the manifest's own, then its mirrors. What failed is kept
 * for the reason that is given in the end. Used by one thread at a time.
 */
public final class ClipUrls {

  private final List<String> cells = new ArrayList<>();
  private final List<String> mirrorsFailed = new ArrayList<>();
  private Optional<Reason> first = Optional.empty();
  private String asked = "";
  private int next;
  private final Function<ClipUrl, Optional<Reason>> refusal;

  /**
   * None tried yet.
   *
   * @param refusal why one that can be read cannot be asked all the same
   */
  public ClipUrls(Clip clip, Function<ClipUrl, Optional<Reason>> refusal) {
    this.refusal = refusal;
    cells.add(clip.url());
    cells.addAll(clip.supply().mirrors());
  }

  /** The next that can be asked; empty if none is left. Those that cannot be asked have failed. */
  public Optional<ClipUrl> next() {
    while (next < cells.size()) {
      String cell = cells.get(next);
      next++;
      switch (ClipSource.of(cell)) {
        // A cell names no member of an archive.
        case ClipSource.None(), ClipSource.Member _ -> failed(Reason.of(ReasonWord.NO_URL));
        case ClipSource.Unusable(Reason reason) -> failed(reason);
        case ClipSource.Web(ClipUrl url) -> {
          asked = url.host();
          Optional<Reason> refused = refusal.apply(url);
          if (refused.isEmpty()) {
            return Optional.of(url);
          }
          failed(refused.get());
        }
      }
    }
    return Optional.empty();
  }

  /** The one that {@link #next} gave last has failed for good. */
  public void failed(Reason reason) {
    if (first.isEmpty()) {
      first = Optional.of(reason);
    } else {
      mirrorsFailed.add((asked.isEmpty() ? "" : asked + " ") + reason.start());
    }
    asked = "";
  }

  /** Why the manifest's own failed, as far as it was tried; empty if it has not. */
  public Optional<Reason> ownFailed() {
    return first;
  }

  /** Why none of them brought the clip: the first one's reason, and what the mirrors met. */
  public Reason reason() {
    Reason own = first.orElseThrow();
    if (mirrorsFailed.isEmpty()) {
      return own;
    }
    String also = "mirrors failed too: " + String.join(", ", mirrorsFailed);
    return new Reason(
        own.word(), own.text() + (own.text().equals(own.start()) ? ": " : "; ") + also);
  }
}
