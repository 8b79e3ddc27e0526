#!/usr/bin/env python3
"""A run over networks that fail: packets lost, a link that is down, a server that moves, large packets that vanish.

    sudo bench/networks.py CLIP.mp4 [--only loss|down|move|large] [--ingest ./ingest]

Makes two network namespaces and a link between them, and takes them away again. In one a server has 40 clips, made of CLIP, any
MP4, with 300 kB behind it, and sends each at 100 kB a second; in the other `ingest run` fetches them, four at a time. Prints how long
after the network's return the first new byte was on the disk, and what became of the clips. Needs Linux, root, ip, iptables
with its statistic and length matches, Python 3.9 and nothing else.
"""

import argparse
import http.server
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time

CLIPS = 40
PADDING = 300_000
CLIENT, SERVER = "ingest-client", "ingest-server"
HOST = "clips.example"
FIRST, SECOND = "10.213.7.2", "10.213.7.3"
HOSTS = pathlib.Path("/etc/netns") / CLIENT / "hosts"


def serve(clip):
    """Runs in the server's namespace until it is killed."""
    video = pathlib.Path(clip).read_bytes()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            number = int(self.path[1:])
            # A box that no reader looks at: other bytes, the same video.
            body = video + struct.pack(">I4sI", PADDING, b"free", number) + bytes(PADDING - 12)
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
            begin = int(asked[1]) if asked and self.headers.get("If-Range") == f'"{number}"' else 0
            self.send_response(206 if begin else 200)
            self.send_header("ETag", f'"{number}"')
            self.send_header("Content-Length", str(len(body) - begin))
            if begin:
                self.send_header("Content-Range", f"bytes {begin}-{len(body) - 1}/{len(body)}")
            self.end_headers()
            try:
                for at in range(begin, len(body), 10_000):
                    self.wfile.write(body[at:at + 10_000])
                    time.sleep(0.1)
            except OSError:
                self.close_connection = True

    class Quiet(http.server.ThreadingHTTPServer):
        def handle_error(self, *_):
            pass

    Quiet(("0.0.0.0", 80), Handler).serve_forever()


def sh(*command, check=True):
    subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=None if check else subprocess.DEVNULL)


def within(namespace, *command, check=True):
    sh("ip", "netns", "exec", namespace, *command, check=check)


def name(address):
    # In place: the namespace sees this very file.
    with open(HOSTS, "w") as hosts:
        hosts.write(f"127.0.0.1 localhost\n{address} {HOST}\n")


def build():
    tear_down()
    HOSTS.parent.mkdir(parents=True, exist_ok=True)
    name(FIRST)
    for namespace in (CLIENT, SERVER):
        sh("ip", "netns", "add", namespace)
        within(namespace, "ip", "link", "set", "lo", "up")
    sh("ip", "link", "add", "ic0", "netns", CLIENT, "type", "veth", "peer", "name", "is0", "netns", SERVER)
    within(CLIENT, "ip", "address", "add", "10.213.7.1/24", "dev", "ic0")
    within(SERVER, "ip", "address", "add", FIRST + "/24", "dev", "is0")
    within(CLIENT, "ip", "link", "set", "ic0", "up")
    within(SERVER, "ip", "link", "set", "is0", "up")


def tear_down():
    for namespace in (CLIENT, SERVER):
        sh("ip", "netns", "delete", namespace, check=False)
    shutil.rmtree(HOSTS.parent, ignore_errors=True)


def lose(share):
    for namespace in (CLIENT, SERVER):
        within(namespace, "iptables", "-A", "INPUT", "-m", "statistic", "--mode", "random", "--probability", str(share), "-j", "DROP")


def loss():
    """30 % of the packets are lost, both ways, all the time"""
    lose(0.3)
    return None


def down():
    """the link is down for 40 s"""
    within(CLIENT, "ip", "link", "set", "ic0", "down")
    time.sleep(40)
    within(CLIENT, "ip", "link", "set", "ic0", "up")
    return time.monotonic()


def move():
    """the server is gone for 5 s and comes back under another address"""
    within(SERVER, "ip", "address", "del", FIRST + "/24", "dev", "is0")
    time.sleep(5)
    within(SERVER, "ip", "address", "add", SECOND + "/24", "dev", "is0")
    name(SECOND)
    return time.monotonic()


def large():
    """packets above 576 bytes vanish for 60 s"""
    rule = ["-m", "length", "--length", "577:65535", "-j", "DROP"]
    within(CLIENT, "iptables", "-A", "INPUT", *rule)
    time.sleep(60)
    within(CLIENT, "iptables", "-D", "INPUT", *rule)
    return time.monotonic()


def stored(clips):
    total = 0
    for entry in os.scandir(clips) if clips.is_dir() else ():
        try:
            total += entry.stat().st_size
        except FileNotFoundError:
            pass
    return total


def run(fault, options):
    build()
    server = subprocess.Popen(["ip", "netns", "exec", SERVER, sys.executable, __file__, options.clip, "--serve"])
    with tempfile.TemporaryDirectory() as folder:
        rows = ["file_name,url,MOS"] + [f"{i}.mp4,http://{HOST}/{i},3.5" for i in range(CLIPS)]
        corpus = pathlib.Path(folder)
        (corpus / "manifest.csv").write_text("\n".join(rows) + "\n")
        log = open(corpus / "log", "wb")
        begun = time.monotonic()
        process = subprocess.Popen(
            ["ip", "netns", "exec", CLIENT, options.ingest, "run", "--konvid-dir", folder, "--min-rows", "0",
             "--downloads", "4", "--per-host", "4"], stdout=log, stderr=log)
        while stored(corpus / "clips") < 500_000 and process.poll() is None:
            time.sleep(0.05)
        # What was on its way when the fault began must not count as recovery.
        returned = fault()
        recovery = None
        before = stored(corpus / "clips")
        while returned and process.poll() is None:
            if stored(corpus / "clips") > before:
                recovery = time.monotonic() - returned
                break
            time.sleep(0.05)
        try:
            status = process.wait(1200)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        took = time.monotonic() - begun
        server.kill()
        output, failures = corpus / "konvid_150k.jsonl", corpus / "konvid_150k.jsonl.failures.ndjson"
        written = len(output.read_text().splitlines()) if output.exists() else 0
        failed = len(failures.read_text().splitlines()) if failures.exists() else 0
        print(f"| {fault.__doc__} | {status} | {written} of {CLIPS} | {failed} | "
              f"{'' if recovery is None else f'{recovery:.1f}'} | {took:.0f} |", flush=True)
        if options.verbose or status or failed:
            sys.stderr.write((corpus / "log").read_text() + (failures.read_text() if failed else ""))
    tear_down()
    return status == 0 and written == CLIPS and failed == 0 and (recovery is None or recovery <= 10)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("clip")
    arguments.add_argument("--only", choices=["loss", "down", "move", "large"], action="append")
    arguments.add_argument("--ingest", default=str(pathlib.Path(__file__).resolve().parent.parent / "ingest"))
    arguments.add_argument("--verbose", action="store_true", help="print what the runs say")
    arguments.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.serve:
        serve(options.clip)
    if os.geteuid() != 0:
        sys.exit("networks.py: only root may make network namespaces")
    print("| network | exit status | rows | clips failed | first new byte after its return, s | seconds |\n|---|---|---|---|---|---|", flush=True)
    good = True
    try:
        for fault in (loss, down, move, large):
            if not options.only or fault.__name__ in options.only:
                good &= run(fault, options)
    finally:
        tear_down()
    sys.exit(0 if good else 5)


if __name__ == "__main__":
    main()
