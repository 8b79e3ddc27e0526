#!/usr/bin/env python3
"""What a service takes after many runs: memory, threads, descriptors, state folder, time and size of its documents.

    bench/long-life.py CLIP.mp4 [--runs 2000] [--every 250] [--ingest ./ingest]

Each run has a corpus folder of its own with two clips, copies of CLIP, any small MP4, and a third that its server does not
have; eight are under way at a time. Needs Linux (/proc), Python 3.9 and nothing else; writes some 20 kB a run to a folder for
temporary files.
"""

import argparse
import concurrent.futures
import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request


def service(ingest, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = open(folder / "log", "wb")
    started = subprocess.Popen(
        [ingest, "daemon", f"--port={port}", f"--state-dir={folder / 'state'}", f"--root={folder}"], stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    for _ in range(1200):
        try:
            urllib.request.urlopen(url + "/healthz?ready", timeout=5).close()
            return started, url
        except OSError:
            if started.poll() is not None:
                break
            time.sleep(0.1)
    sys.exit("the service did not start: " + (folder / "log").read_text())


def nobody_home():
    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def do_GET(self):
            self.send_error(404)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def java_of(process):
    """The launcher may be the parent of the service's own process."""
    children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
    named = pathlib.Path(f"/proc/{process}/comm").read_text().strip()
    return process if named == "java" or not children else java_of(int(children[0]))


def asked(url):
    took = []
    for _ in range(5):
        begun = time.perf_counter()
        with urllib.request.urlopen(url, timeout=60) as answer:
            size = len(answer.read())
        took.append((time.perf_counter() - begun) * 1000)
    return size, sorted(took)[2]


def figures(done, process, url, state):
    status = dict(
        line.split(":", 1) for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines() if ":" in line)
    descriptors = len(os.listdir(f"/proc/{process}/fd"))
    stored = sum(f.stat().st_size for f in state.rglob("*") if f.is_file())
    ticks = sum(int(n) for n in pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
    rss = int(status["VmRSS"].split()[0]) // 1024
    cells = [done, rss, status["Threads"].strip(), descriptors, f"{stored / 1024:.0f}"]
    for path in ("/progress", "/runs", "/metrics"):
        size, ms = asked(url + path)
        cells += [f"{size / 1024:.0f}", f"{ms:.0f}"]
    idle_from, ticks_from = time.monotonic(), ticks
    time.sleep(5)
    ticks = sum(int(n) for n in pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
    cells.append(f"{(ticks - ticks_from) / os.sysconf('SC_CLK_TCK') / (time.monotonic() - idle_from) * 100:.1f}")
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("clip", type=pathlib.Path)
    arguments.add_argument("--runs", type=int, default=2000)
    arguments.add_argument("--every", type=int, default=250)
    arguments.add_argument("--ingest", default=str(pathlib.Path(__file__).resolve().parent.parent / "ingest"))
    options = arguments.parse_args()
    away = nobody_home()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        started, url = service(options.ingest, folder)
        token = (folder / "state" / "token").read_text().strip()

        def run(number):
            corpus = folder / f"c{number}"
            (corpus / "clips").mkdir(parents=True)
            for clip in ("0.mp4", "1.mp4"):
                shutil.copy(options.clip, corpus / "clips" / clip)
            (corpus / "manifest.csv").write_text(f"file_name,url,MOS\n0.mp4,,3.5\n1.mp4,,3.5\n2.mp4,{away}/2,3.5\n")
            ask = urllib.request.Request(
                url + "/runs", json.dumps({"konvid_dir": str(corpus), "min_rows": 0}).encode(),
                {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
            with urllib.request.urlopen(ask, timeout=120) as answer:
                made = json.load(answer)["id"]
            while True:
                with urllib.request.urlopen(f"{url}/progress/{made}", timeout=120) as answer:
                    shown = json.load(answer)
                if shown["state"] in ("completed", "failed", "cancelled"):
                    break
                time.sleep(0.1)
            books = [shown[key] for key in ("settled", "written", "dedups", "download_failed")]
            if shown["state"] != "completed" or books != [3, 1, 1, 1]:
                sys.exit(f"run {made}: {shown}")
            shutil.rmtree(corpus)

        try:
            process = java_of(started.pid)
            print("| runs | RSS MB | threads | descriptors | state kB | `/progress` kB | ms | `/runs` kB | ms | `/metrics` kB | ms |"
                  " idle, % of a core |\n|---|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
            figures(0, process, url, folder / "state")
            begun = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(8) as eight:
                for done in range(0, options.runs, options.every):
                    list(eight.map(run, range(done, min(done + options.every, options.runs))))
                    figures(min(done + options.every, options.runs), process, url, folder / "state")
            print(f"\n{options.runs} runs in {time.monotonic() - begun:.0f} s")
        finally:
            started.terminate()
            started.wait()


if __name__ == "__main__":
    main()
