package org.mosingest.daemon.run;

import com.google.common.collect.Iterables;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.fetch.Blame;
import org.mosingest.daemon.fetch.ClipTransfer;
import org.mosingest.daemon.fetch.MemberTransfer;
import org.mosingest.daemon.fetch.TransferParts;
import org.mosingest.daemon.machine.DiskWatch;
import org.mosingest.daemon.machine.MachineWatch;
import org.mosingest.daemon.machine.NetworkWatch;
import org.mosingest.daemon.machine.OtherHosts;
import org.mosingest.daemon.machine.PatientWrites;
import org.mosingest.daemon.pool.Work;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.daemon.watch.StallWatch;

/**
 * What a run is made of, and how that hangs together: rows come in by the route, leave it through
 * the sequencer, and are written by the writer.
 *
 * @param rows those of the pass, in the order of admission
 */
record RunParts(
    List<ManifestRow> rows,
    RunLanes lanes,
    ClipWork work,
    ClipRoute route,
    SettledRows settled,
    MachineWatch machine,
    RunWatch watch,
    StallWatch stalls) {

  /** Outcomes that may wait for a slow clip before it. */
  static final int WINDOW = 16_384;

  /**
   * Makes the parts of a run; nothing moves yet.
   *
   * @param others who works in place of this process's pools, if anybody does
   * @param listener told of each row that fails as soon as that is known, by any thread
   * @param faults told of what is no clip's fault, on a thread of a pool
   */
  static RunParts of(
      RunOptions options,
      Engines engines,
      RunFiles files,
      Optional<ClipWork.Maker> others,
      FailureListener listener,
      Work.FaultListener faults) {
    Pass pass = files.pass();
    List<ManifestRow> rows = pass.rowsOf(files.manifest().rows());
    RunWatch watch = RunWatch.begin();
    RunLanes lanes = new RunLanes(engines, faults);
    MachineWatch machine =
        new MachineWatch(
            new DiskWatch(
                options.folder().resolve(options.manifest().clipsSubdir()), engines.disk()),
            new PatientWrites(engines.disk().every()),
            new NetworkWatch(
                options.offlineWait(),
                new OtherHosts(
                    Iterables.transform(files.manifest().rows(), row -> row.clip().url()),
                    engines.downloads()::connects)));
    FailureListener told =
        failure -> {
          watch.failures().failed(failure);
          listener.failed(failure);
        };
    Sequencer sequencer = new Sequencer(WINDOW);
    RowWriter writer =
        new RowWriter(
            pass,
            rows,
            sequencer,
            files.output(),
            options.output(),
            machine.writes(),
            new RowWriter.RowLabel(
                options.corpus().id(), options.corpusVersion(), pass.startedAt()),
            told);
    StallWatch stalls =
        new StallWatch(
            engines.stallAfter(),
            rows,
            watch.whereabouts(),
            () -> writer.reached().pass().done() - pass.done(),
            () -> lanes.gate().isClosed() || !machine.note().isEmpty(),
            System::nanoTime);
    Settlements settlements =
        new Settlements(pass, watch.whereabouts(), files.failed(), sequencer, told);
    TransferParts transfers = transfers(options, engines, files, lanes, machine, watch);
    ClipWork work =
        others
            .map(maker -> maker.of(options, watch, files.failed()::attempted, faults))
            .orElseGet(
                () ->
                    new OwnPools(
                        lanes,
                        new ClipTransfer(transfers),
                        new ClipReader(engines.probe()),
                        files.clips()));
    ClipRoute route =
        new ClipRoute(
            options.folder(),
            files.clips(),
            new Decisions(
                files.progress(), options.progressPath(), machine.writes(), lanes.downloads()),
            work,
            new ClipReading(
                options.redo().recheck(),
                work,
                files.clips(),
                files.known(),
                files.output().hashes(),
                watch.whereabouts(),
                settlements),
            new BrokenClips(options, files.inputs().archives()),
            settlements,
            new ClipRoute.FromArchives(files.inputs().archives(), new MemberTransfer(transfers)));
    return new RunParts(
        rows,
        lanes,
        work,
        route,
        new SettledRows(settlements, sequencer, writer),
        machine,
        watch,
        stalls);
  }

  private static TransferParts transfers(
      RunOptions options,
      Engines engines,
      RunFiles files,
      RunLanes lanes,
      MachineWatch machine,
      RunWatch watch) {
    return new TransferParts(
        engines.downloads(),
        TransferParts.policy(options),
        lanes.downloads(),
        machine,
        new Blame(
            options.get(CorpusOption.HOST_PATIENCE),
            machine.network(),
            engines.downloads()::connects),
        watch,
        files.failed()::attempted,
        files.clips());
  }

  /** How far the run is. For any thread. */
  RunProgress progress(Engines engines) {
    Reached reached = settled.reached();
    return new RunProgress(
        reached.pass().begunBooks(),
        reached.ahead(),
        watch.bytes().downloaded(),
        watch.bytes().resumed(),
        watch.failures().byWord(),
        machine.network().isDown(),
        new RunProgress.Situation(
            note(reached.ahead()),
            stalls.stall(),
            Activity.of(
                watch.whereabouts(),
                engines.downloadPool()::limits,
                engines.downloadPool().perKey())));
  }

  private String note(OutcomeCount ahead) {
    String awaited = machine.note();
    String stalled = awaited.isEmpty() ? stalls.note() : awaited;
    int done = ahead.rows() - ahead.downloadFailed() - ahead.broken();
    return stalled.isEmpty() ? watch.whereabouts().holdsUp(done) : stalled;
  }
}
