package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.row.ClipContent;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Votes from the command line and through the service to the rows, and nothing else of them. */
@Timeout(300)
final class VotesRunTest extends DaemonTestBase {

  /** What workers left in a votes table; no other file and no stream may have any of it. */
  private static final List<String> PLANTED = List.of("A2WORKER77", "203.0.113.9", "Gotham");

  private static final String HEADER = "worker_id,video_name,ip,city,rating\n";

  private static String vote(String name, String score) {
    return "A2WORKER77,%s,203.0.113.9,Gotham,%s\n".formatted(name, score);
  }

  private CorpusBed corpus() throws Exception {
    return new CorpusBed(root.resolve("corpus"))
        .local("a.mp4", CorpusBed.fake(1), "3.0")
        .local("b.mp4", CorpusBed.fake(2), "4.0")
        .local("c.mp4", CorpusBed.fake(3), "2.0")
        .write();
  }

  private Path votes() throws IOException {
    return Files.writeString(
        root.resolve("corpus/votes.csv"),
        HEADER
            + vote("a.mp4", "2")
            + vote("b.mp4", "1")
            + vote("a", "4")
            + vote("nowhere.mp4", "3")
            + vote("a.mp4", "bad")
            // Cells lost and cells too many: what stands under the name and the score is a
            // worker's.
            + "a.mp4,A2WORKER77,203.0.113.9,Gotham,Gotham\n"
            + "x,A2WORKER77,y,z,203.0.113.9,A2WORKER77,Gotham\n"
            + "A2WORKER77,a.mp4,203.0.113.9,Gotham\n");
  }

  private static List<String> opinions(CorpusBed bed) throws Exception {
    return FamilyRunTest.told(bed.output());
  }

  private static JsonNode replay(CorpusBed bed) throws IOException {
    return JsonMapper.shared()
        .readTree(
            Files.readString(
                bed.output().resolveSibling(bed.output().getFileName() + ".manifest.json")));
  }

