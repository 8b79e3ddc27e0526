#!/usr/bin/env python3
"""Two hosts that are asked too much, 200 clips each: requests, seconds, rows.

    bench/polite.py CLIP.mp4 [INGEST]

The first host serves 20 clips in any 5 seconds and answers 429 with an honest Retry-After beyond. The second takes 2
connections at a time and answers 503 to others. CLIP is any small MP4; INGEST the launcher (default: ./ingest).
"""

import http.server
import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile
import threading
import time

CLIPS = 200


class Host:
    def __init__(self, clip):
        self.clip, self.lock, self.requests, self.refused = clip, threading.Lock(), 0, 0
        self.served, self.now = [], 0

    def body(self, number):
        # A box that no reader looks at: other bytes, the same video.
        mark = struct.pack(">I", number)
        return self.clip + struct.pack(">I", 8 + len(mark)) + b"free" + mark


class Pace(Host):
    """20 in any 5 seconds."""

    def enter(self):
        now = time.monotonic()
        self.served = [at for at in self.served if now - at < 5]
        if len(self.served) >= 20:
            return 429, math.ceil(self.served[0] + 5 - now)
        self.served.append(now)
        return 200, 0

    def leave(self):
        pass


class Two(Host):
    """2 at a time."""

    def enter(self):
        if self.now >= 2:
            return 503, 0
        self.now += 1
        return 200, 0

    def leave(self):
        self.now -= 1


def serve(host):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            with host.lock:
                host.requests += 1
                status, wait = host.enter()
                host.refused += status != 200
            try:
                self.send_response(status)
                body = host.body(int(self.path[1:])) if status == 200 else b""
                if wait:
                    self.send_header("Retry-After", str(wait))
                self.send_header("ETag", '"%s"' % self.path[1:])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if status == 200:
                    time.sleep(0.02)
                self.wfile.write(body)
            finally:
                if status == 200:
                    with host.lock:
                        host.leave()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def main():
    clip = pathlib.Path(sys.argv[1]).read_bytes()
    ingest = sys.argv[2] if len(sys.argv) > 2 else "./ingest"
    for kind in (Pace, Two):
        host = kind(clip)
        port = serve(host)
        with tempfile.TemporaryDirectory() as folder:
            rows = ["file_name,url,MOS"]
            rows += [f"{i}.mp4,http://127.0.0.1:{port}/{i},3.5" for i in range(CLIPS)]
            pathlib.Path(folder, "manifest.csv").write_text("\n".join(rows) + "\n")
            begun = time.monotonic()
            status = subprocess.run([ingest, "run", "--konvid-dir", folder, "--min-rows", "0"]).returncode
            took = time.monotonic() - begun
            written = len(pathlib.Path(folder, "konvid_150k.jsonl").read_text().splitlines())
        print(json.dumps({"host": kind.__doc__, "status": status, "rows": written, "requests": host.requests,
                          "in_vain": host.refused, "seconds": round(took, 1)}), flush=True)


if __name__ == "__main__":
    main()
