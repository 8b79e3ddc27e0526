"""Corpora of real clips, made in seconds: a few dozen encodings, and as many distinct files of them as are asked for."""

import csv
import json
import os
import random
import shutil
import struct
import subprocess
import time
from pathlib import Path

from .process import BenchError

FORMAT = 3
CLIP_BYTES = 480_000

# What the encodings differ in: name, container, codec options, picture. Together about what a corpus of the web holds.
_ENCODINGS = [
    ("openh264", "mp4", ["-c:v", "libopenh264", "-b:v", "1500k"]),
    ("vp9", "webm", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "1200k"]),
    ("mpeg4", "mp4", ["-c:v", "mpeg4", "-q:v", "6"]),
]
_PICTURES = ["testsrc2=s=960x540:r=30", "mandelbrot=s=960x540:r=25", "testsrc2=s=640x480:r=24", "life=s=480x270:mold=10:r=25"]


class Corpus:
    """A folder as `ingest run` takes it: manifest.csv and clips/, with nothing of an earlier run in it."""

    def __init__(self, folder, names):
        self.folder = folder
        self.names = names

    @property
    def clips(self):
        return self.folder / "clips"

    def paths(self, count=None):
        return [self.clips / name for name in self.names[:count]]

    def reset(self):
        """Leaves the manifest and the clips, and nothing else."""
        for entry in self.folder.iterdir():
            if entry.name not in ("manifest.csv", "clips"):
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    def with_urls(self, folder, base, count=None):
        """The same clips, to be downloaded into another folder."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "clips").mkdir(parents=True)
        settle()
        names = self.names[:count]
        _write_manifest(folder, names, base)
        return Corpus(folder, names)


def make(ffmpeg, folder, count, tiny=False):
    """The corpus of that many clips, taken from the folder if it is there from before."""
    stamp = folder / "clips" / ".made"
    wanted = json.dumps([FORMAT, count, tiny])
    names = [f"clip_{i:06d}" for i in range(count)]
    seeds = _seeds(ffmpeg, folder.parent / ("seeds-tiny" if tiny else "seeds"), tiny)
    names = [f"clip_{i:06d}{seeds[i % len(seeds)].suffix}" for i in range(count)]
    if not (stamp.is_file() and stamp.read_text() == wanted):
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "clips").mkdir(parents=True)
        contents = [seed.read_bytes() for seed in seeds]
        for i, name in enumerate(names):
            size = 0 if tiny else CLIP_BYTES
            (folder / "clips" / name).write_bytes(_distinct(contents[i % len(seeds)], seeds[i % len(seeds)].suffix, i, size))
        stamp.write_text(wanted)
    _write_manifest(folder, names, None)
    corpus = Corpus(folder, names)
    corpus.reset()
    return corpus


def _seeds(ffmpeg, folder, tiny):
    folder.mkdir(parents=True, exist_ok=True)
    seeds = []
    jobs = []
    encodings = [("mpeg4", "mp4", ["-c:v", "mpeg4"])] if tiny else _ENCODINGS
    pictures = ["color=c=gray:s=16x16:r=25"] if tiny else _PICTURES
    for codec, container, options in encodings:
        for p, picture in enumerate(pictures):
            for seconds in (0.04,) if tiny else (3, 4, 5):
                seed = folder / f"{codec}-{p}-{seconds}.{container}"
                seeds.append(seed)
                if not seed.is_file():
                    jobs.append((seed, picture, seconds, options))
    for seed, picture, seconds, options in jobs:
        part = seed.with_name("part-" + seed.name)
        command = [ffmpeg, "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", picture, "-t", str(seconds)]
        command += ["-pix_fmt", "yuv420p", *options, "-fs", str(CLIP_BYTES - 16_000), "-fflags", "+bitexact", str(part)]
        subprocess.run(command, check=True)
        part.rename(seed)
    return seeds


def _distinct(content, suffix, number, size):
    """The same clip as another file of at least that size: what is added, every reader of its container passes over."""
    padding = random.Random(number).randbytes(max(size - len(content), 32) - 16) + b"%016d" % number
    if suffix == ".webm":
        # An EBML Void element behind the segment, its length in 8 bytes (RFC 8794 section 11.3.2).
        return content + b"\xec\x01" + struct.pack(">Q", len(padding))[1:] + padding
    # A free box (ISO/IEC 14496-12 section 8.1.2).
    return content + struct.pack(">I", 8 + len(padding)) + b"free" + padding


def _write_manifest(folder, names, base):
    with open(folder / "manifest.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file_name", "url", "MOS", "SD", "n"])
        for i, name in enumerate(names):
            rows.writerow([name, f"{base}/{name}" if base else "", f"{1 + i % 400 / 100:.2f}", "0.5", 5 + i % 7])


def put_aside(folder, heap):
    """Moves a folder onto a heap that is deleted at the end: no inode is deleted before the next round (see settle)."""
    if folder.exists():
        heap.mkdir(parents=True, exist_ok=True)
        folder.rename(heap / str(len(list(heap.iterdir()))))


def settle():
    """Waits until what was written is on the disk, and until ext4 hands out again the inodes of files deleted before.

    For five seconds it looks each of them up in vain for every file that is created, whoever creates it.
    """
    os.sync()
    time.sleep(6)


def warm(paths):
    """Reads the files once, so that every contender finds them in the page cache."""
    for path in paths:
        with open(path, "rb", buffering=0) as file:
            while file.read(1 << 20):
                pass


def check_rows(output, count):
    """Every one of so many clips has its row: a fast run that did not do its work is no result."""
    with open(output, encoding="utf-8") as file:
        hashes = {json.loads(line)["src_sha256"] for line in file}
    if len(hashes) != count:
        raise BenchError(f"{output} holds {len(hashes)} distinct clips, not {count}")
