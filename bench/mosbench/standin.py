"""What a script does today, as a stand-in: one clip after the other, for each a curl if it is not there, an ffprobe, a hash.

    python3 -m mosbench.standin FFPROBE FOLDER ROWS OUTPUT
"""

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

from .contenders import PROBE_OPTIONS


def main(ffprobe, folder, rows, output):
    folder = Path(folder)
    progress = {}
    with open(folder / "manifest.csv", newline="") as manifest, open(output, "w") as out:
        for i, row in enumerate(csv.DictReader(manifest)):
            if i == int(rows):
                break
            clip = folder / "clips" / row["file_name"]
            if not clip.is_file() and not fetch(row["url"], clip):
                progress[clip.name] = {"state": "failed"}
                continue
            progress[clip.name] = {"state": "done"}
            answer = subprocess.run([ffprobe, *PROBE_OPTIONS, str(clip)], capture_output=True, text=True)
            if answer.returncode == 0:
                found = json.loads(answer.stdout)
                out.write(json.dumps({"src": clip.name, "src_sha256": sha256(clip), "mos": float(row["MOS"]), **found}) + "\n")
            if i % 50 == 49:
                save(folder, progress)
    save(folder, progress)


def fetch(url, clip):
    part = clip.with_name(clip.name + ".part")
    command = ["curl", "--location", "--fail", "--silent", "--show-error", "--max-time", "120", "--output", str(part), url]
    if subprocess.run(command, capture_output=True).returncode != 0:
        return False
    part.rename(clip)
    return True


def sha256(clip):
    digest = hashlib.sha256()
    with open(clip, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def save(folder, progress):
    temporary = folder / ".download-progress.tmp"
    temporary.write_text(json.dumps(progress, indent=2, sort_keys=True) + "\n")
    temporary.rename(folder / ".download-progress.json")


if __name__ == "__main__":
    main(*sys.argv[1:])
