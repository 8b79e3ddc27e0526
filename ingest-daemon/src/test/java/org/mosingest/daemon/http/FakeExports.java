package org.mosingest.daemon.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.export.found.FoundExport;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.export.ExportOrder;
import org.mosingest.daemon.export.ExportState;
import org.mosingest.daemon.export.ExportView;
import org.mosingest.daemon.export.NoSuchExportException;
import org.mosingest.daemon.export.RefusedOrderException;
import org.mosingest.daemon.export.RunExports;
import org.mosingest.daemon.runs.RunSnapshot;

/** Exports that are nowhere: the first of a run is whole, the second under way. */
final class FakeExports implements RunExports {

  final List<ExportOrder> submitted = new ArrayList<>();

  @Override
  public synchronized ExportView submit(RunSnapshot run, ExportOrder order)
      throws RefusedOrderException {
    String seed = Long.toString(order.split().seed());
    for (RefusedOrderException.Kind kind : RefusedOrderException.Kind.values()) {
      if (seed.equals(
          Integer.toString(100 + List.of(RefusedOrderException.Kind.values()).indexOf(kind)))) {
        throw new RefusedOrderException(kind, "not so", "otherwise");
      }
    }
    submitted.add(order);
    return underWay(order.output());
  }

  private static ExportView underWay(Path output) {
    return new ExportView(
        Optional.of("2"),
        ExportState.RUNNING,
        "csv",
        output,
        new ExportView.Progress(0, 0),
        new ExportView.Times(Optional.of(FakeRuns.THEN), Optional.empty()),
        Wording.NONE,
        Optional.empty());
  }

  @Override
  public List<ExportView> of(RunSnapshot run) {
    Path output = Path.of("/root/rows.csv");
    return List.of(
        underWay(output),
        new ExportView(
            Optional.empty(),
            ExportState.COMPLETED,
            "csv",
            output,
            new ExportView.Progress(3, 3),
            new ExportView.Times(Optional.empty(), Optional.of(FakeRuns.THEN)),
            Wording.NONE,
            Optional.of(
                new FoundExport(
                    Path.of("/root/rows.csv.export.json"),
                    output,
                    "csv",
                    3,
                    "kfold=2",
                    List.of(new FoundExport.FoundFile(output, "", 3, 99, "0".repeat(64), true))))));
  }

  @Override
  public ExportView find(RunSnapshot run, String id) throws NoSuchExportException {
    if (!id.equals("2")) {
      throw new NoSuchExportException(id);
    }
    return underWay(Path.of("/root/rows.csv"));
  }

  @Override
  public ExportView cancel(RunSnapshot run, String id) throws NoSuchExportException {
    return find(run, id);
  }
}
