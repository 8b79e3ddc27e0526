package org.mosingest.cli.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.run.RunResult;
import tools.jackson.databind.JsonNode;

/**
 * Whether the demo went as it should.
 *
 * @param claims what the demo claims, each with whether it holds
 */
record Verdict(List<Claim> claims) {

  Verdict {
    claims = List.copyOf(claims);
  }

  /** Something that should be so. */
  record Claim(boolean holds, String text) {}

  static Verdict of(
      RunResult first,
      RunResult second,
      LeftOnDisk left,
      List<JsonNode> rows,
      List<ClipFailure> failures,
      Proof proof) {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        new Claim(!first.finished() && second.finished(), "interrupted once, then finished"));
    claims.add(
        new Claim(
            proof.fetchedTwice() == 0,
            "fetched twice: %s; %d were settled before the interruption"
                .formatted(Counted.of(proof.fetchedTwice(), "clip"), left.settled().size())));
    claims.add(
        new Claim(
            proof.tookUpTheInterrupted(),
            "continued with Range: %s, %s not fetched again"
                .formatted(
                    Counted.of(proof.continued().size(), "download"),
                    ByteFormat.HUNDREDTHS.of(proof.bytesContinued()))));
    List<String> names = rows.stream().map(row -> row.path("src").asString()).toList();
    claims.add(
        new Claim(
            names.equals(DemoCorpus.expected(DemoClip.Outcome.ROW)),
            "%d rows, each once, in the manifest's order".formatted(names.size())));
    Books books = second.progress().books();
    claims.add(
        new Claim(
            books.balance() && failedAsPlanned(failures),
            "total: %d rows = %d written + %d duplicates + %d failed + %d broken"
                .formatted(
                    books.rows(),
                    rows.size(),
                    books.rows() - rows.size() - books.skippedDownload() - books.skippedBroken(),
                    books.skippedDownload(),
                    books.skippedBroken())));
    return new Verdict(claims);
  }

  private static boolean failedAsPlanned(List<ClipFailure> failures) {
    List<String> planned =
        Stream.concat(
                DemoCorpus.expected(DemoClip.Outcome.DOWNLOAD_FAILED).stream(),
                DemoCorpus.expected(DemoClip.Outcome.BROKEN).stream())
            .sorted(Comparator.naturalOrder())
            .toList();
    return failures.stream().map(ClipFailure::name).sorted().toList().equals(planned);
  }

  /** Whether all claims hold. */
  boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }
}
