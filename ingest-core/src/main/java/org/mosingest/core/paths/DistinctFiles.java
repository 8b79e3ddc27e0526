package org.mosingest.core.paths;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.row.Text;
import org.mosingest.core.setting.Setting;

/**
 * Holds the files that a run writes against each other, against those it reads and against the
 * clips, by real path and by inode, before any of them is touched. Looks only.
 */
public final class DistinctFiles {

  private record Known(WrittenFile file, FileIdentity identity, WrittenFile.Kind kind) {}

  private DistinctFiles() {}

  /**
   * Checks them.
   *
   * @throws PathClashException if one would harm another file, or is no file that can be written
   * @throws IOException if one cannot be looked at
   */
  public static void check(List<WrittenFile> written, List<ReadFile> inputs, ClipPlaces clips)
      throws IOException {
    List<Known> known = new ArrayList<>();
    for (WrittenFile file : written) {
      refuseOddKind(file);
      known.add(new Known(file, FileIdentity.of(file.path()), WrittenFile.Kind.UNTOLD));
    }
    for (ReadFile input : inputs) {
      FileIdentity identity = FileIdentity.of(input.path());
      Optional<Path> folder = clips.folderAt(identity.real());
      if (folder.isPresent() && !Files.isDirectory(input.path())) {
        throw new PathClashException(
            input.role() + " and a folder of clips are the same path: " + shown(folder.get()),
            "give another folder for clips; nothing was written",
            Setting.CLIPS_FOLDER);
      }
      for (Known one : known) {
        if (one.identity().isSameAs(identity)) {
          throw clash(one.file(), input.role(), input.path());
        }
      }
    }
    for (int i = 0; i < known.size(); i++) {
      for (Known before : known.subList(0, i)) {
        if (known.get(i).identity().isSameAs(before.identity())) {
          throw clash(known.get(i).file(), before.file().role(), before.file().path());
        }
      }
    }
    List<Known> told = new ArrayList<>();
    for (Known one : known) {
      told.add(new Known(one.file(), one.identity(), kindOf(one)));
    }
    Map<Path, Path> named =
        clips.namedBy(told.stream().map(one -> one.identity().real()).distinct().toList());
    for (Known one : told) {
      Optional<Path> folder = clips.folderAt(one.identity().real());
      if (folder.isPresent()) {
        throw clash(one.file(), "a folder of clips", folder.get());
      }
      Path clip = named.get(one.identity().real());
      if (clip != null) {
        throw clash(one.file(), "a clip of the manifest", clip);
      }
      refuseClip(one, clips);
    }
    for (Known one : told) {
      if (one.kind() == WrittenFile.Kind.FOREIGN) {
        throw new PathClashException(
            one.file().role()
                + " "
                + shown(one.file().path())
                + " exists and is a different kind of file; nothing was written to it",
            "move that file away, or give another path",
            one.file().setting());
      }
    }
  }

  private static WrittenFile.Kind kindOf(Known one) throws IOException {
    return one.identity().key().isEmpty()
        ? WrittenFile.Kind.OWN
        : one.file().content().of(one.file().path());
  }

  /** A pipe would block for ever, and a device or a stream cannot be read again or replaced. */
  private static void refuseOddKind(WrittenFile file) throws IOException {
    String what;
    if (FileIdentity.isOpenStream(file.path())) {
      what = "is an open stream";
    } else if (Files.isDirectory(file.path())) {
      what = "is a folder";
    } else if (Files.exists(file.path()) && !Files.isRegularFile(file.path())) {
      what = "is a pipe, device or socket";
    } else {
      return;
    }
    throw new PathClashException(
        file.role() + " " + shown(file.path()) + " " + what + ", not a regular file",
        "give a regular file: the next run reads or replaces it",
        file.setting());
  }

  private static void refuseClip(Known one, ClipPlaces clips) throws IOException {
    if (one.identity().key().isEmpty() || one.kind() == WrittenFile.Kind.OWN) {
      if (one.identity().key().isPresent() && isLinked(one.identity().real())) {
        refuseLinked(one, clips);
      }
      return;
    }
    boolean hidden = String.valueOf(one.identity().real().getFileName()).startsWith(".");
    if (one.kind() != WrittenFile.Kind.UNTOLD
        && !hidden
        && clips.isAmongClips(one.identity().real())) {
      throw clash(one.file(), "a file in the clips folder", one.identity().real());
    }
    if (one.kind() == WrittenFile.Kind.STRANGE || isLinked(one.identity().real())) {
      refuseLinked(one, clips);
    }
  }

  /** Looks at every clip: only where a file has other names, or is not what it should be. */
  private static void refuseLinked(Known one, ClipPlaces clips) throws IOException {
    Optional<Path> linked = clips.sameFile(one.identity());
    if (linked.isPresent()) {
      throw clash(one.file(), "a clip", linked.get());
    }
  }

  private static boolean isLinked(Path real) throws IOException {
    try {
      return Files.getAttribute(real, "unix:nlink") instanceof Integer links && links > 1;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return true;
    }
  }

  private static PathClashException clash(WrittenFile file, String otherRole, Path other) {
    String mine = shown(file.path());
    String theirs = shown(other);
    return new PathClashException(
        mine.equals(theirs)
            ? file.role() + " and " + otherRole + " are the same file: " + mine
            : file.role() + " " + mine + " and " + otherRole + " " + theirs + " are one file",
        "give another path; nothing was written",
        file.setting());
  }

  private static String shown(Path path) {
    return Text.printable(path.toString());
  }
}
