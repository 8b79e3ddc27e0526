package org.mosingest.core.votes;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.setting.Setting;

/** Votes that are joined to a manifest's rows; the figures are worked out by hand. */
class VotesTest {

  @TempDir Path folder = Path.of("");

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private Manifest read(String corpus, VoteColumns columns, Path... votes) throws Exception {
    return ManifestReader.read(
        new ManifestRequest(
            KnownCorpora.byId(corpus).orElseThrow(),
            folder,
            Optional.empty(),
            "clips",
            0,
            OptionalInt.empty(),
            new VoteFiles(List.of(votes), columns),
            List.of()));
  }

  private Manifest read(Path... votes) throws Exception {
    return read("konvid-150k", VoteColumns.USUAL, votes);
  }

  private static List<Opinion> opinions(Manifest manifest) {
    return manifest.rows().stream().map(row -> row.opinion()).toList();
  }

  @Test
  void spreadAndNumberComeFromTheVotesAndTheScoreFromTheManifest() throws Exception {
    file(
        "manifest.csv",
        """
        file_name,url,mos,sd,n
        a.mp4,,3,9.0,99
        b.mp4,,4,,
        c.mp4,,2.5,0.5,7
        d.mp4,,2.2,,
        e.mp4,,3,,
        """);
    Path votes =
        file(
            "v/votes.csv",
            """
            worker,video_name,score
            w,a.mp4,1
            w,d.mp4,2.2
            w,a.mp4,2
            w,b.mp4,4
            w,a.mp4,4
            w,a.mp4,5
            """);
    Path more =
        file("v/more.csv", "clip,Rating\nd.mp4,2.2\na,3\nd,2.2\ne.mp4,1\ne.mp4,2\ngone.mp4,3\n");

    Manifest manifest = read(votes, more);

    assertThat(opinions(manifest))
        .containsExactly(
            // Squares about 3: 4 + 1 + 1 + 4 + 0; over n - 1 = 4.
            new Opinion(3, Math.sqrt(2.5), 5),
            new Opinion(4, 0.0, 1),
            // Without a vote a row keeps what the manifest says.
            new Opinion(2.5, 0.5, 7),
            new Opinion(2.2, 0.0, 3),
            // 1 and 2 about 1.5: 0.25 + 0.25, over 1. The mean is not the MOS.
            new Opinion(3, Math.sqrt(0.5), 2));
    VoteBooks books = manifest.votes();
    assertThat(books.counted()).isEqualTo(11);
    assertThat(books.withoutRow().count()).isEqualTo(1);
    assertThat(books.withoutRow().first()).containsExactly(more + ":7");
    assertThat(books.rowsWithout().first()).containsExactly("c.mp4");
    assertThat(books.otherMos().first()).containsExactly("e.mp4, mean 1.500 of 2 votes, MOS 3.000");
    assertThat(books.bad().any()).isFalse();
  }

  @Test
  void badVotesAreCountedWithFileAndLineAndEndNothing() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,3\n");
    Path votes =
        file(
            "v.csv",
            """
            name,score,worker
            a.mp4,3,w
            a.mp4,,w
            a.mp4,good,w
            a.mp4,nan,w
            a.mp4,1e999,w
            ,3,w
            a.mp4,3,4,A2SECRET

            ../a.mp4,3,w
            a.mp4,3,w
            """);

    VoteBooks books = read(votes).votes();

