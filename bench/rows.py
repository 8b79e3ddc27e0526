#!/usr/bin/env python3
"""What a run takes by the number of its rows: seconds, processor, the largest resident memory, and microseconds a row.

    bench/rows.py [--rows N ...] [--heap SIZE ...] [--start N] [--service]

The rows have no URL and their clips are not there, so that nothing but the rows costs anything. Each run is done twice: the second
one finds everything decided. What starting up and compiling cost is taken from a first run over --start rows: a row's cost is what
a run took more than that one, by the rows that it had more. --service submits the first runs to services of their own and asks
/progress ten times a second meanwhile. INGEST_BENCH_COMMAND names another launcher.
"""
import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
LAUNCHER = os.environ.get("INGEST_BENCH_COMMAND", os.path.join(HERE, "..", "ingest")).split()
OVER = ("completed", "failed", "cancelled")


def write_corpus(folder, rows):
    os.mkdir(os.path.join(folder, "clips"))
    with open(os.path.join(folder, "manifest.csv"), "w", encoding="utf-8") as manifest:
        manifest.write("video_name,MOS,SD,n\n")
        for i in range(rows):
            manifest.write(f"orig_{i:09d}_540_5s.mp4,{1 + i * 7919 % 4000 / 1000:.3f},0.{i % 9},{5 + i % 40}\n")


def start(heap, log, *arguments):
    environment = dict(os.environ, INGEST_JAVA_OPTS=f"-Xmx{heap}")
    return subprocess.Popen(LAUNCHER + list(arguments), env=environment, stdout=log, stderr=log)


def foreground(folder, heap):
    """Seconds, user and system seconds, and resident kilobytes of a run."""
    before = time.monotonic()
    with open(os.path.join(folder, "log"), "w+", encoding="utf-8") as log:
        run = start(heap, log, "run", "--konvid-dir", folder, "--min-rows", "0")
        _, status, used = os.wait4(run.pid, 0)
        if status != 0:
            log.seek(0)
            raise SystemExit(f"ended with {status}: {log.read()[-500:]}")
    return time.monotonic() - before, used.ru_utime, used.ru_stime, used.ru_maxrss


class Service:
    """A service with a state folder below the corpus, and the processor time it takes."""

    def __init__(self, folder, heap, log):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.state = os.path.join(folder, "state")
        port, state = str(self.port), self.state
        self.process = start(heap, log, "daemon", "--port", port, "--root", folder, "--state-dir", state)
        for _ in range(1200):
            try:
                self.ask("GET", "/healthz")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the service does not answer")

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1800)
        headers = {}
        if body is not None:
            with open(os.path.join(self.state, "token"), encoding="ascii") as token:
                headers = {"Authorization": "Bearer " + token.read().strip(), "Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text[:500]}")
        return json.loads(text) if text.startswith(b"{") else {}

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        _, _, used = os.wait4(self.process.pid, 0)
        return used


def served(folder, heap):
    """The same of a service with one run, and how long its answers took, in milliseconds, sorted."""
    with open(os.path.join(folder, "log"), "w", encoding="utf-8") as log:
        service = Service(folder, heap, log)
        before = time.monotonic()
        path = []
        refused = []

        def submit():
            try:
                body = {"konvid_dir": folder, "min_rows": 0}
                path.append("/progress/" + service.ask("POST", "/runs", body)["id"])
            except SystemExit as e:
                refused.append(e)

        # The manifest is looked at meanwhile; others are answered.
        submission = threading.Thread(target=submit)
        submission.start()
        answers = []
        over = False
        while not over:
            asked = time.monotonic()
            document = service.ask("GET", path[0] if path else "/progress")
            answers.append((time.monotonic() - asked) * 1000)
            if refused:
                raise refused[0]
            over = document.get("state") in OVER
            time.sleep(max(0.0, asked + 0.1 - time.monotonic()))
        seconds = time.monotonic() - before
        if document["state"] != "completed":
            raise SystemExit(f"ended as {document}")
        used = service.stop()
    return (seconds, used.ru_utime, used.ru_stime, used.ru_maxrss), sorted(answers)


def tell(rows, heap, what, took, base):
    seconds, user, system, memory = took
    cpu = user + system
    line = f"{rows} rows, heap {heap}, {what}: {seconds:.1f} s, {cpu:.1f} s of processor ({system:.1f} of the system), "
    line += f"{memory // 1024} MB, {cpu / rows * 1e6:.1f} us a row"
    if base:
        line += f", {(cpu - base[1]) / (rows - base[0]) * 1e6:.1f} without the start"
    print(f"{line}; load {os.getloadavg()[0]:.1f}", flush=True)
    return rows, cpu


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, nargs="+", default=[1_000_000])
    options.add_argument("--heap", nargs="+", default=["256m"], help="as Java's -Xmx takes it; one for each --rows, or one for all")
    options.add_argument("--start", type=int, default=100_000, help="rows of the run that tells what starting costs; 0 for none")
    options.add_argument("--service", action="store_true", help="submit the runs to a service")
    asked = options.parse_args()
    heaps = asked.heap * len(asked.rows) if len(asked.heap) == 1 else asked.heap
    if len(heaps) != len(asked.rows):
        options.error("as many --heap as --rows, or one")
    bases = {}
    first = [(asked.start, heaps[0])] if asked.start else []
    for rows, heap in first + list(zip(asked.rows, heaps)):
        with tempfile.TemporaryDirectory() as folder:
            write_corpus(folder, rows)
            if asked.service:
                took, answers = served(folder, heap)
                base = tell(rows, heap, "in a service", took, bases.get("service"))
                bases.setdefault("service", base if asked.start else None)
                middle, most = answers[len(answers) // 2], answers[-1]
                print(
                    f"  {len(answers)} answers: median {middle:.1f} ms, 99 % within {answers[len(answers) * 99 // 100]:.1f} ms, "
                    f"all within {most:.1f} ms, {sum(one > 50 for one in answers)} over 50 ms",
                    flush=True,
                )
                continue
            for what in "first run", "second run":
                base = tell(rows, heap, what, foreground(folder, heap), bases.get(what))
                bases.setdefault(what, base if asked.start else None)


main()
