"""The daemon as a contender."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from .process import BenchError, RssSampler, Took, family
from .servers import free_port


class Service:
    """One daemon, with a state folder of its own."""

    def __init__(self, tools, root, work, *options):
        self._tools = tools
        self._root = root
        self._state = work / "service"
        self._options = options
        self._port = free_port()
        self._url = f"http://127.0.0.1:{self._port}"
        self._process = None

    @contextmanager
    def running(self):
        command = [self._tools.ingest, "daemon", "--port", self._port, "--root", self._root, "--state-dir", self._state]
        command += ["--log-level", "WARNING", *self._options]
        self._process = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._tools.own_environment({"INGEST_STATE_DIR": str(self._state)}),
            start_new_session=True,
        )
        try:
            self._await_health()
            yield self._url
        finally:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait()

    def ingest(self, count):
        """Starts, submits the corpus, waits for its end, stops."""
        with self.running():
            sampler = RssSampler(self._process.pid)
            took = self.passes_over(self._root, count, 0.5)
            return Took(took.wall, self._cpu(), sampler.stop())

    def passes_over(self, folder, count, pause=0.02):
        """Submits a corpus to the running daemon, and waits for its end."""
        token = (self._state / "token").read_text().strip()
        cpu, begun = self._cpu(), time.monotonic()
        run = self._ask("/runs", json.dumps({"konvid_dir": str(folder), "min_rows": 1}).encode(), token)["id"]
        while True:
            document = self._ask(f"/progress/{run}")
            document = document.get("runs", [document])[0] if "runs" in document else document
            if document["state"] in ("completed", "failed", "cancelled"):
                break
            time.sleep(pause)
        if document["state"] != "completed" or document["written"] != count:
            raise BenchError(f"the daemon's run ended as {document}")
        return Took(time.monotonic() - begun, self._cpu() - cpu, 0)

    def _cpu(self):
        """Of the daemon, of its workers, and of those that have ended."""
        ticks = 0
        for pid in family(self._process.pid):
            with open(f"/proc/{pid}/stat") as file:
                ticks += sum(map(int, file.read().rsplit(")", 1)[1].split()[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def _await_health(self):
        for _ in range(600):
            try:
                self._ask("/healthz")
                return
            except (urllib.error.URLError, ConnectionError):
                if self._process.poll() is not None:
                    raise BenchError("the daemon does not start") from None
                time.sleep(0.1)
        raise BenchError("the daemon does not answer")

    def _ask(self, path, body=None, token=None):
        request = urllib.request.Request(self._url + path, data=body)
        if token:
            request.add_header("Authorization", f"Bearer {token}")
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b"{}")
