package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;

/** A manifest that is changed while its run is paused. */
class ChangedManifestTest extends RegistryTestBase {

  private static final int CLIPS = 60;

  @Test
  void aManifestThatIsSortedAnewDuringAPauseLosesNoRowAndDoublesNone() throws Exception {
    TestCorpus corpus = localCorpus("p", CLIPS);
    String id = paused(corpus);
    List<String> lines = lines(corpus);
    Collections.reverse(lines.subList(1, lines.size()));
    Files.write(manifest(corpus), lines);

    registry.resume(id);

    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(corpus.written()).hasSize(CLIPS).doesNotHaveDuplicates();
    assertThat(done.outcomes()).isEqualTo(new Outcomes(CLIPS, CLIPS, 0, 0, 0, 0, 0));
    assertThat(done.note()).contains("the manifest was changed");
  }

  @Test
  void rowsThatAreAddedDuringAPauseSettle() throws Exception {
    TestCorpus corpus = localCorpus("p", CLIPS);
    String id = paused(corpus);
    Files.write(corpus.folder.resolve("clips/more.mp4"), TestCorpus.video("more"));
    List<String> lines = lines(corpus);
    lines.add(1, "more.mp4,,4.0");
    Files.write(manifest(corpus), lines);

    registry.resume(id);

    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(corpus.written()).hasSize(CLIPS + 1).doesNotHaveDuplicates().contains("more.mp4");
    assertThat(done.outcomes()).isEqualTo(new Outcomes(CLIPS + 1, CLIPS + 1, 0, 0, 0, 0, 0));
  }

  @Test
  void labelsThatAreChangedDuringAPauseAreTold() throws Exception {
    TestCorpus corpus = localCorpus("p", CLIPS);
    String id = paused(corpus);
    Files.writeString(
        manifest(corpus), Files.readString(manifest(corpus)).replace(",,3.5", ",,2.5"));

    registry.resume(id);

    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(corpus.written()).hasSize(CLIPS).doesNotHaveDuplicates();
    assertThat(done.note()).contains("the manifest was changed");
  }

  @Test
  void votesThatAreChangedDuringAPauseAreTold() throws Exception {
    TestCorpus corpus = localCorpus("p", CLIPS);
    Path votes = Files.writeString(corpus.folder.resolve("votes.csv"), "name,score\np3,3.5\n");
    String id = paused(withVotes(corpus, votes));
    Files.writeString(votes, "name,score\np3,3.5\np59,3\np59,4\n");

    registry.resume(id);

    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(corpus.written()).hasSize(CLIPS).doesNotHaveDuplicates();
    assertThat(done.note()).contains("its votes were").contains("no clip gets a second row");
    List<String> rows = Files.readAllLines(corpus.folder.resolve("konvid_150k.jsonl"));
    assertThat(rows.get(3)).contains("\"mos_std_dev\":0.0,\"n_ratings\":1");
    assertThat(rows.getLast()).contains("\"mos_std_dev\":0.7071067811865476,\"n_ratings\":2");
  }

  @Test
  void unchangedVotesAreNotReadAgain() throws Exception {
    TestCorpus corpus = localCorpus("p", CLIPS);
    Path votes = Files.writeString(corpus.folder.resolve("votes.csv"), "name,score\np3,3.5\n");
    String id = paused(withVotes(corpus, votes));

    registry.resume(id);

    assertThat(await(id, RunState.COMPLETED).note()).isEmpty();
  }

  private static RunOptions withVotes(TestCorpus corpus, Path votes) throws IOException {
    return RunOptions.of(corpus.options().values().with(CorpusOption.VOTES, List.of(votes)));
  }

  @Test
  void anUnchangedManifestIsNotReadAgain() throws Exception {
    TestCorpus corpus = localCorpus("p", CLIPS);
    String id = paused(corpus);

    RunSnapshot resumed = registry.resume(id);

    assertThat(resumed.state()).isEqualTo(RunState.RUNNING);
    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(CLIPS, CLIPS, 0, 0, 0, 0, 0));
    assertThat(done.note()).isEmpty();
  }

  @Test
  void aManifestThatIsGoneAfterAPauseFailsTheRunAndSaysSo() throws Exception {
    TestCorpus corpus = localCorpus("p", CLIPS);
    String id = paused(corpus);
    Files.delete(manifest(corpus));

    registry.resume(id);

    assertThat(await(id, RunState.FAILED).note()).contains("manifest.csv");
    assertThat(corpus.written()).hasSizeGreaterThanOrEqualTo(25).doesNotHaveDuplicates();
  }

  /** A run that was paused when its four probes were at as many clips, which have gone on since. */
  private String paused(TestCorpus corpus) throws Exception {
    return paused(corpus.options());
  }

  private String paused(RunOptions options) throws Exception {
    List<FakeClipProbe.Gate> gates =
        IntStream.range(25, 29).mapToObj(i -> probe.holdAt("p" + i + ".mp4")).toList();
    String id = registry.submit(options).id();
    await(id, run -> run.outcomes().settled() == 25);
    for (FakeClipProbe.Gate gate : gates) {
      gate.awaitEntered();
    }
    registry.pause(id);
    gates.forEach(FakeClipProbe.Gate::open);
    return id;
  }

  private static Path manifest(TestCorpus corpus) {
    return corpus.folder.resolve("manifest.csv");
  }

  private static List<String> lines(TestCorpus corpus) throws IOException {
    return new ArrayList<>(Files.readAllLines(manifest(corpus)));
  }
}
