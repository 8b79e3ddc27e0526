package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.core.testkit.ChildJvm;
import org.mosingest.transfer.Replies;

/**
 * A process that may open no more files: this machine's fault, said with its cure, and no clip's.
 */
final class OpenFilesTest extends RunTestBase {

  /**
   * A run in a process that has used up its files when the run begins, and has them again for the
   * next.
   */
  static final class Starved {

    private Starved() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws Exception {
      RunOptions options =
          RunOptions.of(KnownCorpora.standard(), Path.of(args[0])).minRows(0).retries(0).build();
      // From a folder, unlike from a jar, no class can be loaded without a file to spare: a first
      // run loads those of every run,
      // and these are of faults only.
      for (String rare :
          List.of(
              "transfer.http.NetworkFaults",
              "transfer.attempt.ClipFault",
              "core.state.Exhaustion",
              "core.clip.RefusedNames")) {
        Class.forName("org.mosingest." + rare);
      }
      RunOptions first =
          RunOptions.of(KnownCorpora.standard(), Path.of(args[1])).minRows(0).retries(0).build();
      System.out.println(run(first, false));
      System.out.println(run(options, true));
      System.out.println(run(options, false));
    }

    private static String run(RunOptions options, boolean starved) throws Exception {
      List<FileInputStream> taken = new ArrayList<>();
      try (Engines engines = engines(new FakeClipProbe());
          IngestRun run = IngestRun.open(options, engines)) {
        while (starved && taken.size() < 10_000) {
          try {
            taken.add(new FileInputStream("/dev/null"));
          } catch (IOException e) {
            break;
          }
        }
        return run.execute(new Invocation("test", List.of())).progress().books().toString();
      } catch (MachineFaultException e) {
        return "machine: " + e.getMessage();
      } finally {
        for (FileInputStream file : taken) {
          file.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aProcessThatMayOpenNoMoreFilesEndsItsRunWithTheCureAndBlamesNoClip(boolean local)
      throws Exception {
    CorpusBed first = new CorpusBed(temporary.resolve("first"));
    for (int i = 0; i < 3; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i)));
      if (local) {
        bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
      } else {
        bed.row(i + ".mp4", server.url("/" + i), "1.0");
      }
    }
    server.on("/missing", Replies.status(404, "Not Found"));
    first
        .local("a.mp4", CorpusBed.fake(1), "1.0")
        .row("b.mp4", server.url("/0"), "1.0")
        .row("c.mp4", server.url("/missing"), "1.0");
    first.write();
    bed.write();
    try (ChildJvm child =
        ChildJvm.startWithOpenFileLimit(
            300, Starved.class, bed.folder().toString(), first.folder().toString())) {
      assertThat(child.line()).isEqualTo(new Books(3, 2, 0, 1, 0).toString());
      assertThat(child.line())
          .startsWith("machine: cannot ")
          .contains("too many files are open")
          .contains("ulimit -n");
      assertThat(Files.exists(bed.progress()) ? Files.readString(bed.progress()) : "")
          .doesNotContain("failed");
      assertThat(child.line()).isEqualTo(new Books(3, 3, 0, 0, 0).toString());
    }
  }
}
