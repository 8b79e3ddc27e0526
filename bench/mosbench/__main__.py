"""The command line of the benchmark."""

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from .beside import SIDE_BY_SIDE, beside
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
    parser.add_argument("--against", type=Path, metavar="DIR", help="another checkout: its build and this one are measured side by side, and nothing else; entries: " + ",".join(SIDE_BY_SIDE))
    parser.add_argument("--work", type=Path, help="folder for corpora and results, kept; about 4 GB (default: a temporary one)")
    parser.add_argument("--json", type=Path, default=None, help="where the figures go (default: bench-results.json in the work folder's parent)")
    parser.add_argument("--root", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def against(options, work):
    """The entries of the other build, with corpora of its own."""
    folder = work / "against"
    folder.mkdir(exist_ok=True)
    return Bench(Tools(options.against.resolve(), folder), folder, options.clips, options.rounds, None).entries()


def main():
    options = arguments()
    adopt_orphans()
    temporary = options.work is None
    work = Path(tempfile.mkdtemp(prefix="mosbench-")) if temporary else options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        if options.against and not (options.against / "ingest").is_file():
            raise BenchError(f"{options.against} is no checkout of MOS Ingest: there is no ./ingest in it")
        tools = Tools(options.root, work)
        java = None if options.against else JavaPart.built(tools)
        entries = Bench(tools, work, options.clips, options.rounds, java).entries()
        other = against(options, work) if options.against else None
        wanted = [name for name in options.only.split(",") if name] or (list(SIDE_BY_SIDE) if other else list(entries))
        unknown = set(wanted) - set(entries)
        if unknown:
            raise BenchError(f"no entry {', '.join(sorted(unknown))}; there are {', '.join(entries)}")
        facts = {**machine(), **versions(tools), "clips": options.clips, "rounds": options.rounds}
        results = []
        for name in wanted:
            entry_of_both = beside(entries[name](), other[name](), options.against.resolve().name) if other else entries[name]()
            with entry_of_both as entry:
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
