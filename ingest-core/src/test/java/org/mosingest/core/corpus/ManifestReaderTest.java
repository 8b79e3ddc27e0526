package org.mosingest.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.setting.Setting;

/** Which files are read, in which order, and what the rows become together. */
class ManifestReaderTest {

  private static final String A = "video_name,video_score\norig_1.mp4,2.5\norig_2,3.5\n";
  private static final String B = "video_name,mos,video_score\nb1.mp4,1.5,9\nb2.mp4,,4.5\n";

  @TempDir Path temporary;
  private CorpusFolder corpus;

  @BeforeEach
  void open() {
    corpus = new CorpusFolder(temporary);
  }

  @AfterEach
  void close() {
    corpus.close();
  }

  private static List<String> keys(Manifest manifest) {
    return manifest.rows().stream().map(row -> row.clip().progressKey()).toList();
  }

  private static List<String> paths(Manifest manifest) {
    return manifest.rows().stream().map(row -> row.clip().pathBelowCorpus()).toList();
  }

  @Test
  void manifestLayout() throws Exception {
    Manifest manifest =
        corpus.read(
            "file_name,url,MOS,SD,n,flickr_id\n1.mp4,http://h/1,3.42,0.51,7,99\n2.mp4,http://h/2,2,0.4,5,98\n");
    assertThat(manifest)
        .isEqualTo(
            new Manifest(
                List.of(
                    row(
                        0,
                        new Clip("clips", new ClipName("1.mp4"), "http://h/1", "1.mp4"),
                        new Opinion(3.42, 0.51, 7)),
                    row(
                        1,
                        new Clip("clips", new ClipName("2.mp4"), "http://h/2", "2.mp4"),
                        new Opinion(2, 0.4, 5))),
                Examples.NONE,
                Map.of(),
                new TableLines(3, 1, 0, 2, 0),
                List.of(corpus.path("manifest.csv"))));
    assertThat(corpus.warnings()).isEmpty();
  }

  private static ManifestRow row(int index, Clip clip, Opinion opinion) {
    return new ManifestRow(index, clip, opinion, index);
  }

  @Test
  void splitLayoutIsAThenB() throws Exception {
    Manifest manifest = corpus.with("k150kb_scores.csv", B).with("k150ka_scores.csv", A).read();
    assertThat(paths(manifest))
        .containsExactly(
            "k150ka_extracted/orig_1.mp4",
            "k150ka_extracted/orig_2.mp4",
            "k150kb_extracted/b1.mp4",
            "k150kb_extracted/b2.mp4");
    assertThat(manifest.rows().stream().map(ManifestRow::opinion))
        .containsExactly(
            new Opinion(2.5, 0, 0),
            new Opinion(3.5, 0, 0),
            new Opinion(1.5, 0, 0),
            new Opinion(4.5, 0, 0));
    assertThat(manifest.rows()).allMatch(row -> row.clip().url().isEmpty());
    assertThat(manifest.rows().stream().map(ManifestRow::index)).containsExactly(0, 1, 2, 3);
    assertThat(manifest.sources())
        .containsExactly(corpus.path("k150ka_scores.csv"), corpus.path("k150kb_scores.csv"));
  }

