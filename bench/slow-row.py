#!/usr/bin/env python3
"""What a service shows of a run while one early row is slow.

Serves ROWS clips on loopback; the third answers 503 with Retry-After: 1 until it was asked ASKS times, and every tenth is missing. Starts
`ingest daemon`, submits the run and prints the counters of /progress once a second, as CSV. With --pause the run is paused and resumed
after five seconds. Fails if a counter falls, or if what is known stands still while the row is waited for.

With --shots DIR it takes pictures at --shots-at seconds: browser.png by chromium, terminal.txt by `ingest status`.

    bench/slow-row.py --rows 3000 --asks 90 --shots /tmp --ingest ./ingest > counters.csv
"""
import argparse
import http.server
import json
import os
import pathlib
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

parser = argparse.ArgumentParser()
parser.add_argument("--rows", type=int, default=3000)
parser.add_argument("--asks", type=int, default=30)
parser.add_argument("--latency", type=float, default=0.05, help="seconds before each answer")
parser.add_argument("--pause", action="store_true")
parser.add_argument("--shots", type=pathlib.Path, help="folder for pictures of browser and terminal")
parser.add_argument("--shots-at", type=int, default=60, help="at which second")
parser.add_argument("--ingest", default="./ingest", help="the command, as a shell would split it")
args = parser.parse_args()

asked = 0


class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        global asked
        row = int(self.path.strip("/").split(".")[0])
        time.sleep(args.latency)
        if row == 3:
            asked += 1
            if asked <= args.asks:
                self.answer(503, b"", [("Retry-After", "1")])
                return
        if row % 10 == 0:
            self.answer(404, b"")
            return
        self.answer(200, b"\0\0\0\x18ftypmp42" + str(row).encode() * 500)

    def answer(self, status, body, headers=()):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
work = pathlib.Path(tempfile.mkdtemp(prefix="slow-row-"))
(work / "c").mkdir()
with open(work / "c/manifest.csv", "w") as manifest:
    manifest.write("file_name,url,mos\n")
    for row in range(1, args.rows + 1):
        manifest.write(f"{row:04}.mp4,http://127.0.0.1:{server.server_port}/{row}.mp4,3.5\n")

probe = work / "ffprobe"
probe.write_text(
    "#!/bin/sh\ncase $1 in -version) echo 'ffprobe version 7.1';; *) echo "
    "'{\"streams\":[{\"width\":640,\"height\":360,\"r_frame_rate\":\"25/1\",\"avg_frame_rate\":\"25/1\",\"duration\":\"5\","
    "\"pix_fmt\":\"yuv420p\",\"codec_name\":\"h264\"}],\"format\":{\"duration\":\"5\"}}';; esac\n"
)
probe.chmod(0o755)

daemon = subprocess.Popen(
    shlex.split(args.ingest)
    + ["daemon", "--port", "0", "--state-dir", str(work / "state"), "--root", str(work), "--ffprobe-bin", str(probe)],
    stderr=subprocess.PIPE,
    text=True,
)
url = None
for line in daemon.stderr:
    if "ready at " in line:
        url = line.split("ready at ")[1].split("/ for")[0]
        break
assert url, "the service did not start"
log = []
threading.Thread(target=lambda: log.extend(daemon.stderr), daemon=True).start()
token = next((work / "state").glob("*token*")).read_text().strip()


def call(path, body=None):
    request = urllib.request.Request(url + path, headers={"Authorization": f"Bearer {token}"})
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def pictures():
    args.shots.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1400", "--virtual-time-budget=20000",
         f"--user-data-dir={work / 'profile'}", f"--screenshot={args.shots / 'browser.png'}", url + "/"],
        stderr=subprocess.DEVNULL,
        timeout=60,
    )
    status = subprocess.run(
        shlex.split(args.ingest) + ["status", "1", "--url", url, "--state-dir", str(work / "state")], capture_output=True, text=True
    )
    (args.shots / "terminal.txt").write_text(status.stdout + status.stderr)


failed = []
shots = threading.Thread(target=pictures)
try:
    call("/runs", {"konvid_dir": str(work / "c"), "min_rows": 0})
    keys = ["settled", "written", "waiting", "download_failed", "clips_per_s", "eta_s", "attrition_pct"]
    print("s," + ",".join(keys) + ",failures,note")
    begun = time.monotonic()
    last, stood = -1, 0
    while True:
        second = int(time.monotonic() - begun)
        run = call("/progress/1")
        values = [run[key] for key in keys]
        print(f"{second},{','.join(str(v) for v in values)},{sum(run['failures'].values())},\"{run['note']}\"", flush=True)
        if run["settled"] < last:
            failed.append(f"settled fell from {last} to {run['settled']} at {second} s")
        stood = stood + 1 if run["settled"] == last else 0
        if stood > 10 and run["settled"] < args.rows - 1 and run["state"] == "running":
            failed.append(f"settled stood at {last} for {stood} s")
        last = run["settled"]
        if run["state"] not in ("running", "queued", "paused"):
            break
        if args.shots and second >= args.shots_at and shots.ident is None:
            shots.start()
        if args.pause and second == 5:
            call("/runs/1/pause", {})
        if args.pause and second == 10:
            call("/runs/1/resume", {})
        time.sleep(1)
    if run["state"] != "completed" or run["settled"] != args.rows:
        failed.append(f"ended as {run['state']} with {run['settled']} of {args.rows} rows")
finally:
    if shots.ident is not None:
        shots.join()
    daemon.send_signal(signal.SIGTERM)
    daemon.wait(20)
for what in failed:
    print(what, file=sys.stderr)
sys.exit(1 if failed else 0)
