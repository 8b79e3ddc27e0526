package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.jsonl.FirstLines;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.options.ArchivePlace;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.ClipPlaces;
import org.mosingest.core.paths.DistinctFiles;
import org.mosingest.core.paths.FileIdentity;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.paths.ReadFile;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.paths.WrittenFile;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.core.state.Hold;
import org.mosingest.core.state.ReplayManifest;
import org.mosingest.daemon.fetch.RunArchives;
import org.mosingest.daemon.known.KnownClips;
import org.mosingest.transfer.archive.ArchiveOpening;

/** All files that a run writes and reads, and that none of them harms another. */
public final class RunPaths {

  private RunPaths() {}

  /**
   * Refuses paths by which a run would write to one of its inputs, to a clip, twice to one file, or
   * to a file that is none of its own. Looks only; to be called before anything is written.
   *
   * @throws PathClashException if so
   * @throws IOException if a file cannot be looked at
   */
  public static void check(RunOptions options, Manifest manifest) throws IOException {
    DistinctFiles.check(written(options), inputs(options, manifest), clips(options, manifest));
  }

  /**
   * The same for what another command writes beside a run's files.
   *
   * @param written the command's files
   * @throws PathClashException if one of them would harm a file that a run reads or writes
   * @throws IOException if a file cannot be looked at
   */
  public static void check(RunOptions options, Manifest manifest, List<WrittenFile> written)
      throws IOException {
    List<ReadFile> others = inputs(options, manifest);
    written(options).forEach(file -> others.add(new ReadFile(file.role(), file.path())));
    DistinctFiles.check(written, others, clips(options, manifest));
  }

  /**
   * Refuses a run of whose paths one leads out of the roots: links may have been made since it was
   * submitted.
   *
   * @throws PathClashException if one does
   * @throws IOException if a path cannot be looked at
   */
  public static void requireBelow(Roots roots, RunOptions options) throws IOException {
    Path folder = options.folder();
    roots.requireBelow("the corpus folder", folder);
    for (String clips : ManifestReader.clipsFolders(options.manifest())) {
      roots.requireBelow("the folder of clips", folder.resolve(clips));
    }
    for (WrittenFile file : written(options)) {
      roots.requireBelow(file.role(), file.path());
    }
    roots.requireBelow("the manifest", folder.resolve(ManifestReader.MANIFEST));
    for (Path table : ManifestReader.tables(options.corpus(), folder)) {
      roots.requireBelow("the corpus's score file", table);
    }
    for (Path votes : options.manifest().votes().files()) {
      roots.requireBelow("the votes", votes);
    }
    for (ArchivePlace place : RunArchives.places(options)) {
      if (place instanceof ArchivePlace.Local(Path file)) {
        roots.requireBelow("the archive", file);
      }
    }
    if (options.manifest().manifestCsv().isPresent()) {
      roots.requireBelow("the manifest", options.manifest().manifestCsv().get());
    }
  }

  /**
   * Where a run keeps what it learns of the clips: in the corpus folder; beside the output where
   * that is only read.
   */
  public static Path memory(RunOptions options) {
    Path usual = options.folder().resolve(KnownClips.FILE_NAME);
    return Files.isWritable(options.folder())
        ? usual
        : options
            .output()
            .resolveSibling("." + options.output().getFileName() + KnownClips.FILE_NAME);
  }

  private static ClipPlaces clips(RunOptions options, Manifest manifest) throws IOException {
    return new ClipPlaces(
        options.folder(), ManifestReader.clipsFolders(options.manifest()), manifest.rows());
  }

  private static List<WrittenFile> written(RunOptions options) throws IOException {
    Path folder = options.folder();
    Path output = options.output();
    Path known = memory(options);
    WrittenFile replay =
        new WrittenFile(
            "the replay manifest",
            options.manifestOut(),
            Setting.REPLAY_MANIFEST,
            ReplayManifest::kindOf);
    WrittenFile progress =
        new WrittenFile(
            "the download progress",
            options.progressPath(),
            Setting.DOWNLOAD_PROGRESS,
            DownloadProgress::kindOf);
    WrittenFile failures =
        WrittenFile.untold("the list of failures", options.failuresOut(), Setting.OUTPUT);
    List<WrittenFile> all = new ArrayList<>();
    all.add(new WrittenFile("the output", output, Setting.OUTPUT, FirstLines::of));
    all.add(replay);
    all.add(progress);
    all.add(failures);
    all.add(
        WrittenFile.untold("the file for torn rows", JsonlFile.tornFile(output), Setting.OUTPUT));
    all.add(replay.temporary());
    all.add(progress.temporary());
    all.add(failures.temporary());
    all.add(
        WrittenFile.untold(
            "the journal of the download progress",
            DownloadProgress.journalOf(options.progressPath()),
            Setting.DOWNLOAD_PROGRESS));
    all.add(WrittenFile.untold("the output's lock", Hold.lockOf(output), Setting.OUTPUT));
    all.add(
        WrittenFile.untold(
            "the download progress's lock",
            Hold.lockOf(options.progressPath()),
            Setting.DOWNLOAD_PROGRESS));
    all.add(
        WrittenFile.untold(
            "the replay manifest's lock",
            Hold.lockOf(options.manifestOut()),
            Setting.REPLAY_MANIFEST));
    Path clips = FileIdentity.of(folder.resolve(options.manifest().clipsSubdir())).real();
    for (Path lock : Hold.clipsLocks(clips)) {
      all.add(WrittenFile.untold("the clips' lock", lock, Setting.CLIPS_FOLDER));
    }
    if (Files.isDirectory(folder)) {
      all.add(
          WrittenFile.untold("the corpus's lock", Hold.corpusLock(folder), Setting.CORPUS_FOLDER));
    }
    for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
      all.add(
          WrittenFile.untold(
              "the cache of known clips",
              known.resolveSibling(known.getFileName() + suffix),
              known.startsWith(folder) ? Setting.CORPUS_FOLDER : Setting.OUTPUT));
    }
    for (ArchivePlace place : RunArchives.places(options)) {
      if (place instanceof ArchivePlace.Remote remote) {
        Path kept =
            ArchiveOpening.keptAt(
                ArchiveOpening.keptIn(options.folder(), options.output()), remote);
        for (String suffix : List.of("", ".tmp", ".new")) {
          all.add(
              WrittenFile.untold(
                  "the list of an archive's members",
                  kept.resolveSibling(kept.getFileName() + suffix),
                  Setting.ARCHIVES));
        }
      }
    }
    return all;
  }

  /** Also those that this run would not read: another one does. */
  private static List<ReadFile> inputs(RunOptions options, Manifest manifest) throws IOException {
    Corpus corpus = options.corpus();
    Path folder = options.folder();
    List<ReadFile> inputs = new ArrayList<>();
    manifest.sources().forEach(source -> inputs.add(new ReadFile("the manifest", source)));
    manifest.votes().files().forEach(votes -> inputs.add(new ReadFile("the votes", votes)));
    inputs.add(new ReadFile("the corpus's manifest", folder.resolve(ManifestReader.MANIFEST)));
    for (Path table : ManifestReader.tables(corpus, folder)) {
      inputs.add(new ReadFile("the corpus's score file", table));
    }
    for (ArchivePlace place : RunArchives.places(options)) {
      if (place instanceof ArchivePlace.Local(Path file)) {
        inputs.add(new ReadFile("the archive", file));
      }
    }
    return inputs;
  }
}
