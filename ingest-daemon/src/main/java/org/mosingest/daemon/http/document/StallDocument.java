package org.mosingest.daemon.http.document;

import java.util.List;
import org.mosingest.daemon.watch.Stall;

/** The clips that hold a run up, as the API shows them. */
record StallDocument(long forS, List<Clip> clips) {

  /** A clip that does not settle. */
  record Clip(String name, String stage, long forS, String detail) {}

  static StallDocument of(Stall stall) {
    return new StallDocument(
        stall.lasts().toSeconds(),
        stall.clips().stream()
            .map(
                clip ->
                    new Clip(
                        clip.name(), clip.stage().word(), clip.lasts().toSeconds(), clip.detail()))
            .toList());
  }
}
