package org.mosingest.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder as POSIX promises it: what was written is on the disk once its file was synced, a name
 * once its folder was. Of what was not synced, a power loss keeps what it likes.
 */
public final class DiskHistory {

  /** How much of a file comes or goes at a time: less than real ones, for small files. */
  private static final int PAGE = 512;

  /** The bytes of a file. */
  private static final class Content {
    private byte[] synced = {};
    private final List<Change> unsynced = new ArrayList<>();

    byte[] all() {
      byte[] bytes = synced;
      for (Change change : unsynced) {
        bytes = apply(bytes, change, Integer.MAX_VALUE);
      }
      return bytes;
    }

    static byte[] apply(byte[] bytes, Change change, int atMost) {
      return switch (change) {
        case Change.Truncate(Path _, long size) -> Arrays.copyOf(bytes, (int) size);
        case Change.Write write -> {
          int count = Math.min(write.bytes().limit(), atMost);
          byte[] longer =
              Arrays.copyOf(bytes, Math.max(bytes.length, (int) write.position() + count));
          write.bytes().get(0, longer, (int) write.position(), count);
          yield longer;
        }
        default -> bytes;
      };
    }
  }

  /** A change of a name: what has it from then on, and which name is given up for it. */
  private record Naming(Path name, @Nullable Content content, @Nullable Path former) {}

  private final Path root;
  private final Set<Path> folders = new LinkedHashSet<>();
  private final Map<Path, Content> names = new LinkedHashMap<>();
  private final Map<Path, Content> syncedNames = new LinkedHashMap<>();
  private final List<Naming> unsyncedNames = new ArrayList<>();

  /** The folder as it is now, all of it on the disk. */
  public DiskHistory(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        if (Files.isDirectory(path)) {
          folders.add(path);
        } else {
          Content content = new Content();
          content.synced = Files.readAllBytes(path);
          names.put(path, content);
          syncedNames.put(path, content);
        }
      }
    }
  }

  /** Makes a change. */
  public void add(Change change) {
    switch (change) {
      case Change.Create(Path path) -> {
        if (!names.containsKey(path)) {
          name(new Naming(path, new Content(), null));
        }
      }
      case Change.Write(Path path, long _, var _) -> content(path).unsynced.add(change);
      case Change.Truncate(Path path, long _) -> {
        if (names.containsKey(path)) {
          content(path).unsynced.add(change);
        }
      }
      case Change.Sync(Path path) -> sync(path);
      case Change.MakeFolder(Path path) -> folders.add(path);
      case Change.Move(Path path, Path to) -> name(new Naming(to, content(path), path));
      case Change.Delete(Path path) -> name(new Naming(path, null, null));
      // Lost with the power, always: nothing may rest on it.
      case Change.Mark _ -> {}
    }
  }

  /** Whether all of a file's bytes are on the disk. */
  public boolean isSynced(Path file) {
    return content(file).unsynced.isEmpty();
  }

  /** Whether the disk knows the file by this name. */
  public boolean isNameSynced(Path file) {
    return syncedNames.get(file) == content(file);
  }

  private Content content(Path path) {
    Content content = names.get(path);
    if (content == null) {
      throw new IllegalStateException("nothing is known of " + path);
    }
    return content;
  }

  private void name(Naming naming) {
    apply(names, naming);
    unsyncedNames.add(naming);
  }

  private static void apply(Map<Path, Content> names, Naming naming) {
    if (naming.former() != null) {
      names.remove(naming.former());
    }
    if (naming.content() == null) {
      names.remove(naming.name());
    } else {
      names.put(naming.name(), naming.content());
    }
  }

  private void sync(Path path) {
    if (!folders.contains(path)) {
      Content content = content(path);
      content.synced = content.all();
      content.unsynced.clear();
      return;
    }
    for (Naming naming : List.copyOf(unsyncedNames)) {
      if (path.equals(naming.name().getParent())) {
        apply(syncedNames, naming);
        unsyncedNames.remove(naming);
      }
    }
  }

  /**
   * Writes down what a power loss may leave.
   *
   * @param into an empty folder
   * @param appended the file of which what was written in order is also kept in order
   */
  public void powerLoss(Path into, Path appended, Random random) throws IOException {
    Map<Path, Content> left = new LinkedHashMap<>(syncedNames);
    int kind = random.nextInt(4);
    int prefix = random.nextInt(unsyncedNames.size() + 1);
    for (int i = 0; i < unsyncedNames.size(); i++) {
      Naming naming = unsyncedNames.get(i);
      boolean kept =
          switch (kind) {
            case 0 -> false;
            case 1 -> true;
            case 2 -> i < prefix;
            default -> random.nextBoolean();
          };
      boolean possible = naming.former() == null || left.get(naming.former()) == naming.content();
      if (kept && possible) {
        apply(left, naming);
      }
    }
    for (Path folder : folders) {
      Files.createDirectories(into.resolve(root.relativize(folder)));
    }
    for (Map.Entry<Path, Content> entry : left.entrySet()) {
      byte[] bytes = left(entry.getValue(), entry.getKey().equals(appended), random);
      Files.write(into.resolve(root.relativize(entry.getKey())), bytes);
    }
  }

  private static byte[] left(Content content, boolean inOrder, Random random) {
    byte[] all = content.all();
    if (content.unsynced.isEmpty() || random.nextInt(4) == 0) {
      return all;
    }
    byte[] bytes = content.synced;
    int whole = random.nextInt(content.unsynced.size() + 1);
    for (Change change : content.unsynced.subList(0, whole)) {
      bytes = Content.apply(bytes, change, Integer.MAX_VALUE);
    }
    if (whole < content.unsynced.size()
        && content.unsynced.get(whole) instanceof Change.Write write) {
      bytes = Content.apply(bytes, write, random.nextInt(write.bytes().limit() + 1));
    }
    if (all.length > bytes.length && random.nextBoolean()) {
      // The length was noted, the bytes were not: zeros.
      int begun = bytes.length;
      bytes = Arrays.copyOf(bytes, all.length);
      for (int page = begun; page < all.length && !inOrder; page += PAGE) {
        if (random.nextBoolean()) {
          int end = Math.min(all.length, page + PAGE);
          System.arraycopy(all, page, bytes, page, end - page);
        }
      }
    }
    return bytes;
  }
}
