package org.mosingest.daemon.machine;

/** What of this machine a run may have to wait for. Safe for many threads. */
public record MachineWatch(DiskWatch disk, PatientWrites writes, NetworkWatch network) {

  /** What is waited for now, in words; empty if for nothing. */
  public String note() {
    String own = writes.note();
    String clips = disk.note();
    if (!own.isEmpty() || !clips.isEmpty()) {
      return own.isEmpty() ? clips : own;
    }
    return network.isDown() ? "waiting for the network" : "";
  }
}
