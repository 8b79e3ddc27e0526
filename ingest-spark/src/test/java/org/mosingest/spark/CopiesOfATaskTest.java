package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.http.ClipUrl;

/** Two copies of one task, as speculation makes them: a clip has one writer at a time. */
@Timeout(300)
class CopiesOfATaskTest {

  @TempDir Path folder = Path.of("");

  @Test
  void theSecondCopyWaitsAndGoesOnFromTheBytesOfTheFirstWhichIsGivenUp() throws Exception {
    byte[] video = Files.readAllBytes(ClipZoo.H264_B_FRAMES_MP4.path());
    Files.createDirectories(folder.resolve("clips"));
    try (FaultServer server = FaultServer.start()) {
      Replies.FileReply file = Replies.file(video, "ETag: \"1\"");
      server.on("/a", file.stallAfter(video.length / 2), file);
      WorkItem item = item(server.url("/a"));
      CompletableFuture<TaskResult> first = new CompletableFuture<>();
      CompletableFuture<TaskResult> second = new CompletableFuture<>();

      Thread one = Thread.ofPlatform().start(() -> work(item, first));
      SparkBed.await("half the clip", () -> bytesOfPart() >= video.length / 2);
      Thread two = Thread.ofPlatform().start(() -> work(item, second));
      one.interrupt();

      TaskResult result = second.get(4, TimeUnit.MINUTES);
      assertThat(result.results())
          .singleElement()
          .satisfies(of -> assertThat(of.fate()).isInstanceOf(WorkResult.Found.class));
      assertThat(first).failsWithin(Duration.ofMinutes(4));
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getLast().header("range")).isPresent();
      assertThat(folder.resolve("clips/a.mp4")).hasBinaryContent(video);
      one.join();
      two.join();
    }
  }

  private long bytesOfPart() {
    Path part = folder.resolve("clips/a.mp4.part");
    return part.toFile().length();
  }

  private void work(WorkItem item, CompletableFuture<TaskResult> result) {
    TaskSettings settings = settings();
    try (TaskWork work = new TaskWork(settings, List.of(item), ExecutorEngines.of(settings))) {
      boolean _ = result.complete(work.results());
    } catch (Exception e) {
      boolean _ = result.completeExceptionally(e);
    }
  }

  private TaskSettings settings() {
    return new TaskSettings(
        folder.toString(),
        folder.toString(),
        TaskSettings.Store.NONE,
        new TaskSettings.Share(4, 4, 1, 0, 0),
        new TaskSettings.Tools(true, "", "", "", "", "test"),
        new TaskSettings.Fetching(
            Duration.ofMinutes(5), 3, Duration.ofMinutes(5), Duration.ofMinutes(5)),
        new ArrayList<>());
  }

  private static WorkItem item(String url) {
    Clip clip = new Clip("clips", new ClipName("a.mp4"), url, "a.mp4");
    return WorkItem.fetch(
        new ManifestRow(0, clip, new Opinion(0, 0, 0), 0), (ClipUrl) ClipUrl.parse(url));
  }
}