    assertThat(books.counted()).isEqualTo(2);
    assertThat(books.bad().count()).isEqualTo(6);
    assertThat(books.bad().first())
        .containsExactly(
            votes + ":3: no score",
            votes + ":4: the score is not a finite number",
            votes + ":5: the score is not a finite number",
            votes + ":6: the score is not a finite number",
            votes + ":7: no clip name");
    assertThat(books.withoutRow().first()).containsExactly(votes + ":10");
    assertThat(books.warnings().toString()).doesNotContain("SECRET").contains("6 bad votes");
  }

  @Test
  void votesOfAnySizeHaveASpreadOrAreBad() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,3\nb.mp4,3\n");
    Path votes = file("v.csv", "name,score\na.mp4,1e308\na.mp4,-1e308\nb.mp4,1e99\nb.mp4,-1e99\n");

    Manifest manifest = read(votes);

    assertThat(manifest.votes().bad().first())
        .containsExactly(
            votes + ":2: the score is too large", votes + ":3: the score is too large");
    assertThat(manifest.rows().get(1).opinion().nRatings()).isEqualTo(2);
    assertThat(manifest.rows().get(1).opinion().mosStdDev()).isFinite();
  }

  @Test
  void aMeanMayLieAHundredthOfTheScaleOff() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,3.04\nb.mp4,3.041\n");
    Path votes = file("v.csv", "name,score\na.mp4,3\nb.mp4,3\n");
    assertThat(read(votes).votes().otherMos().first())
        .containsExactly("b.mp4, mean 3.000 of 1 vote, MOS 3.041");
  }

  @Test
  void votesBeyondTheScaleCountAndAreTold() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,3\n");
    Path votes = file("v.csv", "name,score\na.mp4,-1\na.mp4,7\n");
    Manifest manifest = read(votes);
    assertThat(opinions(manifest)).containsExactly(new Opinion(3, Math.sqrt(32), 2));
    assertThat(manifest.votes().beyondScale().first()).containsExactly(votes + ":2", votes + ":3");
  }

  @Test
  void aMappedCorpusHasItsSpreadMappedToo() throws Exception {
    file("manifest.csv", "Video,mos_j\nx,50\n");
    Path votes = file("v.csv", "video,score\nx,0\nx,100\n");
    Manifest manifest = read("chug", VoteColumns.USUAL, votes);
    assertThat(manifest.rows().getFirst().opinion().mosStdDev())
        .isEqualTo(Math.sqrt(5000) * 4 / 100);
    assertThat(manifest.votes().otherMos().any()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "123.0", "123.mp4", "sub/123.mp4"})
  void numericIdsOfTheSmallKonvid(String name) throws Exception {
    file("KoNViD_1k_videos/sub/123.mp4", "a clip");
    file("KoNViD_1k_mos.csv", "flickr_id,mos\n123,4\n");
    Path votes = file("v.csv", "flickr_id,rating\n" + name + ",4\n");
    assertThat(opinions(read("konvid-1k", VoteColumns.USUAL, votes)))
        .containsExactly(new Opinion(4, 0, 1));
  }

  @Test
  void namesInFolders() throws Exception {
    file("manifest.csv", "name,mos\nyfcc-batch6/4134,4\n");
    Path votes =
        file("v.csv", "name,score\nyfcc-batch6/4134,4\nyfcc-batch6/./4134.mp4,4\n4134,4\n");
    Manifest manifest = read("lsvq", VoteColumns.USUAL, votes);
    assertThat(opinions(manifest)).containsExactly(new Opinion(4, 0, 2));
    assertThat(manifest.votes().withoutRow().count()).isEqualTo(1);
  }

  @Test
  void oneNameInBothPartsIsToldApartByItsFolder() throws Exception {
    file("k150ka_scores.csv", "video_name,video_score\nx.mp4,4\nonly.mp4,3\n");
    file("k150kb_scores.csv", "video_name,mos\nx.mp4,2\n");
    Path votes = file("v.csv", "video_name,score\nx.mp4,5\nk150kb_extracted/x.mp4,2\nonly.mp4,3\n");
    Manifest manifest = read(votes);
    assertThat(opinions(manifest))
        .containsExactly(new Opinion(4, 0, 0), new Opinion(3, 0, 1), new Opinion(2, 0, 1));
    assertThat(manifest.votes().bad().first())
        .containsExactly(votes + ":2: clips in several folders have that name");
  }

  @Test
  void aRowThatNamesTheClipAgainHasItsVotesToo() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,3\na.mp4,3\n");
    Path votes = file("v.csv", "name,score\na.mp4,2\na.mp4,4\n");
    assertThat(opinions(read(votes)))
        .containsExactly(new Opinion(3, Math.sqrt(2), 2), new Opinion(3, Math.sqrt(2), 2));
  }

  @Test
  void columnsAreTheOnesThatAreGiven() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,3\n");
    Path votes = file("v.csv", "name,score,Stimulus,answer\nA2X,77,a.mp4,3\n");
    assertThat(read("konvid-150k", VoteColumns.of("score=answer,name=stimulus"), votes).rows())
        .first()
        .extracting(row -> row.opinion().nRatings())
        .isEqualTo(1);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> VoteColumns.of("worker=x"));
    assertThat(VoteColumns.of(" score= a b ,name=c")).hasToString("name=c,score=a b");
  }

  @Test
  void aTableWithoutAHeaderIsRefusedAndNothingOfItIsSaid() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,3\n");
    Path votes = file("v.csv", "A2SECRET,10.0.0.7,a.mp4,3\nA2SECRET,10.0.0.7,a.mp4,4\n");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> read(votes))
        .withMessageContaining("no readable columns in " + votes)
        .satisfies(e -> assertThat(e.toString() + e.hint()).doesNotContain("SECRET", "10.0.0"))
        .satisfies(e -> assertThat(e.settings()).containsExactly(Setting.VOTE_COLUMNS));
  }

  @Test
  void whatIsNoTableIsRefusedAsAManifestIs() throws Exception {
    Path manifest = file("manifest.csv", "file_name,mos\na.mp4,3\n");
    Path wide = Files.write(folder.resolve("w.csv"), "name,score\na.mp4,3\n".getBytes(UTF_16));
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> read(wide))
        .satisfies(e -> assertThat(e.hint()).contains("iconv"));
    Path quote = file("q.csv", "name,score\n\"a.mp4,3\nb.mp4,4\n");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> read(quote))
        .withMessageStartingWith(quote + ":2: a quote is opened and never closed");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> read(folder.resolve("none.csv")))
        .withMessageContaining("none.csv does not exist");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> read(manifest))
        .withMessageContaining("is the manifest itself");
    Path votes = file("v.csv", "name,score\na.mp4,3\n");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> read(votes, folder.resolve("./v.csv")))
        .withMessageContaining("given twice");
  }

  @Test
  void manyVotesLoseNoDigits() throws Exception {
    file("manifest.csv", "file_name,mos\na.mp4,100000000\n");
    StringBuilder votes = new StringBuilder("name,score\n");
    IntStream.range(0, 1000)
        .forEach(i -> votes.append("a.mp4,").append(99_999_999 + 2 * (i % 2)).append('\n'));
    assertThat(read(file("v.csv", votes.toString())).rows().getFirst().opinion().mosStdDev())
        // All lie 1 from the mean.
        .isCloseTo(Math.sqrt(1000.0 / 999), org.assertj.core.data.Offset.offset(1e-9));
  }
}
