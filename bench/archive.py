#!/usr/bin/env python3
"""A ZIP64 of 20 000 clips beyond 4 GiB that its server makes on the fly: bytes and requests at the server, seconds, memory.

    bench/archive.py CLIP.mp4 [INGEST] [--members 20000] [--gib 4.3] [--wanted 20000]

ours: `ingest run --archive URL`. Beside it, where they are there: `wget` and `unzip` (the whole archive, then the clips), and
`rclone copy` through its archive backend, which Debian 12's has not. CLIP is any small MP4; a free box makes each member
another one of the wanted size. Ours also checks, hashes and probes each clip and writes its row.
"""

import argparse
import http.server
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import threading
import time
import zlib


class Archive:
    """Its bytes are made when they are asked for; only where each part begins is kept."""

    def __init__(self, clip, members, size):
        self.fill = bytes(max(0, size - len(clip) - 16))
        self.head = clip + struct.pack(">I4s", 16 + len(self.fill), b"free")
        self.size = len(self.head) + 8 + len(self.fill)
        before = zlib.crc32(self.head)
        self.names = [b"videos/%05d.mp4" % i for i in range(members)]
        self.crcs = [zlib.crc32(self.fill, zlib.crc32(struct.pack(">Q", i), before)) for i in range(members)]
        self.one = 30 + len(self.names[0]) + self.size
        self.entries = members * self.one
        directory = b"".join(self.entry(i) for i in range(members))
        end = self.entries + len(directory)
        self.tail = directory + struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, members, members, len(directory),
                                            self.entries)
        self.tail += struct.pack("<IIQI", 0x07064B50, 0, end, 1)
        self.tail += struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
        self.length = self.entries + len(self.tail)
        self.payload = members * self.size

    def entry(self, i):
        extra = struct.pack("<HHQ", 1, 8, i * self.one)
        return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 45, 45, 0, 0, 0, 33, self.crcs[i], self.size, self.size,
                           len(self.names[i]), len(extra), 0, 0, 0, 0, 0xFFFFFFFF) + self.names[i] + extra

    def member(self, i):
        return struct.pack("<IHHHHHIIIHH", 0x04034B50, 45, 0, 0, 0, 33, self.crcs[i], self.size, self.size,
                           len(self.names[i]), 0) + self.names[i] + self.head + struct.pack(">Q", i) + self.fill

    def parts(self, first, end):
        while first < min(end, self.entries):
            i, at = divmod(first, self.one)
            part = self.member(i)[at:at + end - first]
            first += len(part)
            yield part
        if first < end:
            yield self.tail[first - self.entries:end - self.entries]


def serve(archive):
    seen = {"requests": 0, "bytes": 0}
    lock = threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 18

        def log_message(self, *_):
            pass

        def do_HEAD(self):
            self.answer(False)

        def do_GET(self):
            self.answer(True)

        def answer(self, body):
            asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
            first, end = 0, archive.length
            if asked and asked[1]:
                first = int(asked[1])
                end = min(end, int(asked[2]) + 1) if asked[2] else end
            elif asked and asked[2]:
                first = max(0, end - int(asked[2]))
            with lock:
                seen["requests"] += 1
            self.send_response(206 if asked else 200)
            if asked:
                self.send_header("Content-Range", f"bytes {first}-{end - 1}/{archive.length}")
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("ETag", '"one"')
            self.send_header("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT")
            self.send_header("Content-Length", str(end - first))
            self.end_headers()
            try:
                for part in archive.parts(first, end) if body else ():
                    self.wfile.write(part)
                    with lock:
                        seen["bytes"] += len(part)
            except OSError:
                pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1], seen


def timed(commands):
    """Seconds, and the largest resident set of any process among them, in MB."""
    begun = time.monotonic()
    largest = 0
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        largest = max(largest, usage.ru_maxrss)
        if status:
            return {"status": os.waitstatus_to_exitcode(status)}
    return {"status": 0, "seconds": round(time.monotonic() - begun, 1), "rss_mb": round(largest / 1024)}


def told(name, archive, wanted, seen, figures):
    figures = dict(entry=name, **figures, requests=seen["requests"], bytes=seen["bytes"])
    figures["bytes_to_members"] = round(seen["bytes"] / (wanted * archive.size), 4)
    print(json.dumps(figures), flush=True)
    seen.update(requests=0, bytes=0)


def ours(ingest, folder, url, wanted):
    corpus = folder / "corpus"
    corpus.mkdir()
    rows = "".join(f"{i:05}.mp4,3.5\n" for i in range(wanted))
    (corpus / "manifest.csv").write_text("file_name,MOS\n" + rows)
    figures = timed([ingest + ["run", "--konvid-dir", str(corpus), "--min-rows", "0", "--archive", url]])
    output = corpus / "konvid_150k.jsonl"
    figures["rows"] = len(output.read_text().splitlines()) if output.exists() else 0
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clip")
    parser.add_argument("ingest", nargs="?", default="./ingest")
    parser.add_argument("--members", type=int, default=20_000)
    parser.add_argument("--gib", type=float, default=4.3)
    parser.add_argument("--wanted", type=int)
    parser.add_argument("--only", default="ours,wget,rclone")
    parser.add_argument("--work", help="folder for what is fetched; needs twice the archive's size")
    given = parser.parse_args()
    archive = Archive(pathlib.Path(given.clip).read_bytes(), given.members, int(given.gib * (1 << 30) / given.members))
    wanted = min(given.wanted or given.members, given.members)
    port, seen = serve(archive)
    url = f"http://127.0.0.1:{port}/a.zip"
    print(json.dumps({"archive_bytes": archive.length, "members": given.members, "wanted": wanted,
                      "members_bytes": wanted * archive.size, "directory_bytes": len(archive.tail)}), flush=True)
    entries = given.only.split(",")
    if "ours" in entries:
        with tempfile.TemporaryDirectory(dir=given.work) as folder:
            figures = ours(given.ingest.split(), pathlib.Path(folder), url, wanted)
            told("ours: ingest run --archive", archive, wanted, seen, figures)
    if "wget" in entries and shutil.which("wget") and shutil.which("unzip"):
        with tempfile.TemporaryDirectory(dir=given.work) as folder:
            names = [f"videos/{i:05}.mp4" for i in range(wanted)] if wanted < given.members else []
            steps = [["wget", "-q", "-O", folder + "/a.zip", url]]
            steps += [["unzip", "-q", "-d", folder, folder + "/a.zip", *names[i:i + 5000]]
                      for i in range(0, max(1, len(names)), 5000)]
            told("wget, then unzip", archive, wanted, seen, timed(steps))
    if "rclone" in entries:
        known = shutil.which("rclone") and subprocess.run(["rclone", "help", "backends"], capture_output=True, text=True)
        if known and re.search(r"^\s+archive\s", known.stdout, re.M):
            with tempfile.TemporaryDirectory(dir=given.work) as folder:
                remote = f":archive::http,url='http://127.0.0.1:{port}/':a.zip"
                told("rclone copy", archive, wanted, seen, timed([["rclone", "copy", "--transfers", "16", remote, folder]]))
        else:
            print(json.dumps({"entry": "rclone copy", "left_out": "no rclone with an archive backend here"}), flush=True)


if __name__ == "__main__":
    main()
