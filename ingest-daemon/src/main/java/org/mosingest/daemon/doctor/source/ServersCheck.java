package org.mosingest.daemon.doctor.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.transfer.HeadAnswer;

/** What servers say of a sample of the clips that are to be fetched. */
public final class ServersCheck implements Check {

  @Override
  public String name() {
    return "servers";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException, InterruptedException {
    if (subject.toAsk() == 0) {
      return;
    }
    if (subject.samples() == 0) {
      findings.note(
          "servers were not checked",
          List.of(),
          "give --samples a number above 0 to check some clips");
      return;
    }
    if (subject.cannotAsk().isPresent()) {
      findings.problem(
          Blame.MACHINE,
          "servers could not be checked: " + subject.cannotAsk().get(),
          List.of(),
          "give a program that works, or its full path (--resolver-bin)");
      return;
    }
    List<HeadAnswer> heads = subject.heads();
    Examples.Counter silent = new Examples.Counter();
    Examples.Counter refused = new Examples.Counter();
    Examples.Counter later = new Examples.Counter();
    Examples.Counter whole = new Examples.Counter();
    int there = 0;
    int lengths = 0;
    for (HeadAnswer head : heads) {
      switch (head) {
        case HeadAnswer.Silent(var url, String reason) -> silent.add(reason + ": " + url);
        case HeadAnswer.NoClip(var url, String reason) -> refused.add(reason + ": " + url);
        case HeadAnswer.Answered answer when answer.isLater() ->
            later.add("http-" + answer.status() + ": " + answer.url());
        case HeadAnswer.Answered answer when !answer.isThere() ->
            refused.add("http-" + answer.status() + ": " + answer.url());
        case HeadAnswer.Answered answer -> {
          there++;
          lengths += answer.length().isPresent() ? 1 : 0;
          if (!answer.canContinue()) {
            whole.add(answer.url() + lacks(answer));
          }
        }
      }
    }
    findings.noteOf(
        later.examples(),
        count ->
            "servers asked to wait for "
                + count
                + " of "
                + Counted.of(heads.size(), "clip")
                + " in the sample",
        "nothing: a run waits if a server asks it to; check again later to learn more");
    int asked = heads.size() - later.examples().count();
    if (asked > 0) {
      judge(asked, there, silent.examples(), refused.examples(), subject, findings);
    }
    String of = " of " + Counted.of(there, "clip that is there", "clips that are there");
    findings.noteOf(
        whole.examples(),
        count -> count + of + " could not be continued after an interruption and would start over",
        "nothing: the servers do not support it; a longer --download-timeout-s helps with large"
            + " clips");
    if (there > 0 && !whole.examples().any()) {
      findings.ok("an interrupted download of any" + of + " can be continued");
    }
    if (lengths < there) {
      findings.note(
          (there - lengths)
              + of
              + Counted.word(there - lengths, " has no length", " have no length"),
          List.of(),
          "nothing: the estimate of the space needed is less exact");
    }
  }

  private static void judge(
      int asked, int there, Examples silent, Examples refused, Subject subject, Findings findings) {
    String share = " of " + Counted.of(asked, "clip") + " in the sample";
    if (silent.count() == asked) {
      findings.problem(
          Blame.MACHINE,
          "no server answered: " + Counted.of(asked, "clip was", "clips were") + " checked",
          silent.first(),
          "check the network, or wait for the servers; a run would wait, too, and then stop");
      return;
    }
    if (there == 0) {
      findings.problem(
          Blame.INPUT,
          "none" + share + " can be downloaded",
          concat(refused, silent),
          "get a manifest with working URLs; a run would mark these clips as failed");
      return;
    }
    int lost = silent.count() + refused.count();
    if (lost > 0) {
      double expected = (double) lost / asked;
      String text =
          lost
              + share
              + " cannot be downloaded: expect some "
              + Math.round(expected * 100)
              + " % of attrition";
      boolean much = expected > subject.options().attritionWarnThreshold();
      List<String> details = concat(refused, silent);
      if (much) {
        findings.warning(
            text, details, "check these URLs before a long run; --samples N checks more");
      } else {
        findings.note(
            text,
            details,
            "nothing; some clips are always gone, and ingest report lists them afterwards");
      }
    } else {
      findings.ok(Counted.all(asked, "clip") + " in the sample can be downloaded");
    }
  }

  private static String lacks(HeadAnswer.Answered answer) {
    List<String> lacking = new ArrayList<>();
    if (!answer.ranges()) {
      lacking.add("Accept-Ranges: bytes");
    }
    if (!answer.validator()) {
      lacking.add("a strong ETag, or Last-Modified with a length");
    }
    return String.format(Locale.ROOT, ": lacks %s", String.join(" and ", lacking));
  }

  private static List<String> concat(Examples a, Examples b) {
    List<String> both = new ArrayList<>(a.first());
    both.addAll(b.first());
    return both.subList(0, Math.min(Examples.NAMED, both.size()));
  }
}
