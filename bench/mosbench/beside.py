"""One build beside another: the same entries, each with the contenders of both, so that both are measured in the same rounds."""

from contextlib import contextmanager
from dataclasses import replace

from .entries import Entry, Goal
from .process import BenchError

# What can be measured so: no pass that works on what the one before left.
SIDE_BY_SIDE = ("start", "local", "download", "first-byte", "memory")

# How much slower than the other build is within what rounds differ by themselves.
_LEAST = 0.95


@contextmanager
def beside(ours, theirs, label):
    """An entry of ours with that of the other build; what belongs to neither is left out, as is our part in Java."""
    with ours as entry, theirs as other:
        mine = [one for one in entry.contenders if _is_ours(one)]
        if not mine:
            raise BenchError(f"{entry.name} measures nothing that another build could stand beside")
        if any(one.follows for one in mine):
            raise BenchError(f"{entry.name} works on what the pass before it left: it cannot be measured beside another build")
        contenders, goals = [], []
        for one in mine:
            name = f"{one.name} ({label})"
            contenders += [one] + [replace(its, name=name) for its in other.contenders if its.name == one.name]
            goals.append(Goal(f"against {label}", one.name, name, _LEAST))
        yield Entry(entry.name, f"{entry.title}, beside {label}", contenders, goals)


def _is_ours(contender):
    return contender.name.startswith(("ours", "./ingest", "daemon"))
