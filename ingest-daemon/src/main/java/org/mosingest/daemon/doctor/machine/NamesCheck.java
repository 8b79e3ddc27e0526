package org.mosingest.daemon.doctor.machine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Folders;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.daemon.doctor.subject.TestFolder;

/** Whether the clips' disk takes the names that the rows have: one of each kind is tried. */
public final class NamesCheck implements Check {

  /** What a download adds to a name while it is unfinished. */
  private static final String LONGEST_END = ".part.json.tmp";

  private static final int LONGEST_NAME_BYTES = 255;

  @Override
  public String name() {
    return "names";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    Optional<Manifest> manifest = subject.manifest();
    Path clips =
        Folders.nearest(
            subject.options().folder().resolve(subject.options().manifest().clipsSubdir()));
    if (manifest.isEmpty() || !Files.isDirectory(clips)) {
      return;
    }
    Map<String, Boolean> taken = new HashMap<>();
    Examples.Counter refused = new Examples.Counter();
    try (TestFolder test = TestFolder.in(clips)) {
      for (ManifestRow row : manifest.get().rows()) {
        ClipName name = row.clip().name();
        String kind = kindOf(name.baseName());
        if (!row.isRepeat()
            && !kind.isEmpty()
            && !taken.computeIfAbsent(kind, _ -> takes(test, name.baseName()))) {
          refused.add(name.value());
        }
      }
    } catch (FileSystemException e) {
      // That it cannot be written at all is said by the check on folders.
      return;
    }
    findings.warnOf(
        refused.examples(),
        count ->
            Counted.of(count, "name is not allowed", "names are not allowed")
                + " on the clips' disk",
        "put the corpus on another file system, or rename these clips; they would fail with"
            + " name-refused");
    if (!refused.examples().any() && !taken.isEmpty()) {
      findings.ok("the clips' disk accepts all kinds of names that the rows have");
    }
  }

  /** The characters that some disk refuses, each once; empty for a name that every disk takes. */
  private static String kindOf(String name) {
    TreeSet<String> odd = new TreeSet<>();
    name.codePoints()
        .filter(c -> c > '~' || "\"*:<>?\\|".indexOf(c) >= 0)
        .forEach(c -> odd.add(c > 0xffff ? "beyond" : c > '~' ? "foreign" : Character.toString(c)));
    if (name.length() > LONGEST_NAME_BYTES / 2) {
      odd.add("length " + name.length());
    }
    return String.join("", odd);
  }

  private static boolean takes(TestFolder test, String name) {
    String unfinished = name + LONGEST_END;
    boolean fits = unfinished.getBytes(UTF_8).length <= LONGEST_NAME_BYTES;
    try {
      Files.createFile(test.file(fits ? unfinished : name));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
