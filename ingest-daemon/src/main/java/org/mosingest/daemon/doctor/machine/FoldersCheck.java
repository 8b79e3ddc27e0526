package org.mosingest.daemon.doctor.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Folders;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.daemon.doctor.subject.TestFolder;
import org.mosingest.daemon.run.RunPaths;

/**
 * Whether the folders and files of a run can be written, tried with a file that is removed again.
 */
public final class FoldersCheck implements Check {

  @Override
  public String name() {
    return "folders";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    for (Map.Entry<Path, String> entry : Folders.of(subject.options()).entrySet()) {
      folder(entry.getKey(), entry.getValue(), subject, findings);
    }
    file(subject.options().output(), "the output", findings);
    file(subject.options().manifestOut(), "the replay manifest", findings);
    file(subject.options().progressPath(), "the download progress", findings);
    if (findings.isEmpty() && subject.manifest().isPresent()) {
      try {
        RunPaths.check(subject.options(), subject.manifest().get());
      } catch (PathClashException e) {
        findings.problem(Blame.INPUT, String.valueOf(e.getMessage()), List.of(), e.hint());
      }
    }
    if (findings.isEmpty()) {
      findings.ok("all folders and files of the run are writable");
    }
  }

  private static void folder(Path folder, String role, Subject subject, Findings findings)
      throws IOException {
    Path there = Folders.nearest(folder);
    String shown = role + " " + Text.printable(folder.toString());
    if (!Files.isDirectory(there)) {
      findings.problem(
          Blame.MACHINE,
          shown + " cannot be created: " + Text.printable(there.toString()) + " is no folder",
          List.of(),
          "move it away, or give another path");
      return;
    }
    try (TestFolder test = TestFolder.in(there)) {
      Files.write(test.file("written"), new byte[] {'x'});
    } catch (IOException e) {
      boolean onlyRead =
          folder.startsWith(subject.options().folder().toAbsolutePath().normalize())
              && !written(subject.options()).contains(folder)
              && subject.toFetch() == 0;
      if (onlyRead) {
        findings.note(
            shown + " cannot be written",
            List.of(),
            "nothing: there is no clip to download, and the run writes its files elsewhere");
        return;
      }
      findings.problem(
          Blame.MACHINE,
          shown + " cannot be written: " + FaultWords.of(e),
          List.of(),
          "change its permissions or owner, mount the file system writable, or give another path");
    }
  }

  /** The folders of the files that the run writes. */
  private static Set<Path> written(RunOptions options) {
    return Stream.of(options.output(), options.manifestOut(), options.progressPath())
        .map(file -> file.toAbsolutePath().normalize().resolveSibling(""))
        .collect(Collectors.toSet());
  }

  private static void file(Path file, String role, Findings findings) {
    if (Files.exists(file)
        && !(Files.isRegularFile(file) && Files.isReadable(file) && Files.isWritable(file))) {
      findings.problem(
          Blame.MACHINE,
          role
              + " "
              + Text.printable(file.toString())
              + (Files.isRegularFile(file) ? " may not be read and written" : " is no file"),
          List.of(),
          "change its permissions, move it away, or give another path");
    }
  }
}
