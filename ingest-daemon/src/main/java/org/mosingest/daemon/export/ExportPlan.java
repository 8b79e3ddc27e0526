package org.mosingest.daemon.export;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.export.ExportFormat;
import org.mosingest.core.export.ExportRequest;
import org.mosingest.core.export.describe.Description;
import org.mosingest.core.export.rows.ClipPlaceFinder;
import org.mosingest.core.export.rows.RowOrigin;
import org.mosingest.core.export.shard.ShardOptions;
import org.mosingest.core.export.split.Split;
import org.mosingest.core.export.split.SplitRequest;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.ClipPlaces;
import org.mosingest.core.paths.DistinctFiles;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.paths.ReadFile;
import org.mosingest.core.paths.WrittenFile;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.setting.Setting;
import org.mosingest.daemon.run.RunPaths;

/** From what is asked for to an export that harms no file. */
public final class ExportPlan {

  private final RunOptions options;
  private final List<Path> inputs;
  private final LinkReach links;
  private final Consumer<String> notes;

  /**
   * A plan for a corpus.
   *
   * @param options of the corpus's runs
   * @param inputs the rows to export; the corpus's output if empty
   * @param links how far links in the places of clips are followed
   * @param notes is told what a reader should know
   */
  public ExportPlan(
      RunOptions options, List<Path> inputs, LinkReach links, Consumer<String> notes) {
    this.options = options;
    this.inputs = inputs.isEmpty() ? List.of(options.output()) : List.copyOf(inputs);
    this.links = links;
    this.notes = notes;
  }

  /**
   * The export. Nothing is written.
   *
   * @param version the program's
   * @throws IllegalArgumentException if it cannot be taken: no such split, no rows
   * @throws FileAlreadyExistsException if a file is there that must not be replaced
   * @throws BadCorpusException if the corpus cannot be read and must be
   * @throws PathClashException if it would harm a file
   * @throws IOException if a file cannot be looked at
   */
  public ExportRequest of(ExportOrder order, String version)
      throws BadCorpusException, IOException {
    SplitRequest splitting = SplitChoice.of(options.corpus(), order.split());
    for (Path input : inputs) {
      if (!Files.isRegularFile(input)) {
        throw new IllegalArgumentException("no rows to export: " + unusable(input));
      }
    }
    Optional<Manifest> manifest = manifest(splitting);
    List<ManifestRow> manifestRows = manifest.map(Manifest::rows).orElse(List.of());
    ExportRequest request =
        new ExportRequest(
            order.format(),
            order.output(),
            new RowOrigin(
                inputs,
                ReplayManifests.of(inputs, options),
                new ClipPlaceFinder(manifestRows, options.manifest().clipsSubdir())),
            splitting,
            new ShardOptions(
                options.folder(),
                ShardSize.of(order.shards().size()),
                order.shards().shuffle(),
                links),
            new Description(options.corpus(), order.told().croissant(), order.told().card()),
            version);
    if (!order.force()) {
      refuseExisting(request);
    }
    refuseHarm(request, manifest);
    return request;
  }

  private static String unusable(Path input) {
    if (Files.isDirectory(input)) {
      return input + " is a folder; give the JSONL file";
    }
    Path folder = input.getParent();
    return folder != null && Files.isRegularFile(folder)
        ? folder + " is a file, not a folder"
        : input + " does not exist; ingest run creates it";
  }

  /** Whatever its size: the guard is for runs. */
  private Optional<Manifest> manifest(SplitRequest splitting)
      throws BadCorpusException, IOException {
    ManifestRequest asked = options.manifest();
    try {
      return Optional.of(ManifestReader.read(asked.withoutFloor(OptionalInt.empty())));
    } catch (BadCorpusException e) {
      if (asked.manifestCsv().isPresent() || splitting.split() instanceof Split.ByCorpusPart) {
        throw e;
      }
      notes.accept(
          "without a manifest all clips are assumed to be in "
              + asked.clipsSubdir()
              + ": "
              + e.getMessage());
      return Optional.empty();
    }
  }

  private static void refuseExisting(ExportRequest request) throws FileAlreadyExistsException {
    for (Path target : request.targets()) {
      if (Files.exists(target)) {
        throw new FileAlreadyExistsException(target.toString());
      }
    }
  }

  private void refuseHarm(ExportRequest request, Optional<Manifest> manifest) throws IOException {
    List<WrittenFile> written = new ArrayList<>();
    for (Path target : request.targets()) {
      if (request.format() == ExportFormat.WEBDATASET && target.equals(request.path())) {
        // A folder, of which nothing but shards is ever replaced.
        continue;
      }
      WrittenFile file =
          new WrittenFile("the export", target, Setting.OUTPUT, _ -> WrittenFile.Kind.STRANGE);
      written.add(file);
      written.add(file.temporary());
    }
    List<ReadFile> read = new ArrayList<>();
    request.origin().inputs().forEach(input -> read.add(new ReadFile("the rows to export", input)));
    request
        .origin()
        .provenance()
        .forEach(told -> read.add(new ReadFile("the rows' replay manifest", told)));
    List<ManifestRow> rows = manifest.map(Manifest::rows).orElse(List.of());
    DistinctFiles.check(
        written,
        read,
        new ClipPlaces(options.folder(), List.of(options.manifest().clipsSubdir()), rows));
    if (manifest.isPresent()) {
      RunPaths.check(
          RunOptions.of(options.corpus(), options.folder()).build(), manifest.get(), written);
    }
  }
}
