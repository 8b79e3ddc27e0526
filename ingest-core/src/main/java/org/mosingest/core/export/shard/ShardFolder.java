package org.mosingest.core.export.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.export.file.StagedFile;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.DurableFiles;

/**
 * The folder of shards while it is written under another name beside its own. A file in it tells
 * which plan it follows and which shards are whole, so that an attempt that was cut off goes on.
 * Not thread-safe.
 */
public final class ShardFolder {

  private static final String STATE = "whole.txt";
  private static final Pattern OWN =
      Pattern.compile(
          "[a-z0-9][a-z0-9_-]*-[0-9]{6}\\.tar(\\.tmp)?|(index\\.csv|whole\\.txt)(\\.tmp)?");

  private final Path folder;
  private final Path beside;
  private final Map<String, String> whole = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * A folder.
   *
   * @param folder its own name
   */
  public ShardFolder(Path folder) {
    this.folder = folder;
    this.beside = DurableFiles.temporaryOf(folder);
  }

  /**
   * Makes sure that nothing is lost when the folder is replaced.
   *
   * @throws RefusedExportException if it holds anything but shards, or is no folder
   */
  public void requireReplaceable() throws IOException, RefusedExportException {
    for (Path one : List.of(folder, beside)) {
      if (Files.exists(one, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(one)) {
        throw refused(one + " is not a folder");
      }
      if (Files.isDirectory(one)) {
        try (Stream<Path> files = Files.list(one)) {
          for (Path file : files.sorted().toList()) {
            if (!OWN.matcher(String.valueOf(file.getFileName())).matches()) {
              throw refused(one + " holds " + file.getFileName() + ", which is not a shard");
            }
          }
        }
      }
    }
  }

  private static RefusedExportException refused(String what) {
    return new RefusedExportException(what, "give another path, or move it away", Setting.OUTPUT);
  }

  /** Begins or goes on: what another plan left goes. */
  void begin(Sha256 plan) throws IOException {
    Path state = beside.resolve(STATE);
    List<String> known = Files.isRegularFile(state) ? Files.readAllLines(state) : List.of();
    if (known.isEmpty() || !known.getFirst().equals(plan.hex())) {
      clear(beside);
      Files.createDirectories(beside);
      known = List.of(plan.hex());
      DurableFiles.replace(state, (plan.hex() + "\n").getBytes(UTF_8));
    }
    lines.addAll(known);
    for (String line : known.subList(1, known.size())) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        whole.put(line.substring(blank + 1), line.substring(0, blank));
      }
    }
  }

  /** Whether an earlier attempt has left that shard whole. */
  boolean has(Shard shard) throws IOException {
    Path file = beside.resolve(shard.name());
    String hash = whole.get(shard.name());
    return hash != null
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == shard.sizeBytes()
        && StagedFile.hash(file).hex().equals(hash);
  }

  StagedFile stage(String name) throws IOException {
    return new StagedFile(beside.resolve(name));
  }

  /** Notes a shard as whole. */
  void keep(Shard shard, StagedFile staged) throws IOException {
    ExportedFile told = staged.told(shard.count(), shard.part());
    if (told.sizeBytes() != shard.sizeBytes()) {
      throw new IllegalStateException(
          shard.name() + " has " + told.sizeBytes() + " bytes, not " + shard.sizeBytes());
    }
    staged.publish();
    whole.put(shard.name(), told.sha256().hex());
    lines.add(told.sha256().hex() + " " + shard.name());
    DurableFiles.replace(beside.resolve(STATE), (String.join("\n", lines) + "\n").getBytes(UTF_8));
  }

  /** What there is to tell of a whole shard. */
  ExportedFile told(Shard shard) {
    return new ExportedFile(
        folder.resolve(shard.name()),
        shard.part(),
        shard.count(),
        shard.sizeBytes(),
        Sha256.parse(String.valueOf(whole.get(shard.name()))).orElseThrow());
  }

  /** The same file under the name that it will have. */
  ExportedFile placed(ExportedFile file) {
    return new ExportedFile(
        folder.resolve(String.valueOf(file.path().getFileName())),
        file.part(),
        file.rows(),
        file.sizeBytes(),
        file.sha256());
  }

  /** Gives the folder its name; the shards that had it go. */
  public void publish() throws IOException {
    Files.deleteIfExists(beside.resolve(STATE));
    DurableFiles.syncFolder(beside);
    clear(folder);
    DurableFiles.publish(beside, folder);
  }

  private static void clear(Path shards) throws IOException {
    if (Files.isDirectory(shards)) {
      try (Stream<Path> files = Files.list(shards)) {
        for (Path file : files.toList()) {
          if (OWN.matcher(String.valueOf(file.getFileName())).matches()) {
            Files.delete(file);
          }
        }
      }
      Files.delete(shards);
    }
  }
}
