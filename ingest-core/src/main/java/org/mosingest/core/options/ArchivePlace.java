package org.mosingest.core.options;

import java.nio.file.Path;
import org.mosingest.core.row.Text;

/** Where an archive is that holds clips. */
public sealed interface ArchivePlace {

  /**
   * With a server.
   *
   * @param url an {@code http} or {@code https} URL without a user name and password
   */
  record Remote(String url) implements ArchivePlace {
    @Override
    public String text() {
      return url;
    }
  }

  /**
   * On a disk.
   *
   * @param file the archive itself
   */
  record Local(Path file) implements ArchivePlace {
    @Override
    public String text() {
      return file.toString();
    }
  }

  /** As it was given. */
  String text();

  /** The last part of its path, without a query: how an archive is called in short. */
  default String name() {
    String path = text().replaceFirst("[?#].*$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return Text.printable(last.isEmpty() ? path : last);
  }
}
