"""Running a command to its end, with all that it starts, and what that took."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass

PR_SET_CHILD_SUBREAPER = 36


class BenchError(Exception):
    """A command that had to succeed did not, or is not there."""


@dataclass(frozen=True)
class Took:
    """What a command took: seconds on the clock, seconds of CPU with all its descendants, most memory in bytes."""

    wall: float
    cpu: float
    rss: int


def adopt_orphans():
    """Descendants whose parent ended before them become ours, so that their CPU is counted, too (Linux)."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise BenchError("this system has no child subreaper: the benchmark needs Linux")


def run(command, *, env=None, cwd=None, out=None, err=None, watch_rss=False, ok=(0,)):
    """Runs a command in a process group of its own, and waits for everything in it."""
    devnull = subprocess.DEVNULL
    begun = time.monotonic()
    child = subprocess.Popen(
        command, env=env, cwd=cwd, stdin=devnull, stdout=out or devnull, stderr=err or devnull, start_new_session=True
    )
    sampler = RssSampler(child.pid) if watch_rss else None
    try:
        status, cpu = _reap(child.pid, begun)
    except BaseException:
        os.killpg(child.pid, signal.SIGKILL)
        raise
    finally:
        rss = sampler.stop() if sampler else 0
    wall, code = status
    child.returncode = code
    if code not in ok:
        raise BenchError(f"{' '.join(map(str, command))[:300]} ended with {code}")
    return Took(wall, cpu, rss)


def _reap(leader, begun):
    """Waits for the leader, then for all orphans; the clock stops with the leader."""
    ended = None
    cpu = 0.0
    while True:
        try:
            pid, status, usage = os.wait4(-leader, 0)
        except ChildProcessError:
            if ended is None:
                raise
            return ended, cpu
        cpu += usage.ru_utime + usage.ru_stime
        if pid == leader:
            ended = (time.monotonic() - begun, os.waitstatus_to_exitcode(status))


class RssSampler:
    """Adds up the resident memory of a process and its descendants ten times a second; shared pages count for each."""

    def __init__(self, pid):
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)
        self._thread.start()

    def stop(self):
        self._over.set()
        self._thread.join()
        return self._peak

    def _sample(self):
        page = os.sysconf("SC_PAGE_SIZE")
        while not self._over.wait(0.1):
            self._peak = max(self._peak, sum(_pages(pid) for pid in family(self._pid)) * page)


def family(pid):
    """A process and its descendants."""
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as file:
                for child in file.read().split():
                    yield from family(int(child))
    except (FileNotFoundError, ProcessLookupError):
        return


def _pages(pid):
    try:
        with open(f"/proc/{pid}/statm") as file:
            return int(file.read().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
