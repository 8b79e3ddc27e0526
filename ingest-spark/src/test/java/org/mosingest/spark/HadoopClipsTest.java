package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.cluster.SecretSettings;

/** Addresses, places and settings of clips in a Hadoop file system, without a run. */
class HadoopClipsTest {

  @TempDir Path temporary = Path.of("");

  private Path store() {
    return temporary.resolve("store");
  }

  private static Clip clip(String name) {
    return new Clip("clips", new ClipName(name), "", "x");
  }

  @Test
  void whatIsThereIsNotReplacedAndWhatWasStagedIsRemoved() throws Exception {
    HadoopClips clips = HadoopClips.at("file://" + store());
    Clip clip = clip("b c/ä:1.mp4");
    Path one = Files.writeString(temporary.resolve("one"), "one");
    Path other = Files.writeString(temporary.resolve("other"), "other");

    assertThat(clips.put(one, clip, "key/1")).isTrue();
    assertThat(clips.put(other, clip, "key/2")).isFalse();

    assertThat(store().resolve("clips/b c/ä:1.mp4")).content().isEqualTo("one");
    assertThat(SparkBed.filesBelow(store())).containsExactly("clips/b c/ä:1.mp4");
    List<String> listed = new ArrayList<>();
    clips.list("clips", (path, stamp) -> listed.add(path + " " + stamp.size()));
    assertThat(listed).containsExactly("clips/b c/ä:1.mp4 3");
    clips.clearStaging("key");
    assertThat(store().resolve(HadoopClips.STAGING)).doesNotExist();
  }

  @Test
  void aFolderIsMadeOnceForAllOfItsClips() throws Exception {
    Path log = temporary.resolve("operations.log");
    Configuration configuration = new Configuration(false);
    configuration.set("fs.trial.impl", TrialFileSystem.class.getName());
    configuration.set("fs.trial.impl.disable.cache", "true");
    configuration.set("trial.log", log.toString());
    HadoopClips clips = HadoopClips.at("trial://" + store(), configuration);
    Path file = Files.writeString(temporary.resolve("file"), "bytes");

    for (String name : List.of("a.mp4", "b.mp4", "c/d.mp4", "c/e.mp4", "f.mp4")) {
      assertThat(clips.put(file, clip(name), "key/" + name)).isTrue();
    }

    assertThat(Files.readAllLines(log)).filteredOn("mkdirs"::equals).hasSize(2);
    assertThat(SparkBed.filesBelow(store()))
        .containsExactly(
            "clips/a.mp4", "clips/b.mp4", "clips/c/d.mp4", "clips/c/e.mp4", "clips/f.mp4");
  }

  @Test
  void addressesThatCannotBeUsedAreRefusedWithoutRepeatingASecret() {
    assertThatThrownBy(() -> HadoopClips.at("s3a://AKIA:hush@bucket/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("user name or password")
        .hasMessageNotContainingAny("hush", "AKIA");
    assertThatThrownBy(() -> HadoopClips.at("s3a://bucket/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hadoop-aws");
    assertThatThrownBy(() -> HadoopClips.at("nosuch://bucket/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("knows no file system nosuch:");
    assertThatThrownBy(() -> HadoopClips.at("file://elsewhere/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--clips-at cannot be used: Wrong FS");
    assertThatThrownBy(() -> HadoopClips.at("file:///two words"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("%20")
        .hasMessageNotContaining("two words");
    assertThatThrownBy(() -> HadoopClips.at("/clips"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begin with a scheme");
  }

  @Test
  void anAddressMayEndInSlashesHoldEscapesAndBeTheRoot() throws Exception {
    Path odd = Files.createDirectories(temporary.resolve("ä b#%[1]/clips"));
    Path _ = Files.writeString(odd.resolve("a.mp4"), "abc");
    for (String end : List.of("", "/", "//", "/./x/..")) {
      HadoopClips clips = HadoopClips.at("file://" + temporary + "/%C3%A4%20b%23%25%5B1%5D" + end);
      assertThat(listed(clips, "clips")).containsExactly("clips/a.mp4");
      assertThat(listed(clips, "")).containsExactly("clips/a.mp4");
      assertThat(clips.status(clip("a.mp4"))).isPresent();
    }
    HadoopClips root = HadoopClips.at("file:///");
    assertThat(listed(root, odd.toString().substring(1)))
        .containsExactly(odd.toString().substring(1) + "/a.mp4");
    assertThat(ClipsUri.parse("s3a://bucket").getPath()).isEqualTo("/");
  }

  @Test
  void aFileWhereAFolderBelongsIsAFaultOfTheStore() throws Exception {
    Path _ = Files.createDirectories(store());
    Path file = Files.writeString(store().resolve("clips"), "no folder");
    HadoopClips clips = HadoopClips.at("file://" + store());
    HadoopClips below = HadoopClips.at("file://" + file);

    assertThatThrownBy(() -> listed(clips, "clips"))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot list")
        .hasMessageContaining("it is a file, and clips need a folder");
    assertThatThrownBy(() -> listed(below, ""))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("it is a file");
    assertThatThrownBy(() -> clips.put(file, clip("a.mp4"), "key/1"))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot write");
    assertThat(SparkBed.filesBelow(store())).containsExactly("clips");
  }

  @Test
  void whatHadoopsFilesSayIsSetUnlessTheUserSaysOtherwise() throws Exception {
    Path site = SparkBed.site(temporary, Map.of("a", "file", "b", "${a}/b"));
    Path _ =
        Files.writeString(
            site.resolve("hdfs-site.xml"),
            "<configuration><property><name>c</name><value>hdfs</value></property></configuration>");
    Path _ = Files.writeString(site.resolve("hive-site.xml"), "not read, and no XML");
    SparkConf conf = new SparkConf(false).set("spark.hadoop.a", "user");

    HadoopSite.addTo(conf, Map.of("HADOOP_CONF_DIR", site.toString()));

    assertThat(conf.get("spark.redaction.regex")).isEqualTo(SecretSettings.SOUND);
    assertThat(conf.get("spark.hadoop.a")).isEqualTo("user");
    assertThat(conf.get("spark.hadoop.b")).isEqualTo("${a}/b");
    assertThat(conf.get("spark.hadoop.c")).isEqualTo("hdfs");

    Path _ = Files.writeString(site.resolve("core-site.xml"), "<a>\n<b>&hush;</b></a>");
    assertThatThrownBy(() -> HadoopSite.addTo(conf, Map.of("HADOOP_CONF_DIR", site.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("core-site.xml: line 2 is not well-formed XML")
        .hasMessageNotContaining("hush");
  }

  private static List<String> listed(HadoopClips clips, String folder) throws Exception {
    List<String> listed = new ArrayList<>();
    clips.list(folder, (path, stamp) -> listed.add(path));
    return listed;
  }
}
