#!/usr/bin/env python3
"""What `ingest export` takes: seconds and the largest resident memory, for that many made-up rows.

    bench/export.py [ROWS] [FORMAT] [further options of export]
"""
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time

ROW = (
    '{"src":"orig_%d_540_5s.mp4","src_sha256":"%s","src_size_bytes":1200000,"width":960,"height":540,'
    '"framerate":29.97,"duration_s":5.0,"pix_fmt":"yuv420p","encoder_upstream":"h264","mos":%s,'
    '"mos_std_dev":0.5,"n_ratings":5,"corpus":"konvid-150k","corpus_version":"konvid-150k-2019",'
    '"ingested_at_utc":"2026-05-08T12:00:00+00:00"}\n'
)

count = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000
form = sys.argv[2] if len(sys.argv) > 2 else "csv"
launcher = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ingest")
with tempfile.TemporaryDirectory() as folder:
    rows = os.path.join(folder, "konvid_150k.jsonl")
    with open(rows, "w", encoding="utf-8") as file:
        for i in range(count):
            file.write(ROW % (i, hashlib.sha256(b"%d" % i).hexdigest(), 1 + (i * 37 % 400) / 100))
    command = [launcher, "export", "--konvid-dir", folder, "--format", form, "--output", os.path.join(folder, "out")]
    began = time.monotonic()
    subprocess.run(command + sys.argv[3:], check=True)
    seconds = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{count} rows as {form}: {seconds:.1f} s, {memory:.0f} MB at most")
