"""Ours and the others: each a name, a number of clips, and something to run that does the work for all of them."""

import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from .corpus import check_rows, settle
from .process import Took, run

# The command of the contract, but for the file.
PROBE_OPTIONS = (
    "-v error -select_streams v:0"
    " -show_entries stream=width,height,r_frame_rate,avg_frame_rate,duration,pix_fmt,codec_name"
    " -show_entries format=duration -of json"
).split()

# As many clips for one shell as make its start not count.
_BATCH = "16"
_EACH = 'for f do "$FFPROBE" ' + " ".join(PROBE_OPTIONS) + ' "$f" && sha256sum -- "$f"; done'


@dataclass(frozen=True)
class Contender:
    """Something that is timed. prepare is not. One that follows works on what the one before it left."""

    name: str
    clips: int
    action: Callable[[], Took]
    prepare: Callable[[], None] = field(default=lambda: None)
    follows: bool = False


class Tools:
    """Where the programs are. A missing one is None, and its contenders are left out."""

    def __init__(self, root, work):
        self.root = Path(root)
        self.work = Path(work)
        self.ingest = self._built()
        cache = Path(os.environ.get("INGEST_CACHE_DIR") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mos-ingest")
        bundled = sorted(cache.glob("ffmpeg-*/ffprobe"), key=lambda file: file.stat().st_mtime)
        self.bundled = bundled[-1] if bundled else None
        self.ffmpeg = self.bundled.with_name("ffmpeg") if self.bundled else None
        self.ffprobe = self._found("ffprobe")
        self.curl = self._found("curl")
        self.aria2c = self._found("aria2c")
        self.nginx = self._found("nginx") or self._at("/usr/sbin/nginx")
        self.sha256sum = self._found("sha256sum")

    def _built(self):
        """The launcher of the distribution, built if need be, and the bundled ffprobe extracted by it."""
        home = self.work / "first"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / "manifest.csv").write_text("file_name,url,MOS\nnot-there.mp4,,3\n")
        run([self.root / "ingest", "run", "--konvid-dir", home, "--min-rows", "1"], err=open(self.work / "first.log", "wb"))
        # After a build the start-up caches are made in the background, for a minute or two.
        while list((self.root / "ingest-cli/target/launch").glob("dist-*/lib/*.making")):
            time.sleep(0.1)
        return self.root / "ingest"

    @staticmethod
    def _found(name):
        found = shutil.which(name)
        return Path(found) if found else None

    @staticmethod
    def _at(path):
        return Path(path) if os.access(path, os.X_OK) else None

    def ours(self, corpus, *options, watch_rss=False, env=None):
        """One pass, without a state of earlier runs but what lies in the corpus's folder."""
        command = [self.ingest, "run", "--konvid-dir", corpus.folder, "--min-rows", "1", "--log-level", "ERROR", *options]
        with open(self.work / "ours.log", "wb") as log:
            return run(command, err=log, env=self.own_environment(env), watch_rss=watch_rss)

    def own_environment(self, more=None):
        environment = {**os.environ, "INGEST_STATE_DIR": str(self.work / "state"), **(more or {})}
        for name in ("FFPROBE_BIN", "CURL_BIN"):
            environment.pop(name, None)
        return environment

    def forget(self):
        """What ours may have remembered outside of a corpus's folder."""
        shutil.rmtree(self.work / "state", ignore_errors=True)

    def await_start_cache(self):
        """The launcher has its start-up cache made in the background; a goal is what holds from then on."""
        for _ in range(600):
            made = list((self.root / "ingest-cli/target/launch").glob("dist-*/lib/start-*"))
            if made and all(file.suffix == ".aot" for file in made):
                return
            time.sleep(0.1)

    def pipeline(self, ffprobe, paths):
        """xargs over ffprobe and sha256sum, two at a time."""
        names = self.work / "names"
        names.write_bytes(b"\0".join(os.fsencode(path) for path in paths))
        command = ["xargs", "-0", "-a", names, "-P", "2", "-n", _BATCH, "sh", "-c", _EACH, "sh"]
        with open(self.work / "pipeline.out", "wb") as out:
            return run(command, out=out, env={**os.environ, "FFPROBE": str(ffprobe)})

    def stand_in(self, corpus, count):
        environment = {**os.environ, "PYTHONPATH": str(self.root / "bench")}
        output = self.work / "standin.jsonl"
        took = run([sys.executable, "-m", "mosbench.standin", self.ffprobe, corpus.folder, str(count), output], env=environment)
        check_rows(output, count)
        return took

    def hashes(self, paths):
        """sha256sum alone, two at a time."""
        names = self.work / "names"
        names.write_bytes(b"\0".join(os.fsencode(path) for path in paths))
        return run(["xargs", "-0", "-a", names, "-P", "2", "-n", "256", self.sha256sum])

    def curl_parallel(self, urls, folder, *options):
        """All downloads with one curl, as many at a time as it likes (50)."""
        listed = self.work / "curl.conf"
        listed.write_text("".join(f'url = "{url}"\noutput = "{folder / url.rsplit("/", 1)[1]}"\n' for url in urls))
        return run([self.curl, "--parallel", "--fail", "--silent", "--show-error", *options, "-K", listed])

    def aria2(self, urls, folder):
        listed = self.work / "aria2.list"
        listed.write_text("".join(url + "\n" for url in urls))
        command = [self.aria2c, "-j16", "--quiet=true", "--file-allocation=none", "--auto-file-renaming=false"]
        return run([*command, "-d", folder, "-i", listed])


def both(first, second):
    """One after the other."""
    return Took(first.wall + second.wall, first.cpu + second.cpu, max(first.rss, second.rss))


def empty_folder(folder):
    """A new folder, on a file system that has recovered from the one before."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settle()
