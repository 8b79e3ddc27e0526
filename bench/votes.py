#!/usr/bin/env python3
"""Votes in bounded memory: a run over 150 000 rows without and with 10 million votes, in a heap of 256 MB.

    bench/votes.py [FOLDER] [INGEST...]

FOLDER (default: a new temporary one) needs 600 MB. INGEST is the command that starts ingest (default: ./ingest); it is
given the heap by INGEST_JAVA_OPTS. No clip is there, so that the votes are what takes time. Prints seconds, seconds of
processor and the largest resident memory.
"""

import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

ROWS, VOTES = 150_000, 10_000_000


def name(row):
    return f"orig_{10_000_000_000 + row * 7919}_540_5s.mp4"


def make(folder):
    draw = random.Random(4)
    with open(folder / "manifest.csv", "w") as manifest:
        manifest.write("file_name,url,mos\n")
        manifest.writelines(f"{name(row)},,3.0\n" for row in range(ROWS))
    with open(folder / "votes.csv", "w") as votes:
        votes.write("worker_id,video_name,country,rating\n")
        for _ in range(VOTES // 10_000):
            votes.writelines(
                f"A{draw.randrange(10**9)},{name(draw.randrange(ROWS))},XX,{draw.randint(1, 5)}\n" for _ in range(10_000)
            )


def run(ingest, folder, *more):
    for left in folder.glob("konvid_150k.jsonl*"):
        left.unlink()
    for left in folder.glob(".download-progress*"):
        left.unlink()
    env = dict(os.environ, INGEST_JAVA_OPTS="-Xmx256m")
    begun = time.monotonic()
    words = [*ingest, "run", f"--konvid-dir={folder}", "--log-level=ERROR", *more]
    pid = os.posix_spawnp(words[0], words, env, file_actions=[(os.POSIX_SPAWN_OPEN, 2, folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, used = os.wait4(pid, 0)
    seconds = time.monotonic() - begun
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit((folder / "log").read_text()[-2000:])
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(tempfile.mkdtemp(prefix="votes-"))
    ingest = sys.argv[2:] or ["./ingest"]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        make(folder)
        without, idle, least = run(ingest, folder)
        seconds, busy, most = run(ingest, folder, f"--votes={folder / 'votes.csv'}")
        size = (folder / "votes.csv").stat().st_size / 1e6
        print(f"{ROWS} rows without votes: {without:.1f} s, {idle:.1f} s of processor, {least:.0f} MB resident")
        print(f"with {VOTES} votes ({size:.0f} MB): {seconds:.1f} s, {busy:.1f} s of processor, {most:.0f} MB resident, heap of 256 MB")
        print(f"the votes alone: {seconds - without:.1f} s, {busy - idle:.1f} s of processor")
    finally:
        if len(sys.argv) < 2:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
