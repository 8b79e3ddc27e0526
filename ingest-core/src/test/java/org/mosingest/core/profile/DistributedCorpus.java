package org.mosingest.core.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A corpus's folder as its distributor ships it, in small, with what its rows should be, worked out
 * without the program's own code.
 */
public final class DistributedCorpus {

  /** All of the family. */
  public static final List<String> IDS =
      List.of(
          "konvid-150k", "konvid-1k", "lsvq", "live-vqc", "waterloo-ivc-4k", "youtube-ugc", "chug");

  private final Path folder;
  private final List<String> expected = new ArrayList<>();
  private int clips;

  private DistributedCorpus(Path folder) {
    this.folder = folder;
  }

  /** Makes one of the family in a folder. */
  public static DistributedCorpus make(String id, Path folder) throws IOException {
    DistributedCorpus made = new DistributedCorpus(Files.createDirectories(folder));
    switch (id) {
      case "konvid-150k" -> made.konvid150k();
      case "konvid-1k" -> made.konvid1k();
      case "lsvq" -> made.lsvq();
      case "live-vqc" -> made.liveVqc();
      case "waterloo-ivc-4k" -> made.waterloo();
      case "youtube-ugc" -> made.youtubeUgc();
      case "chug" -> made.chug();
      default -> throw new IllegalArgumentException(id);
    }
    return made;
  }

  /** The corpus folder. */
  public Path folder() {
    return folder;
  }

  /** Of each row {@code src mos mos_std_dev n_ratings}, in order. */
  public List<String> expected() {
    return expected;
  }

  private void table(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private void clip(String path, String row) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, ("clip " + clips++ + " of " + folder.getFileName()).getBytes(UTF_8));
    expected.add(file.getFileName() + " " + row);
  }

  private void konvid150k() throws IOException {
    table("k150ka_scores.csv", "video_name,video_score", "orig_10000251326_540_5s.mp4,3.4");
    table("k150kb_scores.csv", "video_name,mos,video_score", "orig_2000_540_5s.mp4,2.5,2.4");
    clip("k150ka_extracted/orig_10000251326_540_5s.mp4", "3.4 0.0 0");
    clip("k150kb_extracted/orig_2000_540_5s.mp4", "2.5 0.0 0");
  }

  private void konvid1k() throws IOException {
    table(
        "KoNViD_1k_metadata/KoNViD_1k_attributes.csv",
        "flickr_id,blur,SI",
        "3339962845,0.1,3",
        "103.0,0.2,4");
    table(
        "KoNViD_1k_metadata/KoNViD_1k_mos.csv",
        "\"flickr_id\",\"mos\"",
        "\"103\",2.25",
        "3339962845.0,4.64",
        "999,1.5");
    clip("KoNViD_1k_videos/3339962845.mp4", "4.64 0.0 0");
    clip("KoNViD_1k_videos/deeper/103.mp4", "2.25 0.0 0");
  }

  private void lsvq() throws IOException {
    table(
        "labels_train_test.csv",
        "name,p1,p2,p3,height,width,mos_p1,mos_p2,mos_p3,mos,frame_number,is_test,is_valid",
        "yfcc-batch6/4134,1,2,3,540,960,3.1,3.2,3.3,3.25,200,False,True",
        "ia-batch8/x,1,2,3,540,960,3.1,3.2,3.3,4.25,200,False,True");
    clip("clips/yfcc-batch6/4134.mp4", "3.25 0.0 0");
    clip("clips/ia-batch8/x.mp4", "4.25 0.0 0");
  }

  private void liveVqc() throws IOException {
    table("manifest.csv", "A001.mp4,80.5", "\"B002.mp4\",11.25");
    clip("clips/A001.mp4", "80.5 0.0 0");
    clip("clips/B002.mp4", "11.25 0.0 0");
  }

  private void waterloo() throws IOException {
    table("scores.txt", "H264, 1, 540p, 1, 45.5", "AV1, 20, 2160p, 4, 91");
    clip("clips/H264_1_540p_1.mp4", "45.5 0.0 0");
    clip("clips/AV1_20_2160p_4.mp4", "91.0 0.0 0");
  }

  private void youtubeUgc() throws IOException {
    table(
        "manifest.csv",
        "vid,category,resolution,mos,sd,n",
        "Gaming_360P-56fe,Gaming,360P,3.5,0.75,12",
        "Sports_720P-0b9e,Sports,720,4.5,0.5,11");
    clip("clips/Gaming_360P-56fe.mkv", "3.5 0.75 12");
    clip("clips/Sports_720P-0b9e.mp4", "4.5 0.5 11");
  }

  private void chug() throws IOException {
    table(
        "chug.csv",
        "Video,mos_j,sos_j,ref,name,bitladder,resolution,bitrate,orientation,framerate,content_name,height,width",
        "0123456789abcdef0123456789abcdef,50,25,1,a name,360p_0.2M,360p,0.2M,Portrait,29.97,beach,640,360",
        "fedcba9876543210fedcba9876543210,100,10,0,,,,,,,,,");
    clip("clips/0123456789abcdef0123456789abcdef.mp4", "3.0 1.0 0");
    clip("clips/fedcba9876543210fedcba9876543210.mp4", "5.0 0.4 0");
  }
}
