package org.mosingest.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.mosingest.core.row.ClipContent;

/**
 * Reads and hashes all files of a folder as a run does, one for each core at a time: the floor of a
 * local pass.
 */
public final class HashFolder {

  private HashFolder() {}

  /**
   * Starts it.
   *
   * @param args the folder
   */
  public static void main(String[] args) throws Exception {
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of(args[0]))) {
      files = listed.filter(Files::isRegularFile).toList();
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<ClipContent>> contents = new ArrayList<>();
      for (Path file : files) {
        contents.add(pool.submit(() -> ClipContent.read(file)));
      }
      for (Future<ClipContent> content : contents) {
        content.get();
      }
    }
  }
}
