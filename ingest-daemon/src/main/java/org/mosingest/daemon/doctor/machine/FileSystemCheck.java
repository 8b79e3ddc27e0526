package org.mosingest.daemon.doctor.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.DurableFiles;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Folders;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.daemon.doctor.subject.TestFolder;

/**
 * Whether the file systems keep what the run relies on: locks, renames in one step, syncing of
 * files and folders.
 */
public final class FileSystemCheck implements Check {

  private static final Set<String> REMOTE =
      Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph");

  @Override
  public String name() {
    return "file-system";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    Map<String, Path> stores = new LinkedHashMap<>();
    for (Path folder : Folders.of(subject.options()).keySet()) {
      Path there = Folders.nearest(folder);
      if (Files.isDirectory(there) && Files.isWritable(there)) {
        FileStore store = Files.getFileStore(there);
        stores.putIfAbsent(store.name() + " " + store.type(), there);
      }
    }
    for (Path folder : stores.values()) {
      look(folder, subject, findings);
    }
  }

  private static void look(Path folder, Subject subject, Findings findings) throws IOException {
    String type = Files.getFileStore(folder).type();
    String shown = Text.printable(folder.toString()) + " (" + Text.printable(type) + ")";
    boolean caseMatters;
    try (TestFolder test = TestFolder.in(folder)) {
      Files.writeString(test.file("clip"), "lower");
      caseMatters = !Files.exists(test.file("CLIP"));
      if (!(tried("lock a file", shown, findings, () -> lock(test.file("lock")))
          && tried("replace a file in one step", shown, findings, () -> replace(test))
          && tried(
              "sync a file and its folder",
              shown,
              findings,
              () -> DurableFiles.syncFolder(test.folder())))) {
        return;
      }
    } catch (IOException e) {
      // That it cannot be written at all is said by the check on folders.
      return;
    }
    findings.ok(shown + ": locks, atomic renames and syncs work");
    if (!caseMatters) {
      sameButForCase(shown, subject, findings);
    }
    if (REMOTE.contains(type.toLowerCase(Locale.ROOT))) {
      findings.note(
          shown + " is on another machine",
          List.of(),
          "make sure that no other machine uses this corpus: its locks may not be visible here");
    }
  }

  /** Something that a file system should be able to do. */
  @FunctionalInterface
  private interface Trial {
    void run() throws IOException;
  }

  private static boolean tried(String what, String shown, Findings findings, Trial trial) {
    try {
      trial.run();
      return true;
    } catch (IOException e) {
      findings.problem(
          Blame.MACHINE,
          "cannot " + what + " in " + shown + ": " + Text.printable(e.toString()),
          List.of(),
          "put the corpus and the output on a file system that can: a run relies on it");
      return false;
    }
  }

  private static void lock(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("a new file cannot be locked although nothing else uses it");
      }
    }
  }

  private static void replace(TestFolder test) throws IOException {
    Path target = test.file("replaced");
    Files.writeString(target, "old");
    DurableFiles.replace(target, new byte[] {'n', 'e', 'w'});
    if (!Files.readString(target).equals("new")) {
      throw new IOException("the old content is still there after the rename");
    }
  }

  private static void sameButForCase(String shown, Subject subject, Findings findings)
      throws IOException {
    Examples.Counter same = new Examples.Counter();
    if (subject.manifest().isPresent()) {
      Set<String> seen = new HashSet<>();
      for (ManifestRow row : subject.manifest().get().rows()) {
        if (!row.isRepeat() && !seen.add(row.clip().pathBelowCorpus().toLowerCase(Locale.ROOT))) {
          same.add(row.clip().pathBelowCorpus());
        }
      }
    }
    if (same.examples().any()) {
      findings.problem(
          Blame.MACHINE,
          shown
              + " does not distinguish upper and lower case, and "
              + Counted.of(
                  same.examples().count(),
                  "clip's name differs from another only in case",
                  "clips' names differ only in case"),
          same.examples().first(),
          "put the corpus on a file system that does");
    } else {
      findings.note(
          shown + " does not distinguish upper and lower case",
          List.of(),
          "nothing: no two names differ only in case");
    }
  }
}
