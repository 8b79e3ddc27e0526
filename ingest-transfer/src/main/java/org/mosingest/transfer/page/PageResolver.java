package org.mosingest.transfer.page;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.process.ProgramStart;
import org.mosingest.core.process.StreamDrain;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.ClipUrl;

/**
 * Asks a program, yt-dlp or one with its options, where the video of a page lies. Two are asked at
 * a time over all runs: pages are not for machines, and their hosts bear less than those of files.
 * Thread-safe.
 */
public final class PageResolver {

  private static final int AT_A_TIME = 2;
  private static final int MOST_OUTPUT = 64 << 10;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Optional<String> program;
  private final Set<String> hosts;
  private final Semaphore places = new Semaphore(AT_A_TIME, true);

  /**
   * A resolver of pages.
   *
   * @param program what is asked; without it no page can be had
   * @param hosts the lower-case names of hosts whose URLs are pages
   */
  public PageResolver(Optional<String> program, Set<String> hosts) {
    this.program = program;
    this.hosts = Set.copyOf(hosts);
  }

  /**
   * The hosts of a list as a resolver takes them.
   *
   * @param list with commas between them
   */
  public static Set<String> hosts(String list) {
    return Arrays.stream(list.toLowerCase(Locale.ROOT).split(",", -1))
        .map(String::strip)
        .filter(host -> !host.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a URL is a page's. */
  public boolean isPage(ClipUrl url) {
    return hosts.contains(url.host());
  }

  /** Why a URL cannot be asked; empty if it is no page, or there is a program to ask. */
  public Optional<Reason> refusal(ClipUrl url) {
    return isPage(url) && program.isEmpty()
        ? Optional.of(
            Reason.of(
                ReasonWord.NEEDS_RESOLVER,
                url.host() + " has pages, not files: a program that finds their videos is needed"))
        : Optional.empty();
  }

  /**
   * Where a page's video lies now. To wait for a place is not counted as the attempt's time.
   *
   * @throws ClipFault if the program does not say
   * @throws MachineFaultException if it does not run
   */
  public ClipUrl resolve(ClipUrl page, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    places.acquire();
    try {
      attempt.startClock();
      return ask(page, attempt);
    } finally {
      places.release();
    }
  }

  private ClipUrl ask(ClipUrl page, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    String bin = program.orElseThrow();
    Process process;
    try {
      process =
          ProgramStart.of(
              new ProcessBuilder(
                      bin,
                      "--no-playlist",
                      "--no-warnings",
                      "--format",
                      "best[ext=mp4]/best",
                      "--get-url",
                      "--",
                      page.url())
                  .redirectInput(Redirect.from(new File("/dev/null"))));
    } catch (IOException e) {
      throw new MachineFaultException(
          "cannot run the resolver " + bin + ": " + e.getMessage(), e, Setting.RESOLVER);
    }
    try {
      attempt.stop().arm(() -> kill(process));
      StreamDrain out = StreamDrain.of(process.getInputStream(), MOST_OUTPUT);
      StreamDrain err = StreamDrain.of(process.getErrorStream(), MOST_OUTPUT);
      Duration limit = attempt.timeLeft().compareTo(LONGEST) < 0 ? attempt.timeLeft() : LONGEST;
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw ClipFault.passing(
            Reason.of(ReasonWord.RESOLVER, "no answer within " + AttemptState.seconds(limit)));
      }
      attempt.stop().check();
      if (process.exitValue() != 0) {
        throw ResolverWords.fault(withoutLogin(said(err), page), process.exitValue(), attempt);
      }
      attempt.reached();
      return media(said(out));
    } finally {
      attempt.stop().disarm();
      kill(process);
    }
  }

  /**
   * All that the program said; what a child of it that lives on may still say is not waited for.
   */
  private static String said(StreamDrain stream) throws InterruptedException {
    boolean _ = stream.endsBy(System.nanoTime() + LAST_WORDS.toNanos());
    return stream.text();
  }

  /** Programs repeat the URL that they were given, with the name and password that it may hold. */
  private static String withoutLogin(String said, ClipUrl page) {
    int from = page.url().indexOf("//") + 2;
    int to = page.url().indexOf('@');
    return page.hasLogin() && to > from
        ? said.replace(page.url().substring(from, to + 1), "")
        : said;
  }

  private static ClipUrl media(String said) throws ClipFault {
    String line = said.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    if (!line.isEmpty() && ClipUrl.parse(line) instanceof ClipUrl url) {
      return url;
    }
    throw ClipFault.lasting(
        Reason.of(ReasonWord.RESOLVER, "it printed no http or https URL for the page"));
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
