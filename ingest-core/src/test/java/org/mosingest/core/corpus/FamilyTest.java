package org.mosingest.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.DistributedCorpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.ManifestRow;

/** The corpora of the family, each read as its distributor ships it. */
final class FamilyTest {

  @TempDir Path temporary = Path.of("");

  static final List<String> IDS = DistributedCorpus.IDS;

  private Manifest read(String id, Path folder) throws IOException, BadCorpusException {
    return read(id, folder, 0);
  }

  private static Manifest read(String id, Path folder, int minRows)
      throws IOException, BadCorpusException {
    Corpus corpus = KnownCorpora.byId(id).orElseThrow();
    return ManifestReader.read(
        new ManifestRequest(
            corpus, folder, Optional.empty(), "clips", minRows, OptionalInt.empty()));
  }

  private Manifest table(String id, String name, String text) throws Exception {
    Files.writeString(temporary.resolve(name), text);
    return read(id, temporary);
  }

  private static String told(ManifestRow row) {
    return row.clip().name().baseName()
        + " "
        + row.opinion().mos()
        + " "
        + row.opinion().mosStdDev()
        + " "
        + row.opinion().nRatings();
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void eachAsItIsShipped(String id) throws Exception {
    DistributedCorpus made = DistributedCorpus.make(id, temporary.resolve(id));
    Manifest manifest = read(id, made.folder());
    assertThat(
            manifest.rows().stream()
                .filter(row -> Files.isRegularFile(row.clip().in(made.folder())))
                .map(FamilyTest::told))
        .containsExactlyElementsOf(made.expected());
    assertThat(manifest.rejectedRows()).isZero();
    assertThat(manifest.rows()).hasSize(made.expected().size() + (id.equals("konvid-1k") ? 1 : 0));
  }

  @Test
  void guardsAreThoseOfTheContract() {
    assertThat(
            KnownCorpora.all().stream()
                .map(
                    corpus ->
                        corpus.id()
                            + " "
                            + corpus.minRows()
                            + " "
                            + corpus.guard().ceiling()
                            + " "
                            + corpus.outputName()
                            + " "
                            + corpus.defaultVersion()))
        .containsExactly(
            "konvid-150k 5000 OptionalInt.empty konvid_150k.jsonl konvid-150k-2019",
            "konvid-1k 0 OptionalInt[1500] konvid_1k.jsonl konvid-1k-2017",
            "lsvq 1000 OptionalInt.empty lsvq.jsonl lsvq-2021",
            "live-vqc 50 OptionalInt.empty live_vqc.jsonl live-vqc-2019",
            "waterloo-ivc-4k 100 OptionalInt.empty waterloo_ivc_4k.jsonl waterloo-ivc-4k-201908",
            "youtube-ugc 200 OptionalInt.empty youtube-ugc.jsonl ugc-2019-orig",
            "chug 1000 OptionalInt.empty chug.jsonl chug-icip-2025");
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void aFolderMountedForAnotherCorpusIsNamed(String id) throws Exception {
    DistributedCorpus made = DistributedCorpus.make(id, temporary.resolve(id));
    for (String other : IDS) {
      Corpus corpus = KnownCorpora.byId(other).orElseThrow();
      if (other.equals(id) || corpus.minRows() == 0) {
        continue;
      }
      assertThatExceptionOfType(BadCorpusException.class)
          .as(id + " mounted as " + other)
          .isThrownBy(() -> read(other, made.folder(), corpus.minRows()))
          .satisfies(e -> assertThat(e.hint()).contains("give " + id));
    }
  }

  @Test
  void theCeilingOfTheSmallOneNamesTheLargeOne() throws Exception {
    String rows =
        IntStream.range(0, 1501)
            .mapToObj(i -> "orig_" + i + "_540_5s.mp4,3\n")
            .collect(Collectors.joining());
    Files.writeString(temporary.resolve("manifest.csv"), "file_name,MOS\n" + rows);
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> read("konvid-1k", temporary))
        .withMessageContaining("1501 data rows, more than the ceiling of 1500")
        .satisfies(e -> assertThat(e.hint()).contains("give konvid-150k as the corpus"));
    Files.writeString(
        temporary.resolve("manifest.csv"),
        "file_name,MOS\n" + rows.substring(0, rows.lastIndexOf("orig_")));
    assertThat(read("konvid-1k", temporary).rows()).hasSize(1500);
  }

  @Test
  void joinedTablesCountEachClipOnce() throws Exception {
    String attributes =
        IntStream.range(0, 1500).mapToObj(i -> i + ",1\n").collect(Collectors.joining());
    String mos = IntStream.range(0, 1500).mapToObj(i -> i + ".0,2\n").collect(Collectors.joining());
    Files.writeString(temporary.resolve("x_attributes.csv"), "flickr_id,SI\n" + attributes);
    Files.writeString(temporary.resolve("x_mos.csv"), "flickr_id,mos\n" + mos);
    Manifest manifest = read("konvid-1k", temporary);
    assertThat(manifest.rows()).hasSize(1500);
    assertThat(manifest.lines()).isEqualTo(new TableLines(3002, 2, 0, 1500, 0, 1500));
    assertThat(manifest.odd()).isEmpty();
  }

  @Test
  void namesAreNoPatternsAndTwoClipsOfOneNameAreRefused() throws Exception {
    Files.createDirectories(temporary.resolve("videos/a"));
    Files.createDirectories(temporary.resolve("videos/b"));
    for (String name :
        List.of("videos/b.mp4", "videos/a/[a].mp4", "videos/a/c.mp4", "videos/b/c.mp4")) {
      Files.writeString(temporary.resolve(name), name);
    }
    Manifest manifest =
        table("konvid-1k", "mos.csv", "file_name,MOS\n*.mp4,1\nb.mp4,2\n[a].mp4,3\nc.mp4,4\n");
    assertThat(manifest.rows().stream().map(row -> row.clip().pathBelowCorpus()))
        .containsExactly("videos/*.mp4", "videos/b.mp4", "videos/a/[a].mp4");
    assertThat(manifest.refused().first().getFirst()).contains("2 clips have the name c.mp4");
  }

  @Test
  void tablesKeyedByNameAndByIdCompleteEachOther() throws Exception {
    Files.writeString(
        temporary.resolve("k_attributes.csv"),
        "flickr_id,file_name,SI\n7,orig_7.mp4,1\n8,8.mp4,1\n");
    Manifest manifest = table("konvid-1k", "k_mos.csv", "flickr_id,mos\n8,4\n7,3\n7,2\n");
    assertThat(manifest.rows().stream().map(FamilyTest::told))
        .containsExactly("orig_7.mp4 3.0 0.0 0", "8.mp4 4.0 0.0 0", "7.mp4 2.0 0.0 0");
  }

  @Test
  void tablesReadTogetherAreToldToEndWithinARow() throws Exception {
    try (CorpusFolder corpus = new CorpusFolder(temporary)) {
      corpus
          .with("k_attributes.csv", "flickr_id,SI,TI\n7,1,2\n8,1")
          .with("k_mos.csv", "flickr_id,mos,sd\n7,3,1\n8,4");
      assertThat(read("konvid-1k", temporary).rows()).hasSize(2);
      assertThat(corpus.warnings())
          .filteredOn(warning -> warning.contains("cut off"))
          .containsExactly(
              corpus.path("k_attributes.csv")
                  + ": the last line, 3, has 2 of 3 cells: is the file cut off?",
              corpus.path("k_mos.csv")
                  + ": the last line, 3, has 2 of 3 cells: is the file cut off?");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          VP9, 1, 540p, 1, 45.5 | VP9_1_540p_1.mp4 45.5
          AVS2,20,2160p,4,101 | AVS2_20_2160p_4.mp4 101.0
          Uncompressed,3,1080p,2,-1 | Uncompressed_3_1080p_2.mp4 -1.0
          """)
  void waterlooWhateverTheEncoderIsCalled(String line, String expected) throws Exception {
    Manifest manifest = table("waterloo-ivc-4k", "manifest.csv", line + "\n");
    assertThat(told(manifest.rows().getFirst())).startsWith(expected + " ");
    assertThat(manifest.lines()).isEqualTo(new TableLines(1, 0, 0, 1, 0));
  }

  @Test
  void headersAreStillRead() throws Exception {
    assertThat(
            table(
                    "waterloo-ivc-4k",
                    "scores.txt",
                    "encoder,video_number,resolution,distortion_level,MOS\nHEVC,1,540p,1,20\n")
                .rows())
        .singleElement()
        .satisfies(row -> assertThat(told(row)).startsWith("HEVC_1_540p_1.mp4 20.0"));
    assertThat(table("live-vqc", "manifest.csv", "name,mos,sd\nA001,50,3\n").rows())
        .singleElement()
        .satisfies(row -> assertThat(told(row)).isEqualTo("A001.mp4 50.0 3.0 0"));
  }

  @Test
  void aTableThatIsNeitherIsRefusedForItsColumns() {
    assertThatExceptionOfType(BadCorpusException.class)
        .isThrownBy(() -> table("live-vqc", "manifest.csv", "a,b,c\n1,2,3\n"))
        .withMessageContaining("no readable columns");
  }

  @Test
  void theBucketIsAddressedByItsLayout() throws Exception {
    Manifest manifest =
        table(
            "youtube-ugc",
            "manifest.csv",
            """
            vid,category,resolution,url,mos
            Gaming_360P-56fe,,,,3
            odd name,How To,720P,,3
            x,Sports,,,3
            y,,,https://h/y.mp4?z=1,3
            """);
    assertThat(manifest.rows().stream().map(row -> row.clip().name() + " " + row.clip().url()))
        .containsExactly(
            "Gaming_360P-56fe.mkv https://storage.googleapis.com/ugc-dataset/original_videos/Gaming/360P/Gaming_360P-56fe.mkv",
            "odd name.mkv https://storage.googleapis.com/ugc-dataset/original_videos/How%20To/720P/odd%20name.mkv",
            "x.mkv ",
            "y.mp4 https://h/y.mp4?z=1");
  }

  @Test
  void chugIsMappedAndHasTwelveMoreKeys() throws Exception {
    Manifest manifest =
        table(
            "chug",
            "chug.csv",
            """
            Video,mos_j,sos_j,ref,bitladder,framerate,height
            id1,50,25,1,360p,29.97,640
            id2,120,x,inf,,nan,7.9
            id3,nan,1,1,,,
            """);
    assertThat(manifest.rows().stream().map(FamilyTest::told))
        .containsExactly("id1.mp4 3.0 1.0 0", "id2.mp4 5.0 0.0 0");
    assertThat(manifest.rows().getFirst().clip().url())
        .isEqualTo("https://ugchdrmturk.s3.us-east-2.amazonaws.com/videos/id1.mp4");
    assertThat(manifest.rows().get(0).extras().values())
        .containsExactly(50.0, "id1", 1L, "", "360p", "", "", "", 29.97, "", 640L, 0L);
    assertThat(manifest.rows().get(1).extras().values())
        .containsExactly(120.0, "id2", 0L, "", "", "", "", "", 0.0, "", 7L, 0L);
    assertThat(manifest.odd(Oddity.CUT_OFF).count()).isEqualTo(1);
    assertThat(manifest.rejectedRows()).isEqualTo(1);
  }

  @Test
  void clipsOfOneSourceAreTold() {
    assertThat(source("konvid-150k", "orig_10000251326_540_5s.mp4")).contains("10000251326");
    assertThat(source("konvid-1k", "10000251326.mp4")).contains("10000251326");
    assertThat(source("lsvq", "yfcc-batch6/4134.mp4")).contains("yfcc-batch6");
    assertThat(source("waterloo-ivc-4k", "AV1_20_2160p_4.mp4")).contains("20");
    assertThat(source("live-vqc", "A001.mp4")).isEmpty();
  }

  private static Optional<String> source(String id, String name) {
    return KnownCorpora.byId(id)
        .orElseThrow()
        .naming()
        .sourceOf(new org.mosingest.core.row.ClipName(name));
  }
}
