#!/usr/bin/env python3
"""Clips a second of `ingest spark` with 1 and 2 executors, against `ingest run`, and what a lost worker costs.

Needs a distribution with the Spark archive unpacked in it. Serves CLIPS small videos on loopback, each different, and runs over them: on
one machine, with Spark within one process, and on a cluster of Spark's own master and workers of one core each. Every run begins with an
empty folder, and is done again: the second one finds nothing to do, and shows what starting costs. All outputs must hold the same bytes.
submit-local-2 and submit-cluster-2 start the same by Spark's own spark-submit. With --more a third run finds so many rows more in the manifest.
It, and the second, must ask the server for these clips alone and probe no other: with --count-probes a script that notes each call stands in for
ffprobe. With --faults a share of the clips fails at first: 503, a cut body or a closed connection. With --kill one worker and its executor are
ended by SIGKILL when a third of the clips has been asked for.

    bench/spark.py --distribution mos-ingest-0.1.0 --clips 2000
    bench/spark.py --distribution mos-ingest-0.1.0 --clips 5000 --more 500 --count-probes --only run,submit-local-2,submit-cluster-2
    bench/spark.py --distribution mos-ingest-0.1.0 --clips 5000 --faults 0.3 --kill --speculation --only run,cluster-2
"""
import argparse
import asyncio
import json
import multiprocessing
import os
import pathlib
import re
import signal
import struct
import subprocess
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ZOO = HERE.parent / "ingest-core/src/test/resources"
OPENED = ["java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio", "java.util", "java.util.concurrent",
          "java.util.concurrent.atomic", "jdk.internal.ref", "sun.nio.ch", "sun.nio.cs", "sun.util.calendar"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--distribution", type=pathlib.Path, required=True, help="the folder with bin, lib and spark")
    parser.add_argument("--clips", type=int, default=2000)
    parser.add_argument("--clip", type=pathlib.Path, default=next(ZOO.rglob("h264-b-frames.mp4"), None), help="an MP4")
    parser.add_argument("--latency", type=float, default=0.02, help="seconds before each answer")
    parser.add_argument("--faults", type=float, default=0, help="share of the clips that fail at first")
    parser.add_argument("--per-host", type=int, default=8)
    parser.add_argument("--only", default="run,local-2,cluster-1,cluster-2")
    parser.add_argument("--more", type=int, default=0, help="rows that come later")
    parser.add_argument("--count-probes", action="store_true")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--speculation", action="store_true")
    return parser.parse_args()


class Server:
    """Answers one connection after another; counts."""

    def __init__(self, options, pipe):
        self.video = options.clip.read_bytes()
        self.options = options
        self.asked = 0
        self.seen = set()
        self.corpus, self.first, self.last = "", 0, 0
        asyncio.run(self.serve(pipe))

    async def serve(self, pipe):
        server = await asyncio.start_server(self.connection, "127.0.0.1", 0, backlog=512)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    def clip(self, number):
        mark = b"clip %d" % number
        return self.video + struct.pack(">I", 8 + len(mark)) + b"free" + mark

    async def connection(self, reader, writer):
        try:
            while await self.answer(reader, writer):
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        writer.close()

    async def answer(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ")[1]
        if path == "/asked":
            body = json.dumps({"asked": self.asked, "first": self.first, "last": self.last}).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            return True
        if path.split("/")[1] != self.corpus:
            self.corpus, self.first = path.split("/")[1], time.monotonic()
        self.last = time.monotonic()
        self.asked += 1
        await asyncio.sleep(self.options.latency)
        number = int(path.rsplit("/", 1)[1])
        body = self.clip(number)
        faulty = number % 1000 < self.options.faults * 1000 and path not in self.seen
        self.seen.add(path)
        if faulty and number % 3 == 0:
            writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            return True
        if faulty and number % 3 == 1:
            return False
        wanted = re.search(r"(?im)^range: bytes=(\d+)-\r?$", head)
        start = int(wanted.group(1)) if wanted else 0
        if start >= len(body):
            writer.write(b"HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */%d\r\nContent-Length: 0\r\n\r\n" % len(body))
            return True
        span = b"Content-Range: bytes %d-%d/%d\r\n" % (start, len(body) - 1, len(body)) if wanted else b""
        status = b"206 Partial Content" if wanted else b"200 OK"
        part = body[start:]
        writer.write(b"HTTP/1.1 %s\r\nContent-Length: %d\r\nETag: \"%d\"\r\nAccept-Ranges: bytes\r\n%s\r\n" % (status, len(part), number, span))
        writer.write(part[: len(part) // 2] if faulty else part)
        return not faulty


class Cluster:
    """Spark's own master and workers."""

    def __init__(self, distribution, work, count):
        spark = distribution.resolve() / "spark"
        self.env, self.java = spark_environment(spark), spark_java(spark)
        log = work / "master.log"
        self.processes = [self.start(log, "master.Master", "--port", "0")]
        self.master = awaited(lambda: re.search(r"spark://127\.0\.0\.1:\d+", log.read_text())).group(0)
        for n in range(count):
            self.processes.append(self.start(
                work / f"worker-{n}.log", "worker.Worker", "--cores", "1", "--memory", "800M", "--work-dir", str(work / f"work-{n}"),
                self.master))

    def start(self, log, name, *words):
        command = self.java + [f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", "--webui-port", "0", *words]
        with open(log, "w") as out:
            return subprocess.Popen(command, env=self.env, stdout=out, stderr=out, start_new_session=True)

    def lose_one(self):
        kill(self.processes.pop())

    def cpu(self):
        """Seconds that its processes used, their executors among them, once these have ended."""
        awaited(lambda: not any(children(process.pid) for process in self.processes[1:]))
        ticks = 0
        for process in self.processes:
            fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(int(field) for field in fields[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def stop(self):
        for process in reversed(self.processes):
            kill(process)


def spark_environment(spark):
    return dict(os.environ, SPARK_HOME=str(spark), SPARK_SCALA_VERSION="2.13", SPARK_LOCAL_IP="127.0.0.1")


def spark_java(spark):
    command = [java(), "-Xmx512m", "-XX:+UseSerialGC"]
    command += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    return command + ["-Dio.netty.tryReflectionSetAccessible=true", "-cp", f"{spark}/conf:{spark}/jars/*"]


def kill(process):
    """A worker and its executor at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children(pid):
    return [child for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]


def java():
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"


def awaited(condition, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise SystemExit("waited too long")


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="bench-spark-"))
        ours, theirs = multiprocessing.Pipe()
        self.server = multiprocessing.Process(target=Server, args=(options, theirs), daemon=True)
        self.server.start()
        self.port = ours.recv()
        self.probe = self.work / "ffprobe"
        self.probed = self.work / "probed"
        self.probed.touch()
        facts = {"streams": [{"codec_name": "h264", "width": 320, "height": 240, "pix_fmt": "yuv420p", "r_frame_rate": "25/1",
                              "avg_frame_rate": "25/1", "duration": "1.0"}], "format": {"duration": "1.0"}}
        self.probe.write_text("#!/bin/sh\ncase \"$*\" in *-version*) echo 'ffprobe version 8.1 stand-in'; exit ;; esac\n"
                              f"echo >>'{self.probed}'\necho '{json.dumps(facts)}'\n")
        self.probe.chmod(0o755)

    def asked(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/asked") as answer:
            return json.loads(answer.read())

    def folder(self, name):
        folder = self.work / name
        folder.mkdir()
        self.manifest(folder, self.options.clips)
        return folder

    def manifest(self, folder, rows):
        with open(folder / "manifest.csv", "w") as manifest:
            manifest.write("file_name,url,mos\n")
            for n in range(rows):
                manifest.write(f"{n:06}.mp4,http://127.0.0.1:{self.port}/{folder.name}/{n},{1 + n % 400 / 100:.2f}\n")

    def count(self):
        """Requests and probes so far."""
        return self.asked()["asked"], self.probed.stat().st_size

    def ingest(self, folder, words):
        spark = self.options.distribution.resolve() / "spark"
        program = [str(self.options.distribution / "bin/ingest")]
        env = dict(os.environ, SPARK_LOCAL_IP="127.0.0.1")
        if words[0] == "submit":
            env = spark_environment(spark)
            settings = [word for word in words[1:] if word.startswith("spark.")]
            program = spark_java(spark) + ["org.apache.spark.deploy.SparkSubmit", "--master", words[2]]
            program += [word for setting in settings for word in ("--conf", setting)] + [str(next((spark / "lib").glob("*.jar")))]
            words = ["spark"]
        command = [*program, words[0], "--konvid-dir", str(folder), "--min-rows", "0", "--per-host", str(self.options.per_host), "--json", *words[1:]]
        if self.options.count_probes:
            command += ["--ffprobe-bin", str(self.probe)]
        with open(self.work / f"{folder.name}.log", "a") as log:
            return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=log, text=True)

    def timed(self, folder, words, cluster, meanwhile=lambda: None):
        """Seconds, and seconds of processor time of all processes of ours."""
        before = cluster.cpu() if cluster else 0
        begun = time.monotonic()
        process = self.ingest(folder, words)
        meanwhile()
        process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        took = time.monotonic() - begun
        if status != 0:
            raise SystemExit(f"{words}: wait status {status}, see {self.work / folder.name}.log")
        # What a killed worker used is gone with it.
        return took, usage.ru_utime + usage.ru_stime + (max(0, cluster.cpu() - before) if cluster else 0)

    def one(self, name):
        folder = self.folder(name)
        kind, _, count = name.removeprefix("submit-").partition("-")
        cluster = Cluster(self.options.distribution, self.work, int(count)) if kind == "cluster" else None
        master = cluster.master if cluster else f"local[{count or 2}]"
        words = ["run"] if kind == "run" else ["submit" if name.startswith("submit-") else "spark", "--master", master]
        if cluster:
            words += ["--conf", "spark.executor.memory=600m", "--conf", "spark.driver.host=127.0.0.1"]
            if self.options.speculation:
                for setting in ["speculation=true", "speculation.interval=50ms", "speculation.quantile=0.1", "speculation.multiplier=1.01"]:
                    words += ["--conf", f"spark.{setting}"]
        before, probed = self.count()

        def meanwhile():
            if cluster and self.options.kill:
                awaited(lambda: self.asked()["asked"] - before > self.options.clips / 3, 600)
                cluster.lose_one()

        try:
            took, cpu = self.timed(folder, words, cluster, meanwhile)
            told = self.asked()
            first = self.count()
            again, idle = self.timed(folder, words, cluster)
            if self.count() != first:
                raise SystemExit(f"{name}: the second run asked the server or probed: {first}, {self.count()}")
            if self.options.more:
                self.manifest(folder, self.options.clips + self.options.more)
                self.timed(folder, words, cluster)
            last = self.count()
            if not self.options.faults and last[0] - first[0] != self.options.more:
                raise SystemExit(f"{name}: {last[0] - first[0]} requests for {self.options.more} new rows")
            if self.options.count_probes and (first[1] - probed, last[1] - first[1]) != (self.options.clips, self.options.more):
                raise SystemExit(f"{name}: {first[1] - probed} and {last[1] - first[1]} probes")
        finally:
            if cluster:
                cluster.stop()
        rows = re.sub(r'"ingested_at_utc":"[^"]*"', "", (folder / "konvid_150k.jsonl").read_text())
        facts = {"s": took, "from first to last": told["last"] - told["first"], "again": again, "cpu": cpu, "idle": idle,
                 "requests": told["asked"] - before, "more": last[0] - first[0], "probes": (first[1] - probed, last[1] - first[1])}
        return facts, rows


def main():
    options = arguments()
    bench = Bench(options)
    first = None
    print("| | s | s from the first request to the last | clips/s between | s, nothing to do | processor s | of which starting |"
          " processor ms a clip | requests | of which for new rows | probes | of which for new rows |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name in options.only.split(","):
        facts, rows = bench.one(name)
        first = first or rows
        if rows != first or rows.count("\n") != options.clips + options.more:
            raise SystemExit(f"{name}: other bytes than the first, see {bench.work}")
        between = facts["from first to last"]
        cost = (facts["cpu"] - facts["idle"]) / options.clips * 1000
        print(f"| {name} | {facts['s']:.1f} | {between:.1f} | {options.clips / between:.0f} | {facts['again']:.1f} | {facts['cpu']:.1f} |"
              f" {facts['idle']:.1f} | {cost:.1f} | {facts['requests'] + facts['more']} | {facts['more']} | {sum(facts['probes'])} | {facts['probes'][1]} |", flush=True)
    print("The same bytes each time.")


if __name__ == "__main__":
    main()
