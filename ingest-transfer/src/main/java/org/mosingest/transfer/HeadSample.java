package org.mosingest.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.StopSwitch;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;
import org.mosingest.transfer.http.ContentRange;
import org.mosingest.transfer.http.Hops;
import org.mosingest.transfer.http.HttpDates;
import org.mosingest.transfer.http.HttpWire;
import org.mosingest.transfer.http.HttpWire.Reply;
import org.mosingest.transfer.http.OkHttpWire;
import org.mosingest.transfer.http.OwnAddress;
import org.mosingest.transfer.http.RangeReply;
import org.mosingest.transfer.http.StatusRules;
import org.mosingest.transfer.http.Validator;

/**
 * Asks servers for the heads of some clips, as a download would: a GET for their first bytes (RFC
 * 9110 section 14.2), redirects followed, what comes judged as a download's is. A URL that is
 * signed for GET is refused to HEAD. One request at a time to a host, several hosts at once.
 */
public final class HeadSample {

  /** A host that has been silent that often is not asked again. */
  private static final int MOST_SILENCES = 2;

  private static final Map<String, String> IDENTITY = Map.of("Accept-Encoding", "identity");
  private static final Map<String, String> FIRST_BYTES =
      Map.of(
          "Accept-Encoding", "identity", "Range", "bytes=0-%d".formatted(BodySniffer.WANTED - 1));

  /** Of one host: each costs a program and its host far more than a clip's first bytes do. */
  private static final int MOST_PAGES = 3;

  private static final Duration PAGE_LIMIT = Duration.ofMinutes(1);

  private final TransferSettings settings;
  private final Duration limit;
  private final Pages pages;

  /**
   * A sample that is not taken yet.
   *
   * @param limit how long one question may take, redirects included; where a page's video lies may
   *     take a minute
   * @param pages knows which URLs are pages, and where their videos lie
   */
  public HeadSample(TransferSettings settings, Duration limit, Pages pages) {
    this.settings = settings;
    this.limit = limit;
    this.pages = pages;
  }

  /**
   * Asks about the clips.
   *
   * @return an answer for each, host by host; of a host's pages for the first three
   * @throws InterruptedException if the thread is interrupted; nothing goes on then
   * @throws MachineFaultException if the program that is asked about pages does not run
   */
  public List<HeadAnswer> of(List<ClipUrl> clips)
      throws InterruptedException, MachineFaultException {
    Map<String, List<ClipUrl>> byHost = new LinkedHashMap<>();
    clips.forEach(clip -> byHost.computeIfAbsent(clip.host(), host -> new ArrayList<>()).add(clip));
    try (HttpWire wire = new OkHttpWire(settings, client -> client, new OwnAddress());
        ExecutorService hosts = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<HeadAnswer>>> asked =
          byHost.values().stream().map(urls -> hosts.submit(() -> askHost(urls, wire))).toList();
      List<HeadAnswer> answers = new ArrayList<>();
      try {
        for (Future<List<HeadAnswer>> host : asked) {
          answers.addAll(host.get());
        }
      } catch (InterruptedException e) {
        hosts.shutdownNow();
        throw e;
      } catch (ExecutionException e) {
        hosts.shutdownNow();
        if (e.getCause() instanceof MachineFaultException fault) {
          throw fault;
        }
        throw new IllegalStateException("asking a server about clips failed", e.getCause());
      }
      return answers;
    }
  }

  private List<HeadAnswer> askHost(List<ClipUrl> urls, HttpWire wire)
      throws InterruptedException, MachineFaultException {
    List<HeadAnswer> answers = new ArrayList<>();
    int silences = 0;
    int most = pages.isPage(urls.getFirst()) ? MOST_PAGES : urls.size();
    for (ClipUrl url : urls.subList(0, Math.min(most, urls.size()))) {
      HeadAnswer answer =
          silences < MOST_SILENCES
              ? ask(url, wire)
              : new HeadAnswer.Silent(url, "not checked: the host failed to answer twice");
      silences += answer instanceof HeadAnswer.Silent ? 1 : 0;
      answers.add(answer);
    }
    return answers;
  }

  private HeadAnswer ask(ClipUrl url, HttpWire wire)
      throws InterruptedException, MachineFaultException {
    if (!pages.isPage(url)) {
      return ask(url, url, wire);
    }
    try {
      return ask(
          url,
          pages
              .resolver()
              .resolve(url, new AttemptState(host -> {}, url.host(), PAGE_LIMIT, new StopSwitch())),
          wire);
    } catch (ClipFault e) {
      return e.isLasting()
          ? new HeadAnswer.NoClip(url, e.reason().text())
          : new HeadAnswer.Silent(url, e.reason().text());
    }
  }

  /**
   * Asks for a clip.
   *
   * @param row the URL that the manifest has
   * @param at where the clip lies
   */
  private HeadAnswer ask(ClipUrl row, ClipUrl at, HttpWire wire) throws InterruptedException {
    HeadAnswer answer = ask(row, at, wire, FIRST_BYTES);
    // A server may say so of a clip without a byte, and some do of any.
    boolean refusesRanges =
        answer instanceof HeadAnswer.Answered answered && answered.status() == 416;
    return refusesRanges ? ask(row, at, wire, IDENTITY) : answer;
  }

  private HeadAnswer ask(ClipUrl row, ClipUrl at, HttpWire wire, Map<String, String> headers)
      throws InterruptedException {
    long began = System.nanoTime();
    AttemptState attempt = new AttemptState(host -> {}, at.host(), limit, new StopSwitch());
    try (Reply reply = new Hops(wire, at, settings.reach()).get(headers, attempt)) {
      OptionalLong length = length(reply);
      HeadAnswer.Answered answer =
          new HeadAnswer.Answered(
              row,
              reply.status(),
              length,
              reply.status() == 206
                  || reply
                      .header("Accept-Ranges")
                      .filter(field -> field.strip().equalsIgnoreCase("bytes"))
                      .isPresent(),
              Validator.of(reply, length.orElse(-1)).isPresent(),
              reply.header("Date").flatMap(HttpDates::parse),
              Instant.now(),
              Duration.ofNanos(System.nanoTime() - began));
      return answer.isThere() ? judged(answer, reply) : answer;
    } catch (ClipFault e) {
      return new HeadAnswer.Silent(row, e.reason().text());
    }
  }

  private static HeadAnswer judged(HeadAnswer.Answered answer, Reply reply)
      throws ClipFault, InterruptedException {
    try {
      StatusRules.checkEncoding(reply);
    } catch (ClipFault e) {
      return new HeadAnswer.NoClip(answer.url(), e.reason().text());
    }
    byte[] first = new byte[BodySniffer.WANTED];
    int count = 0;
    while (count < first.length) {
      int more = reply.read(first, count);
      if (more < 0) {
        break;
      }
      count += more;
    }
    if (count == 0) {
      return new HeadAnswer.NoClip(answer.url(), Reason.of(ReasonWord.EMPTY_BODY).text());
    }
    return BodySniffer.notAVideo(first, count)
        .<HeadAnswer>map(
            what ->
                new HeadAnswer.NoClip(answer.url(), Reason.of(ReasonWord.NOT_A_VIDEO, what).text()))
        .orElse(answer);
  }

  private static OptionalLong length(Reply reply) {
    boolean part = reply.status() == 206;
    long length =
        part
            ? reply
                .header("Content-Range")
                .flatMap(ContentRange::parse)
                .map(
                    range ->
                        range instanceof ContentRange.Span(long _, long _, long total)
                            ? total
                            : -1L)
                .orElse(-1L)
            : RangeReply.contentLength(reply);
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }
}
