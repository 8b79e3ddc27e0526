#!/usr/bin/env python3
"""What `ingest aggregate` takes: 10 million rows of four corpora, a tenth of them there twice, in a heap of 256 MB.

    bench/aggregate.py [ROWS] [FOLDER] [INGEST...]

FOLDER (default: a new temporary one) needs 1.5 kB a row. INGEST is the command that starts ingest (default: ./ingest); it
is given the heap by INGEST_JAVA_OPTS. The rows are aggregated once, and the result is held against what was made. Prints
seconds, seconds of processor, and the largest resident memory.
"""

import hashlib
import os
import pathlib
import shutil
import sys
import tempfile
import time

CORPORA = [("konvid-150k", 1, 5), ("lsvq", 1, 5), ("live-vqc", 0, 100), ("waterloo-ivc-4k", 0, 100)]
ROW = (
    '{"src":"clip_%d.mp4","src_sha256":"%s","src_size_bytes":%d,"width":960,"height":540,"framerate":29.97,'
    '"duration_s":5.0,"pix_fmt":"yuv420p","encoder_upstream":"h264","mos":%s,"mos_std_dev":0.5,"n_ratings":5,'
    '"corpus":"%s","corpus_version":"1","ingested_at_utc":"2026-05-08T12:00:00+00:00"}\n'
)


def make(folder, rows):
    """Each corpus has its share; every tenth row of the second has the bytes of a row of the first."""
    share = rows // len(CORPORA)
    files = []
    for at, (corpus, lowest, highest) in enumerate(CORPORA):
        file = folder / f"{corpus}.jsonl"
        files.append(str(file))
        with open(file, "w", buffering=1 << 20) as out:
            for i in range(share):
                clip = i if at == 1 and i % 10 == 0 else at * share + i
                mos = lowest + (highest - lowest) * (i % 1000) / 1000
                out.write(ROW % (clip, hashlib.sha256(b"%d" % clip).hexdigest(), clip, mos, corpus))
    return files, len(CORPORA) * share, (share + 9) // 10


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(tempfile.mkdtemp(prefix="aggregate-"))
    ingest = sys.argv[3:] or ["./ingest"]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        files, total, twice = make(folder, rows)
        output = folder / "all.jsonl"
        words = [*ingest, "aggregate", "--output", str(output), "--json", "--inputs", *files]
        begun = time.monotonic()
        pid = os.posix_spawnp(
            words[0],
            words,
            dict(os.environ, INGEST_JAVA_OPTS="-Xmx256m"),
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 1, folder / "counts", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
                (os.POSIX_SPAWN_OPEN, 2, folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
            ],
        )
        _, status, used = os.wait4(pid, 0)
        seconds = time.monotonic() - begun
        if os.waitstatus_to_exitcode(status) != 0:
            sys.exit((folder / "log").read_text()[-2000:])
        with open(output) as out:
            written = sum(1 for _ in out)
        if written != total - twice:
            sys.exit(f"{written} rows were written of {total}, of which {twice} are there twice")
        print((folder / "counts").read_text().strip())
        print(
            f"{total} rows ({sum(os.stat(f).st_size for f in files) / 1e6:.0f} MB) to {written}: {seconds:.1f} s,"
            f" {used.ru_utime + used.ru_stime:.1f} s of processor, {used.ru_maxrss / 1024:.0f} MB resident, heap of 256 MB"
        )
    finally:
        if len(sys.argv) < 3:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