  @Test
  void splitLayoutTakesNoUrlSpreadOrCount() throws Exception {
    corpus.with("k150ka_scores.csv", "video_name,mos,url,SD,n\na,3,http://h,0.5,7\n");
    ManifestRow row = corpus.read().rows().getFirst();
    assertThat(row.clip().url()).isEmpty();
    assertThat(row.opinion()).isEqualTo(new Opinion(3, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mos", "video_score", "MOS"})
  void splitAliases(String mos) throws Exception {
    for (String name : List.of("file_name", "video_name", "filename", "name")) {
      corpus.with("k150ka_scores.csv", name + "," + mos + "\na.mp4,3\n");
      assertThat(corpus.read().rows())
          .singleElement()
          .extracting(row -> row.opinion().mos())
          .isEqualTo(3.0);
    }
  }

  @Test
  void oneSplitFileAloneWillDo() throws Exception {
    assertThat(paths(corpus.with("k150kb_scores.csv", B).read()))
        .containsExactly("k150kb_extracted/b1.mp4", "k150kb_extracted/b2.mp4");
  }

  @Test
  void splitFileThatIsThereButUnreadableIsAnError() {
    corpus.with("k150ka_scores.csv", A).with("k150kb_scores.csv", "video;mos\n");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(corpus::read)
        .withMessageContaining("k150kb_scores.csv")
        .withMessageContaining("no readable columns");
  }

  @Test
  void manifestWinsOverSplitFiles() throws Exception {
    corpus.with("k150ka_scores.csv", A).with("k150kb_scores.csv", B);
    assertThat(paths(corpus.read("file_name,MOS\nx,3\n"))).containsExactly("clips/x.mp4");
  }

  @Test
  void manifestThatIsNoFileIsNotPassedOver() throws Exception {
    corpus.with("k150ka_scores.csv", A);
    Files.createDirectory(corpus.path("manifest.csv"));
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(corpus::read)
        .withMessageContaining("not a regular file");
    Files.delete(corpus.path("manifest.csv"));
    Files.createSymbolicLink(corpus.path("manifest.csv"), Path.of("gone.csv"));
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(corpus::read)
        .withMessageContaining("does not exist");
  }

  @Test
  void explicitManifestIsReadFromAnywhere() throws Exception {
    corpus
        .with("manifest.csv", "file_name,MOS\nnot-me,3\n")
        .with("other.csv", "file_name,MOS\nme,3\n");
    assertThat(paths(ManifestReader.read(corpus.explicit(corpus.path("other.csv")))))
        .containsExactly("clips/me.mp4");
  }

  @Test
  void explicitManifestThatIsMissingIsNoReasonToFallBack() {
    corpus.with("manifest.csv", "file_name,MOS\nx,3\n").with("k150ka_scores.csv", A);
    Path typo = corpus.path("manifets.csv");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> ManifestReader.read(corpus.explicit(typo)))
        .withMessageContaining(typo.toString())
        .withMessageContaining("does not exist");
  }

  @Test
  void noFilesAtAll() {
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(corpus::read)
        .withMessageContainingAll(
            "manifest.csv", "k150ka_scores.csv", "k150kb_scores.csv", temporary.toString())
        .satisfies(e -> assertThat(e.hint()).contains("konvid-150k-vqa-database.html"));
  }

  @Test
  void noCorpusFolder() {
    Path gone = temporary.resolve("gone");
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(
            () ->
                ManifestReader.read(
                    new ManifestRequest(
                        KnownCorpora.standard(),
                        gone,
                        Optional.empty(),
                        "clips",
                        0,
                        OptionalInt.empty())))
        .withMessageContaining(gone.toString())
        .satisfies(
            e ->
                assertThat(e.hint())
                    .contains("https://database.mmsp-kn.de/konvid-150k-vqa-database.html"));
  }

  @Test
  void floorCountsDataRowsOfAllFilesBeforeTheCap() throws Exception {
    corpus.with("k150ka_scores.csv", A + ",,\n\nbad,x\n").with("k150kb_scores.csv", B);
    Manifest manifest =
        ManifestReader.read(
            new ManifestRequest(
                KnownCorpora.standard(),
                temporary,
                Optional.empty(),
                "clips",
                5,
                OptionalInt.of(1)));
    assertThat(manifest.rows()).hasSize(1);
    assertThat(manifest.dataRows()).isEqualTo(5);
    assertThat(manifest.rejectedRows()).isEqualTo(1);
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> ManifestReader.read(corpus.request(6)))
        .withMessageContainingAll(
            "5 data rows", "minimum of 6", "k150ka_scores.csv", "k150kb_scores.csv")
        .satisfies(
            e -> {
              assertThat(e.hint()).contains("which konvid-1k reads").contains("lower the minimum");
              assertThat(e.settings()).containsExactly(Setting.CORPUS, Setting.LEAST_ROWS);
            });
  }

  @Test
  void capTakesTheFirstAcceptedRows() throws Exception {
    corpus.with("manifest.csv", "file_name,MOS\nbad,x\na,1\nb,2\nc,3\n");
    assertThat(keys(ManifestReader.read(corpus.capped(2)))).containsExactly("a.mp4", "b.mp4");
    assertThat(ManifestReader.read(corpus.capped(0)).rows()).isEmpty();
    assertThat(ManifestReader.read(corpus.capped(9)).rows()).hasSize(3);
  }

  @Test
  void requestsThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> corpus.capped(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> corpus.request(-1))
        .withMessageContaining("-1");
    for (String outside : List.of("", ".", "..", "../x", "x/../..", "/abs")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> clipsIn(outside))
          .withMessageContaining("below");
    }
    assertThat(clipsIn("./clips//").clipsSubdir()).isEqualTo("clips");
  }

  private ManifestRequest clipsIn(String subdir) {
    return new ManifestRequest(
        KnownCorpora.standard(), temporary, Optional.empty(), subdir, 0, OptionalInt.empty());
  }

  @Test
  void clipsFolderIsTheRequests() throws Exception {
    corpus.with("manifest.csv", "file_name,MOS\na,1\n");
    assertThat(paths(ManifestReader.read(clipsIn("videos")))).containsExactly("videos/a.mp4");
  }

  @Test
  void nameThatComesAgainIsOneClip() throws Exception {
    Manifest manifest =
        corpus.read("file_name,url,MOS\na,http://h/1,3\nb,,4\n./a.mp4,http://h/2,3\nb,,4\n");
    assertThat(manifest.rows().stream().map(ManifestRow::firstIndex)).containsExactly(0, 1, 0, 1);
    assertThat(manifest.rows().get(2).clip()).isEqualTo(manifest.rows().getFirst().clip());
    assertThat(manifest.rows().get(2).clip().url()).isEqualTo("http://h/1");
    assertThat(keys(manifest)).containsExactly("a.mp4", "b.mp4", "a.mp4", "b.mp4");
    assertThat(manifest.odd(Oddity.OTHER_URL).count()).isOne();
    assertThat(corpus.warnings())
        .singleElement()
        .asString()
        .endsWith("manifest.csv:4: a.mp4 is repeated with another URL; its first URL is used");
  }

  @Test
  void repeatMayBringTheUrl() throws Exception {
    corpus.with("manifest.csv", "file_name,url,MOS\na,,3\na,http://h/1,3\na,http://h/2,3\n");
    assertThat(corpus.read().rows()).allMatch(row -> row.clip().url().equals("http://h/1"));
    assertThat(ManifestReader.read(corpus.capped(1)).rows().getFirst().clip().url())
        .isEqualTo("http://h/1");
  }

  @Test
  void repeatsThatContradictAreTold() throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\na,3\na,4\nb,1\na,5\nb,1\n");
    assertThat(manifest.rows().stream().map(row -> row.opinion().mos()))
        .containsExactly(3.0, 4.0, 1.0, 5.0, 1.0);
    assertThat(manifest.odd(Oddity.OTHER_MOS).count()).isEqualTo(2);
    assertThat(corpus.warnings())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .endsWith(
                        "manifest.csv:3: a.mp4 is repeated with the MOS 4.0; its first row has 3.0, which is used"),
            second -> assertThat(second).contains("manifest.csv:5: a.mp4 is repeated"));
  }

  @Test
  void sameFileNameInTwoFoldersHasTwoKeys() throws Exception {
    Manifest manifest = corpus.read("file_name,MOS\nx/a,3\nb,3\ny/a,3\na,3\nx/a,3\nz/b2,3\n");
    assertThat(keys(manifest))
        .containsExactly(
            "clips/x/a.mp4", "b.mp4", "clips/y/a.mp4", "clips/a.mp4", "clips/x/a.mp4", "b2.mp4");
    assertThat(manifest.rows().stream().map(ManifestRow::firstIndex))
        .containsExactly(0, 1, 2, 3, 0, 5);
  }

  @Test
  void sameFileNameInBothSplitsHasTwoKeys() throws Exception {
    corpus
        .with("k150ka_scores.csv", "video_name,video_score\nx.mp4,3\n")
        .with("k150kb_scores.csv", "video_name,mos\nx.mp4,4\ny.mp4,4\n");
    Manifest manifest = corpus.read();
    assertThat(keys(manifest))
        .containsExactly("k150ka_extracted/x.mp4", "k150kb_extracted/x.mp4", "y.mp4");
    assertThat(manifest.rows()).noneMatch(ManifestRow::isRepeat);
    assertThat(corpus.warnings()).isEmpty();
    assertThat(keys(ManifestReader.read(corpus.capped(1))))
        .as("a cap changes no key")
        .containsExactly("k150ka_extracted/x.mp4");
  }

  @Test
  void keyOfAPlainNameIsTheNamesOwnString() throws Exception {
    Clip clip = corpus.only("file_name,MOS\na.mp4,3\n").clip();
    assertThat(clip.progressKey()).isSameAs(clip.name().value());
  }

  @Test
  void threeHundredThousandRows() throws Exception {
    try (BufferedWriter out = Files.newBufferedWriter(corpus.path("manifest.csv"))) {
      out.write("file_name,url,MOS,SD,n\n");
      for (int i = 0; i < 300_000; i++) {
        out.write(
            "orig_%d_540_5s.mp4,https://videos.example.org/konvid-150k/orig_%d_540_5s.mp4,3.%d,0.5,7%n"
                .formatted(i, i, i));
      }
    }
    Manifest manifest = ManifestReader.read(corpus.request(300_000));
    assertThat(manifest.rows()).hasSize(300_000);
    assertThat(manifest.rows().getLast().clip().name().value()).isEqualTo("orig_299999_540_5s.mp4");
    assertThat(manifest.rows().getLast().opinion()).isEqualTo(new Opinion(3.299999, 0.5, 7));
  }
}
