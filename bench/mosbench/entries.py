"""What is measured: for each entry its corpus, its contenders, and what must be reached."""

import shutil
import struct
from contextlib import contextmanager
from dataclasses import dataclass

from . import corpus as corpora
from . import servers
from .contenders import Contender, both, empty_folder
from .process import BenchError, Took, run
from .service import Service


RUNNING = "ours, submitted to a running service"


@dataclass(frozen=True)
class Goal:
    """One contender's rate in clips a second, at least so many times another's; or at least a number by itself.

    With of_cpu, the rate is in clips a second of processor time.
    """

    what: str
    ours: str
    other: str
    least: float
    of_cpu: bool = False


@dataclass(frozen=True)
class Entry:
    name: str
    title: str
    contenders: list
    goals: list


class Bench:
    """Makes the entries. Corpora are made once and kept in the work folder."""

    def __init__(self, tools, work, clips, rounds, java):
        self.tools = tools
        self.work = work
        self.clips = clips
        self.rounds = rounds
        self.java = java

    def corpus(self, count, tiny=False):
        made = corpora.make(self.tools.ffmpeg, self.work / ("tiny" if tiny else "clips") / str(count), count, tiny)
        corpora.warm(made.paths())
        return made

    @contextmanager
    def local(self):
        """A pass over clips that lie on the disk."""
        tools, whole = self.tools, self.corpus(self.clips)
        few, some, many = (max(20, self.clips // part) for part in (40, 20, 8))
        output = whole.folder / "konvid_150k.jsonl"

        def fresh():
            whole.reset()
            tools.forget()

        def ours(*options):
            took = tools.ours(whole, *options)
            corpora.check_rows(output, self.clips)
            return took

        with self.service(whole.folder, lambda service: service.passes_over(whole.folder, self.clips), fresh) as service:

            def served():
                took = service.passes_over(whole.folder, self.clips)
                corpora.check_rows(output, self.clips)
                return took

            contenders = [Contender("ours", self.clips, ours, fresh), Contender(RUNNING, self.clips, served, fresh)]
            contenders.append(Contender("ours, an ffprobe process a clip", many, lambda: tools.ours(whole, "--probe-engine", "ffprobe", "--max-rows", str(many)), fresh))
            if tools.ffprobe:
                contenders.append(Contender("stand-in of the script, one at a time", few, lambda: tools.stand_in(whole, few), fresh))
                contenders.append(Contender("xargs -P2, Debian's ffprobe", some, lambda: tools.pipeline(tools.ffprobe, whole.paths(some))))
            contenders.append(Contender("xargs -P2, bundled ffprobe", many, lambda: tools.pipeline(tools.bundled, whole.paths(many))))
            if tools.sha256sum:
                contenders.append(Contender("floor: xargs -P2 sha256sum", self.clips, lambda: tools.hashes(whole.paths())))
            if self.java:
                contenders.append(Contender("floor: our read and SHA-256 alone", self.clips, lambda: self.java.hashes(whole.clips)))
            yield Entry(
                "local",
                f"Local pass, {self.clips} clips of {corpora.CLIP_BYTES / 1e6:.2f} MB, page cache warm",
                contenders,
                [
                    goal
                    for who in ("ours", RUNNING)
                    for goal in (
                        Goal("against the stand-in", who, "stand-in of the script, one at a time", 50),
                        Goal("against xargs -P2 with Debian's ffprobe", who, "xargs -P2, Debian's ffprobe", 20),
                        Goal("against xargs -P2 with the bundled ffprobe", who, "xargs -P2, bundled ffprobe", 5),
                    )
                ],
            )

    @contextmanager
    def service(self, root, work, fresh, *options):
        """A daemon that has been running for a while: it has done the work twice before."""
        service = Service(self.tools, root, self.work, *options)
        with service.running():
            for _ in range(2):
                fresh()
                work(service)
            yield service

    @contextmanager
    def download(self):
        """Download and ingest from a server on loopback."""
        tools = self.tools
        count = max(50, self.clips // 2)
        served = self.corpus(self.clips)
        few = max(20, count // 10)
        target = self.work / "downloaded"
        if not tools.nginx:
            raise BenchError("no nginx here")
        with servers.nginx(tools.nginx, self.work, served.clips) as base:
            urls = [f"{base}/{name}" for name in served.names[:count]]

            def fresh():
                self.fetched = served.with_urls(target, base, count)
                tools.forget()

            def ours(*options):
                took = tools.ours(self.fetched, "--downloads", "16", "--per-host", "16", *options)
                corpora.check_rows(target / "konvid_150k.jsonl", count)
                return took

            def clips():
                empty_folder(target / "clips")

            def then_pipeline(fetch, ffprobe):
                got = fetch(urls[:few], target / "clips")
                return both(got, tools.pipeline(ffprobe, sorted((target / "clips").iterdir())))

            def served_by(service):
                took = service.passes_over(target, count)
                corpora.check_rows(target / "konvid_150k.jsonl", count)
                return took

            contenders = [Contender("ours", count, ours, fresh)]
            goals = []
            for tool, name, fetch in (
                (tools.curl, "curl --parallel", tools.curl_parallel),
                (tools.aria2c, "aria2c -j16", tools.aria2),
            ):
                if not tool:
                    continue
                for ffprobe, whose in ((tools.ffprobe, "Debian's"), (tools.bundled, "bundled")):
                    if ffprobe:
                        contenders.append(
                            Contender(
                                f"{name}, then xargs -P2, {whose} ffprobe",
                                few,
                                lambda fetch=fetch, ffprobe=ffprobe: then_pipeline(fetch, ffprobe),
                                clips,
                            )
                        )
                contenders.append(Contender(f"{name} alone", count, lambda fetch=fetch: fetch(urls, target / "clips"), clips))
            if self.java:
                for name, transfers in (
                    ("our transfer stage alone, start included", self.java.transfers),
                    ("our transfer stage alone, in a running service", self.java.transfers_of_a_service),
                ):
                    contenders.append(Contender(name, count, lambda transfers=transfers: transfers(urls, target / "clips", 16), clips))
                    goals.append(Goal("against aria2c -j16", name, "aria2c -j16 alone", 1))
                    goals.append(Goal("against curl --parallel", name, "curl --parallel alone", 1 / 1.5))
            if tools.curl and tools.ffprobe:
                contenders.append(
                    Contender("stand-in of the script, one at a time", few, lambda: tools.stand_in(self.fetched, few), fresh)
                )
            goals.append(Goal("against a running service, start included", "ours", RUNNING, 1 / 1.3))
            for who in (RUNNING, "ours"):
                goals.insert(0, Goal("against curl --parallel, then xargs -P2", who, "curl --parallel, then xargs -P2, Debian's ffprobe", 15))
            with self.service(self.work, served_by, fresh, "--downloads", "16", "--per-host", "16") as service:
                contenders.insert(1, Contender(RUNNING, count, lambda: served_by(service), fresh))
                yield Entry("download", f"Download and ingest of {count} clips from nginx on loopback", contenders, goals)

    @contextmanager
    def first_byte(self):
        """A host that takes 100 ms to its first byte."""
        tools = self.tools
        count = max(640, min(6400, self.clips))
        seed = corpora.make(tools.ffmpeg, self.work / "tiny" / "1", 1, tiny=True).paths()[0].read_bytes()
        # The names that the server adds end the free box.
        body = seed + struct.pack(">I", 32) + b"free"
        target = self.work / "slow"
        names = [f"clip_{i:06d}.mp4" for i in range(count)]
        aside = self.work / "aside"
        shutil.rmtree(aside, ignore_errors=True)
        with servers.slow(self.work, body, 0.1) as (base, counted):

            # Curl's share of a tiny clip is so small that what ext4 does for inodes deleted before would be most of it.
            def fresh():
                corpora.put_aside(target, aside)
                self.slow = corpora.Corpus(self.work, names).with_urls(target, base)
                tools.forget()
                counted()

            def ours():
                took = tools.ours(self.slow, "--downloads", "64", "--per-host", "64")
                return served(took)

            def served(took):
                most, answered, seconds = counted()
                if answered != count:
                    raise BenchError(f"{answered} answers instead of {count}")
                # From the first request to the last answer, as the server sees it: a start is no transfer.
                return Took(seconds, took.cpu, took.rss)

            def of_service(service):
                # The server takes the time, so it need not be asked often, which the service's share would hold.
                return served(service.passes_over(target, count, 0.5))

            contenders = [Contender("ours, at the server", count, ours, fresh)]
            goals = [Goal("of 640 clips a second", name, "", 0.9 * 640) for name in ("ours, at the server", RUNNING)]
            if tools.curl:
                urls = [f"{base}/{name}" for name in names]
                command = ["--parallel-max", "64"]
                curl = "curl --parallel --parallel-max 64, at the server"

                def clips():
                    corpora.put_aside(target / "clips", aside)
                    empty_folder(target / "clips")
                    counted()

                contenders.append(Contender(curl, count, lambda: served(tools.curl_parallel(urls, target / "clips", *command)), clips))
                for name in ("ours, at the server", RUNNING):
                    goals.append(Goal("clips for a processor second, against curl's", name, curl, 1 / 2, of_cpu=True))
            with self.service(self.work, of_service, fresh, "--downloads", "64", "--per-host", "64") as service:
                contenders.insert(1, Contender(RUNNING, count, lambda: of_service(service), fresh))
                yield Entry(
                    "first-byte",
                    f"100 ms to the first byte, {count} tiny clips, one host, 64 downloads at a time",
                    contenders,
                    goals,
                )
        shutil.rmtree(aside, ignore_errors=True)

    @contextmanager
    def rerun(self):
        """A second pass over tiny clips that have not changed."""
        tools = self.tools
        count = self.clips * 75 // 2
        tiny = self.corpus(count, tiny=True)

        def fresh():
            tiny.reset()
            tools.forget()

        def first():
            took = tools.ours(tiny, watch_rss=True)
            corpora.check_rows(tiny.folder / "konvid_150k.jsonl", count)
            return took

        yield Entry(
            "re-run",
            f"Re-run over {count} unchanged tiny clips",
            [
                Contender("first pass", count, first, fresh),
                Contender("re-run", count, lambda: tools.ours(tiny, watch_rss=True), follows=True),
            ],
            [
                Goal("against the first pass's rate", "re-run", "first pass", 500),
                Goal("clips a second (150 000 in 10 s)", "re-run", "", 15_000),
            ],
        )

    @contextmanager
    def rows(self):
        """The cost of a clip in a large corpus and in a small one."""
        tools = self.tools
        few, small, large = 100, max(200, self.clips * 5 // 2), self.clips * 75
        base = self.corpus(few, tiny=True)

        def passed(tiny, count):
            tiny.reset()
            tools.forget()
            took = tools.ours(tiny, watch_rss=True)
            corpora.check_rows(tiny.folder / "konvid_150k.jsonl", count)
            return took

        def grown(tiny, count):
            """What all clips but the first hundred took: a start is not a clip's cost."""
            start, whole = passed(base, few), passed(tiny, count)
            return Took(whole.wall - start.wall, whole.cpu - start.cpu, whole.rss)

        contenders = []
        for count in (small, large):
            tiny = self.corpus(count, tiny=True)
            contenders.append(
                Contender(f"{count} rows", count - few, lambda tiny=tiny, count=count: grown(tiny, count))
            )
        yield Entry(
            "rows",
            f"First pass over tiny clips, less what a pass over {few} takes",
            contenders,
            [Goal("against the small corpus's rate", f"{large} rows", f"{small} rows", 1 / 1.1)],
        )

    @contextmanager
    def memory(self):
        """The whole service over a large corpus."""
        tools = self.tools
        count = self.clips * 75 // 2
        tiny = self.corpus(count, tiny=True)

        def fresh():
            tiny.reset()
            tools.forget()

        yield Entry(
            "memory",
            f"The service (heap of 256 MB), {count} tiny clips",
            [Contender("daemon", count, lambda: Service(tools, tiny.folder, self.work).ingest(count), fresh)],
            [],
        )

    @contextmanager
    def start(self):
        """Starting, and answering at a glance."""
        tools = self.tools
        help_command = [tools.ingest, "--help"]
        with Service(tools, self.work, self.work).running() as url:
            status = [tools.ingest, "status", "--url", url]
            own = tools.own_environment()
            # The first has the cache made, which takes some seconds in the background.
            run(status, env=own)
            tools.await_start_cache()
            yield Entry(
                "start",
                "Answers at a glance (a clip is an answer)",
                [
                    Contender("./ingest --help", 1, lambda: run(help_command, env=own)),
                    Contender("./ingest --version", 1, lambda: run([tools.ingest, "--version"], env=own)),
                    Contender("./ingest run --help", 1, lambda: run([tools.ingest, "run", "--help"], env=own)),
                    Contender("./ingest status, of a running daemon", 1, lambda: run(status, env=own)),
                ],
                [
                    Goal("answers a second (one in 0.15 s)", "./ingest --help", "", 1 / 0.15),
                    Goal("answers a second (one in 0.15 s)", "./ingest status, of a running daemon", "", 1 / 0.15),
                ],
            )

    def entries(self):
        """All of them by name."""
        return {
            "start": self.start,
            "local": self.local,
            "download": self.download,
            "first-byte": self.first_byte,
            "re-run": self.rerun,
            "rows": self.rows,
            "memory": self.memory,
        }
