#!/usr/bin/env python3
"""What `ingest verify` takes: seconds and the largest resident memory, over that many tiny clips.

    bench/verify.py [CLIPS] [further options of verify]

The corpus is verified three times: with nothing known of the clips, with what a run would know of them, and with --recheck.
"""
import hashlib
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time

ROW = (
    '{"src":"%s","src_sha256":"%s","src_size_bytes":%d,"width":960,"height":540,'
    '"framerate":29.97,"duration_s":5.0,"pix_fmt":"yuv420p","encoder_upstream":"h264","mos":3.0,'
    '"mos_std_dev":0.5,"n_ratings":5,"corpus":"konvid-150k","corpus_version":"konvid-150k-2019",'
    '"ingested_at_utc":"2026-05-08T12:00:00+00:00"}\n'
)
SCHEMA = os.path.join(
    os.path.dirname(os.path.abspath(__file__)),
    "../ingest-daemon/src/main/resources/org/mosingest/daemon/known/schema-1.sql",
)

count = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000
launcher = os.environ.get("INGEST_BENCH_COMMAND", os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "ingest"))


def verify(folder, what, *options):
    before = time.monotonic()
    subprocess.run(launcher.split() + ["verify", "--konvid-dir", folder, *options, *sys.argv[2:]], check=True)
    print(f"{count} clips, {what}: {time.monotonic() - before:.1f} s")


with tempfile.TemporaryDirectory() as folder:
    clips = os.path.join(folder, "clips")
    os.mkdir(clips)
    known = sqlite3.connect(os.path.join(folder, ".known-clips.db"))
    known.executescript(open(SCHEMA, encoding="utf-8").read())
    with open(os.path.join(folder, "konvid_150k.jsonl"), "w", encoding="utf-8") as rows, open(
        os.path.join(folder, "manifest.csv"), "w", encoding="utf-8"
    ) as manifest:
        manifest.write("file_name,MOS\n")
        for i in range(count):
            name = f"orig_{i}_540_5s.mp4"
            data = b"%d" % i * 100
            with open(os.path.join(clips, name), "wb") as clip:
                clip.write(data)
            stat = os.stat(os.path.join(clips, name))
            digest = hashlib.sha256(data)
            manifest.write(f"{name},3.0\n")
            rows.write(ROW % (name, digest.hexdigest(), len(data)))
            known.execute(
                "INSERT INTO clips (path, size, modified_ns, changed_ns, inode, sha256) VALUES (?, ?, ?, ?, ?, ?)",
                (f"clips/{name}", len(data), stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, digest.digest()),
            )
    known.commit()
    known.close()
    os.rename(os.path.join(folder, ".known-clips.db"), os.path.join(folder, "aside"))
    verify(folder, "nothing known")
    os.rename(os.path.join(folder, "aside"), os.path.join(folder, ".known-clips.db"))
    verify(folder, "all known")
    verify(folder, "all hashed again", "--recheck")
    print(f"at most {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
