"""The command line of the benchmark."""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from .contenders import Tools
from .entries import Bench
from .javapart import JavaPart
from .process import BenchError, adopt_orphans
from .report import Result, document, machine, markdown, versions
from .rounds import measure


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run.sh", description="Measures MOS Ingest beside what people use instead.")
    parser.add_argument("--clips", type=int, default=4000, help="clips of the local pass; the other entries scale with it (default: 4000)")
    parser.add_argument("--rounds", type=int, default=5, help="of each contender, in turn (default: 5)")
    parser.add_argument("--only", default="", help="entries, with commas between: start,local,download,first-byte,re-run,rows,memory")
    parser.add_argument("--work", type=Path, help="folder for corpora and results, kept; about 4 GB (default: a temporary one)")
    parser.add_argument("--json", type=Path, default=None, help="where the figures go (default: bench-results.json in the work folder's parent)")
    parser.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    adopt_orphans()
    temporary = options.work is None
    work = Path(tempfile.mkdtemp(prefix="mosbench-")) if temporary else options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        tools = Tools(options.root, work)
        bench = Bench(tools, work, options.clips, options.rounds, JavaPart.built(tools))
        entries = bench.entries()
        wanted = [name for name in options.only.split(",") if name] or list(entries)
        unknown = set(wanted) - set(entries)
        if unknown:
            raise BenchError(f"no entry {', '.join(sorted(unknown))}; there are {', '.join(entries)}")
        facts = {**machine(), **versions(tools), "clips": options.clips, "rounds": options.rounds}
        results = []
        for name in wanted:
            with entries[name]() as entry:
                print(f"{entry.title} ...", file=sys.stderr, flush=True)
                results.append(Result(entry, measure(entry.contenders, options.rounds)))
        print(markdown(facts, results))
        file = options.json or work.parent / "bench-results.json"
        file.write_text(json.dumps(document(facts, results), indent=2) + "\n")
        print(f"figures in {file}", file=sys.stderr)
    except BenchError as e:
        sys.exit(f"bench: {e}")
    finally:
        if temporary:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
