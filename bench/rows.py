#!/usr/bin/env python3
"""What a run takes by the number of its rows: seconds, processor, the largest resident memory, and microseconds a row.

    bench/rows.py [--rows N] [--heap SIZE]

The rows have no URL and their clips are not there, so that nothing but the rows costs anything. The run is done twice: the second one
finds everything decided. INGEST_BENCH_COMMAND names another launcher.
"""
import argparse
import os
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))

options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
options.add_argument("--rows", type=int, default=1_000_000)
options.add_argument("--heap", default="256m", help="as Java's -Xmx takes it")
asked = options.parse_args()
launcher = os.environ.get("INGEST_BENCH_COMMAND", os.path.join(HERE, "..", "ingest")).split()
environment = dict(os.environ, INGEST_JAVA_OPTS=f"-Xmx{asked.heap}")

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "clips"))
    with open(os.path.join(folder, "manifest.csv"), "w", encoding="utf-8") as manifest:
        manifest.write("video_name,MOS,SD,n\n")
        for i in range(asked.rows):
            manifest.write(f"orig_{i:09d}_540_5s.mp4,{1 + i * 7919 % 4000 / 1000:.3f},0.{i % 9},{5 + i % 40}\n")
    for what in "first run", "second run":
        before = time.monotonic()
        with open(os.path.join(folder, "log"), "w", encoding="utf-8") as log:
            run = subprocess.Popen(
                launcher + ["run", "--konvid-dir", folder, "--min-rows", "0"], env=environment, stdout=log, stderr=log
            )
            _, status, used = os.wait4(run.pid, 0)
        seconds = time.monotonic() - before
        cpu = used.ru_utime + used.ru_stime
        if status != 0:
            with open(os.path.join(folder, "log"), encoding="utf-8") as log:
                raise SystemExit(f"{what}: ended with {status}: {log.read()[-500:]}")
        print(
            f"{asked.rows} rows, heap {asked.heap}, {what}: {seconds:.1f} s, {cpu:.1f} s of processor, "
            f"{used.ru_maxrss // 1024} MB, {cpu / asked.rows * 1e6:.0f} us a row",
            flush=True,
        )
