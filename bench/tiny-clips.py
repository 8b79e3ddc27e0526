#!/usr/bin/env python3
"""What a clip costs by itself: a corpus of many tiny clips, each with a URL, from a server on the same machine.

    bench/tiny-clips.py [--clips N] [--beside N] [--heap SIZE] [--downloads N] [--clip FILE] [--keep]

Each clip is FILE, an MP4 of 2 kB, with its number in a box that readers pass over, so that none is another's duplicate. curl --parallel
fetches the first --beside clips from the same server, as does a run of its own; then a run fetches all of them, and once more over what
is there, which must ask and probe nothing: a script that counts its calls stands in for ffprobe that second time. Prints seconds,
processor time of the program with its workers, resident memory, what lies on the disk, and what a clip takes of each.
INGEST_BENCH_COMMAND names another launcher.
"""
import argparse
import asyncio
import multiprocessing
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
import time
import urllib.request

from mosbench.process import adopt_orphans, run

HERE = pathlib.Path(__file__).resolve().parent
TINY = HERE.parent / "ingest-core/src/test/resources/org/mosingest/core/probe/hevc.mp4"
LAUNCHER = os.environ.get("INGEST_BENCH_COMMAND", str(HERE.parent / "ingest")).split()


class Connection(asyncio.Protocol):
    """Answers /NUMBER.mp4 with that clip, and /asked with how many clips were asked for; any number a connection."""

    video = b""
    asked = 0

    def connection_made(self, transport):
        self.transport, self.read = transport, b""

    def data_received(self, data):
        self.read += data
        while b"\r\n\r\n" in self.read:
            head, self.read = self.read.split(b"\r\n\r\n", 1)
            path = head.split(b" ", 2)[1]
            if path == b"/asked":
                body = b"%d" % Connection.asked
            else:
                Connection.asked += 1
                number = int(path[1:].split(b".")[0])
                body = self.video + struct.pack(">I", 16) + b"free" + struct.pack(">Q", number)
            tag = b'Content-Type: video/mp4\r\nAccept-Ranges: bytes\r\nETag: "%s"\r\n' % path[1:]
            self.transport.write(b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (tag, len(body), body))


def serve(video, pipe):
    async def forever():
        Connection.video = video
        server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0, backlog=1024)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


def write_manifest(folder, base, clips):
    (folder / "clips").mkdir(parents=True)
    with open(folder / "manifest.csv", "w", encoding="ascii") as file:
        file.write("video_name,url,MOS,SD,n\n")
        for i in range(clips):
            file.write(f"{i:08d}.mp4,{base}/{i:08d}.mp4,{1 + i * 7919 % 4000 / 1000:.3f},0.{i % 9},{5 + i % 40}\n")


def asked(base):
    with urllib.request.urlopen(base + "/asked") as answer:
        return int(answer.read())


def tell(what, clips, took, extra=""):
    print(
        f"{what}: {clips} clips in {took.wall:.1f} s, {clips / took.wall:.0f} a second; {took.cpu:.1f} s of processor, "
        f"{took.cpu / clips * 1e6:.0f} us a clip; {took.rss >> 20} MB{extra}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def ingest(folder, heap, downloads, *options):
    command = [*LAUNCHER, "run", "--konvid-dir", str(folder), "--min-rows", "0", "--log-level", "WARNING"]
    command += ["--downloads", str(downloads), "--per-host", str(downloads), *options]
    with open(folder / "log", "wb") as log:
        took = run(command, env=dict(os.environ, INGEST_JAVA_OPTS=f"-Xmx{heap}"), err=log, watch_rss=True)
    summary = (folder / "log").read_text().splitlines()[-1]
    return took, summary


def curl(folder, base, clips, downloads):
    folder.mkdir()
    config = folder / "urls"
    config.write_text("".join(f'url = "{base}/{i:08d}.mp4"\noutput = "{folder}/{i:08d}.mp4"\n' for i in range(clips)))
    return run(["curl", "--silent", "--fail", "--parallel", "--parallel-max", str(downloads), "--config", str(config)], watch_rss=True)


def counting_probe(folder):
    """Stands in for ffprobe, and notes each call but for what its version is."""
    script = folder / "counting-ffprobe"
    script.write_text(f'#!/bin/sh\n[ "$1" = -version ] || echo . >>"{folder}/probed"\nexec "{shutil.which("ffprobe")}" "$@"\n')
    script.chmod(0o755)
    return script


def usage(folder):
    used = os.statvfs(folder)
    return (used.f_blocks - used.f_bfree) * used.f_frsize, used.f_files - used.f_ffree


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--clips", type=int, default=50_000)
    options.add_argument("--beside", type=int, default=20_000, help="clips that curl and a smaller run fetch first; 0 for none")
    options.add_argument("--heap", default="256m", help="as Java's -Xmx takes it")
    options.add_argument("--downloads", type=int, default=16)
    options.add_argument("--clip", type=pathlib.Path, default=TINY)
    options.add_argument("--keep", action="store_true", help="leave the corpus where it is, and say where")
    given = options.parse_args()
    adopt_orphans()
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=(given.clip.read_bytes(), theirs), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{ours.recv()}"
    work = pathlib.Path(tempfile.mkdtemp(prefix="tiny-clips-"))
    beside = min(given.beside, given.clips)
    try:
        if beside:
            fetched = curl(work / "curl", base, beside, given.downloads)
            tell("curl --parallel", beside, fetched)
            shutil.rmtree(work / "curl")
            write_manifest(work / "few", base, beside)
            few, summary = ingest(work / "few", given.heap, given.downloads)
            tell("a run over as many", beside, few, f"; {few.wall / fetched.wall:.2f} times as long as curl")
            shutil.rmtree(work / "few")
        write_manifest(work / "all", base, given.clips)
        before, requests = usage(work), asked(base)
        took, summary = ingest(work / "all", given.heap, given.downloads)
        after = usage(work)
        tell("the run", given.clips, took, f"; {asked(base) - requests} requests")
        if f"wrote {given.clips} rows" not in summary:
            raise SystemExit(f"not every clip has its row: {summary}")
        if beside and given.clips > beside:
            more = given.clips - beside
            print(
                f"  of the last {more} a clip takes {(took.wall - few.wall) / more * 1e6:.0f} us by the clock and "
                f"{(took.cpu - few.cpu) / more * 1e6:.0f} us of processor; of the first {beside}, the start included, "
                f"{few.wall / beside * 1e6:.0f} and {few.cpu / beside * 1e6:.0f}"
            )
        print(
            f"  on the disk: {(after[0] - before[0]) / given.clips:.0f} bytes and {(after[1] - before[1]) / given.clips:.2f} inodes a clip"
            " (of all that was written there meanwhile)"
        )
        requests = asked(base)
        probe = ("--ffprobe-bin", str(counting_probe(work))) if shutil.which("ffprobe") else ()
        took, summary = ingest(work / "all", given.heap, given.downloads, *probe)
        probed = (work / "probed").read_text().count(".") if (work / "probed").is_file() else 0
        counted = f"{probed} probes" if probe else "probes not counted: there is no ffprobe in the PATH"
        tell("the run once more", given.clips, took, f"; {asked(base) - requests} requests, {counted}")
        if asked(base) != requests or probed:
            raise SystemExit(f"the second run had nothing to do: {summary}")
    finally:
        server.terminate()
        if given.keep:
            print(work)
        else:
            shutil.rmtree(work)


main()
