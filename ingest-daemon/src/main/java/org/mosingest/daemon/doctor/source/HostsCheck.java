package org.mosingest.daemon.doctor.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.transfer.ClipUrls;
import org.mosingest.transfer.Pages;
import org.mosingest.transfer.http.ClipUrl;

/** Which hosts the clips come from, and whether their URLs can be used. */
public final class HostsCheck implements Check {

  private static final int MOST_HOSTS = 10;

  @Override
  public String name() {
    return "hosts";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    if (subject.manifest().isEmpty()) {
      return;
    }
    Manifest manifest = subject.manifest().get();
    Map<String, Integer> hosts = new HashMap<>();
    Map<String, ClipUrl> examples = new HashMap<>();
    Examples.Counter bad = new Examples.Counter();
    Examples.Counter pages = new Examples.Counter();
    Pages resolver = subject.equipment().pages();
    for (ManifestRow row : manifest.rows()) {
      Clip clip = row.clip();
      if (row.isRepeat()) {
        continue;
      }
      ClipUrls urls = new ClipUrls(clip, resolver::refusal);
      Optional<ClipUrl> first = urls.next();
      urls.ownFailed()
          .filter(reason -> reason.word() == ReasonWord.BAD_URL)
          .ifPresent(reason -> bad.add(clip.name() + ": " + reason));
      if (first.isPresent()) {
        hosts.merge(first.get().host(), 1, Integer::sum);
        examples.putIfAbsent(first.get().host(), first.get());
      } else if (urls.reason().word() == ReasonWord.NEEDS_RESOLVER) {
        pages.add(clip.name() + ": " + ClipUrl.withoutUserInfo(clip.url()));
      }
    }
    findings.warnOf(
        pages.examples(),
        count -> Counted.of(count, "URL is a page, not a file", "URLs are pages, not files"),
        "give a program that finds their videos (--resolver-bin yt-dlp): without one these clips"
            + " fail with needs-resolver");
    findings.warnOf(
        bad.examples(),
        count -> Counted.of(count, "URL") + " cannot be used",
        "give http or https URLs: such a clip fails with bad-url unless it is on disk");
    if (!hosts.isEmpty()) {
      say(hosts, examples, subject, findings);
    }
  }

  private static void say(
      Map<String, Integer> hosts,
      Map<String, ClipUrl> examples,
      Subject subject,
      Findings findings) {
    List<Map.Entry<String, Integer>> sorted = new ArrayList<>(hosts.entrySet());
    sorted.sort(
        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    List<String> shown = new ArrayList<>();
    sorted.stream()
        .limit(MOST_HOSTS)
        .forEach(
            host ->
                shown.add(
                    host.getKey()
                        + ": "
                        + host.getValue()
                        + met(examples.get(host.getKey()), subject)));
    if (sorted.size() > MOST_HOSTS) {
      shown.add("and " + (sorted.size() - MOST_HOSTS) + " more");
    }
    int urls = hosts.values().stream().mapToInt(Integer::intValue).sum();
    String found = Counted.of(urls, "URL") + " on " + Counted.of(hosts.size(), "host");
    int perHost = subject.equipment().perHost();
    int reachable = hosts.size() * perHost;
    if (reachable < subject.equipment().downloads()) {
      findings.note(
          found
              + ": no more than "
              + reachable
              + " of "
              + subject.equipment().downloads()
              + " downloads will run at a time",
          shown,
          "raise --per-host above " + perHost + " if the host allows it");
    } else {
      findings.ok(found, shown.toArray(String[]::new));
    }
  }

  static String met(@Nullable ClipUrl url, Subject subject) {
    if (url != null && subject.equipment().pages().isPage(url)) {
      return ", pages: "
          + subject.equipment().pages().program().orElse("no program")
          + " finds their videos";
    }
    List<String> met =
        url == null || subject.equipment().curl().isPresent()
            ? List.of()
            : subject.equipment().transfers().reach().meets(url.url());
    return met.isEmpty() ? "" : ", " + String.join(", ", met);
  }
}
