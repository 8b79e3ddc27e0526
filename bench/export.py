#!/usr/bin/env python3
"""What `ingest export` takes: seconds, processor time and the largest resident memory, for that many made-up rows; for webdataset
with a clip of 1 kB for each.

    bench/export.py [ROWS] [FORMAT] [further options of export]

INGEST names another launcher than that of the checkout.
"""
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time

ROW = (
    '{"src":"orig_%d_540_5s.mp4","src_sha256":"%s","src_size_bytes":%d,"width":960,"height":540,'
    '"framerate":29.97,"duration_s":5.0,"pix_fmt":"yuv420p","encoder_upstream":"h264","mos":%s,'
    '"mos_std_dev":0.5,"n_ratings":5,"corpus":"konvid-150k","corpus_version":"konvid-150k-2019",'
    '"ingested_at_utc":"2026-05-08T12:00:00+00:00"}\n'
)

count = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000
form = sys.argv[2] if len(sys.argv) > 2 else "csv"
launcher = os.environ.get("INGEST", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ingest"))
with tempfile.TemporaryDirectory() as folder:
    rows = os.path.join(folder, "konvid_150k.jsonl")
    os.mkdir(os.path.join(folder, "clips"))
    with open(rows, "w", encoding="utf-8") as file:
        for i in range(count):
            clip = b"%d" % i
            if form == "webdataset":
                clip = clip.ljust(1000)
                with open(os.path.join(folder, "clips", "orig_%d_540_5s.mp4" % i), "wb") as made:
                    made.write(clip)
            file.write(ROW % (i, hashlib.sha256(clip).hexdigest(), len(clip), 1 + (i * 37 % 400) / 100))
    command = [launcher, "export", "--konvid-dir", folder, "--format", form, "--output", os.path.join(folder, "out")]
    began = time.monotonic()
    subprocess.run(command + sys.argv[3:], check=True)
    seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime
    memory = used.ru_maxrss / 1024
    print(f"{count} rows as {form}: {seconds:.1f} s, {processor:.1f} s of processor time, {memory:.0f} MB at most")