  private void assertNothingOfAWorker(Path votes, String... streams) throws IOException {
    assertThat(streams).allSatisfy(text -> assertThat(text).doesNotContain(PLANTED));
    try (Stream<Path> files = Files.walk(temporary)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(votes)) {
          assertThat(Files.readString(file, ISO_8859_1)).as("%s", file).doesNotContain(PLANTED);
        }
      }
    }
  }

  @Test
  void aRunHasSpreadAndNumberFromItsVotes() throws Exception {
    CorpusBed bed = corpus();
    Path votes = votes();

    Child.Ended ended = foreground(bed, "--votes=" + votes, "--log-level=DEBUG");

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(opinions(bed))
        .containsExactly("a.mp4 3.0 1.4142135623730951 2", "b.mp4 4.0 0.0 1", "c.mp4 2.0 0.5 7");
    JsonNode stats = replay(bed).path("stats");
    assertThat(stats.path("votes").asInt()).isEqualTo(3);
    assertThat(stats.path("votes_other_mos").asInt()).isEqualTo(1);
    assertThat(stats.path("votes_without_row").asInt()).isEqualTo(1);
    assertThat(stats.path("rows_without_votes").asInt()).isEqualTo(1);
    assertThat(stats.path("bad_votes").asInt()).isEqualTo(4);
    assertThat(replay(bed).at("/run_provenance/inputs/votes/sha256").asString())
        .isEqualTo(ClipContent.read(votes).sha256().hex());
    assertThat(ended.err())
        .contains("b.mp4, mean 1.000 of 1 vote, MOS 4.000")
        .contains(votes + ":6: the score is not a finite number")
        .contains("votes: 3 valid, 4 bad, 1 for unknown clips; 1 row has none");
    assertNothingOfAWorker(votes, ended.out(), ended.err());

    List<String> before = Files.readAllLines(bed.output());
    Files.writeString(votes, HEADER + vote("a.mp4", "1") + vote("a.mp4", "5"));
    assertThat(foreground(bed, "--votes=" + votes).status()).isZero();
    assertThat(Files.readAllLines(bed.output())).as("rows stay as they are").isEqualTo(before);
  }

  @Test
  void severalTablesWithColumnsOfTheirOwnCountTogether() throws Exception {
    CorpusBed bed = corpus();
    Path one = Files.writeString(root.resolve("corpus/1.csv"), "score,clip_id,q\n9,a.mp4,2\n");
    Path two = Files.writeString(root.resolve("corpus/2.csv"), "Q,clip_id\n4,a.mp4\n3,c.mp4\n");

    Child.Ended ended =
        foreground(
            bed, "--votes", "" + one, "--votes", "" + two, "--votes-columns=name=clip_id,score=q");

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(opinions(bed))
        .containsExactly("a.mp4 3.0 1.4142135623730951 2", "b.mp4 4.0 0.5 7", "c.mp4 2.0 0.0 1");
    assertThat(replay(bed).at("/run_provenance/inputs/votes_2/path").asString())
        .isEqualTo(two.toString());
  }

  @Test
  void votesThatCannotBeReadAreBadInput() throws Exception {
    CorpusBed bed = corpus();
    Child.Ended missing = foreground(bed, "--votes=" + root.resolve("none.csv"));
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("none.csv does not exist");
    Path packed = Files.write(root.resolve("v.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Child.Ended gzip = foreground(bed, "--votes=" + packed);
    assertThat(gzip.status()).isEqualTo(2);
    assertThat(gzip.err()).contains("compressed with gzip").contains("gzip -d");
    Path manifest = bed.folder().resolve("manifest.csv");
    Path votes = votes();
    Child.Ended over = foreground(bed, "--votes=" + votes, "--output=" + votes);
    assertThat(over.status()).isEqualTo(2);
    assertThat(foreground(bed, "--votes=" + manifest).err()).contains("is the manifest itself");
    assertThat(foreground(bed, "--votes-columns=worker=x").err())
        .contains("is not name=COL,score=COL");
    Child.Ended alone = foreground(bed, "--votes-columns=name=clip,score=q");
    assertThat(alone.status()).isEqualTo(2);
    assertThat(alone.err()).contains("without a votes table");
    assertThat(bed.output()).doesNotExist();
  }

  @Test
  void theServiceReadsVotesBelowItsRootsAndKeepsNothingElseOfThem() throws Exception {
    CorpusBed bed = corpus();
    Path votes = votes();
    Path outside =
        Files.writeString(temporary.resolve("outside.csv"), "video_name,rating\na.mp4,3\n");
    Path link = Files.createSymbolicLink(root.resolve("link.csv"), outside);
    Child daemon = daemon("--log-level=DEBUG");

    for (Path elsewhere : List.of(outside, link)) {
      Reply refused = post(bed, elsewhere.toString());
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("outside-roots").contains("votes");
    }
    assertThat(post(bed, "corpus/none.csv").status()).isEqualTo(422);

    Child.Ended submitted =
        ingest("submit", "--konvid-dir=" + bed.folder(), "--min-rows=0", "--votes=" + votes);
    assertThat(submitted.status()).as(submitted.err()).isZero();
    awaitState(submitted.out().strip(), "completed");

    assertThat(submitted.err()).contains("4 bad votes were left out");
    assertThat(opinions(bed))
        .containsExactly("a.mp4 3.0 1.4142135623730951 2", "b.mp4 4.0 0.0 1", "c.mp4 2.0 0.5 7");
    assertThat(replay(bed).at("/stats/votes_other_mos").asInt()).isEqualTo(1);
    assertNothingOfAWorker(
        votes,
        daemon.errSoFar(),
        daemon.outSoFar(),
        submitted.err(),
        ask("/runs/" + submitted.out().strip()).body());
  }

  private Reply post(CorpusBed bed, String votes) throws IOException {
    ObjectNode body = JsonMapper.shared().createObjectNode();
    body.put("konvid_dir", bed.folder().toString());
    body.put("min_rows", 0);
    body.putArray("votes").add(votes);
    return posted("/runs", body.toString());
  }
}
