#!/usr/bin/env python3
"""Reckons how long a pass over many clips takes on a cluster, and what bounds it, from the costs of one clip.

A simulation, not a measurement: hosts serve clips over a bounded number of connections, executors probe them, one driver
admits and writes. What a clip and a row take of processor and heap was measured on two busy cores (docs/scale-out.md); sizes,
hosts and networks are assumptions. Give your own figures.
"""

import argparse
import random


def arguments():
    of = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    of.add_argument("--rows", type=float, default=1e7, help="rows of the manifest (default: %(default)g)")
    of.add_argument("--executors", type=int, default=4)
    of.add_argument("--cores", type=int, default=8, help="of one executor")
    of.add_argument("--hosts", type=int, default=20, help="servers that the clips come from")
    of.add_argument("--skew", type=float, default=1.0, help="the n-th host has 1/n^SKEW of the clips")
    of.add_argument("--per-host", type=int, default=8, help="connections to one host, over all executors")
    of.add_argument("--clip-mb", type=float, default=3.0, help="mean size of a clip")
    of.add_argument("--connection-mb-s", type=float, default=2.0, help="what one connection brings")
    of.add_argument("--request-ms", type=float, default=150, help="a request's time before its first byte")
    of.add_argument("--retries", type=float, default=0.03, help="requests a clip beyond the first")
    of.add_argument("--network-mb-s", type=float, default=1000, help="of the whole cluster")
    of.add_argument("--probe-ms", type=float, default=8, help="of a core, for one small clip: request, probe, row")
    of.add_argument("--spark-ms", type=float, default=13, help="of a core, for one clip, because Spark does it")
    of.add_argument("--hash-mb-s", type=float, default=400, help="of a core")
    of.add_argument("--driver-ms", type=float, default=0.05, help="of the driver, for one row: admission, decision, line")
    of.add_argument("--heap-bytes", type=float, default=60, help="of the driver, for one row")
    of.add_argument("--lost", type=float, default=0.01, help="share of partitions whose executor is lost")
    of.add_argument("--seed", type=int, default=1)
    of.add_argument("--get-cost", type=float, default=0.0004, help="of 1000 object store reads")
    return of.parse_args()


def longest_host(options, clips):
    """Hours of the host that takes longest, its clips' sizes drawn: few large ones make a difference to few clips."""
    weights = [1 / (n + 1) ** options.skew for n in range(options.hosts)]
    share = max(weights) / sum(weights)
    drawn = random.Random(options.seed)
    sample = [drawn.lognormvariate(0, 0.8) for _ in range(20_000)]
    mean = sum(sample) / len(sample)
    seconds = [
        options.request_ms / 1000 * (1 + options.retries) + size / mean * options.clip_mb / options.connection_mb_s
        for size in sample
    ]
    return clips * share * sum(seconds) / len(seconds) / options.per_host / 3600


def main():
    options = arguments()
    rows = options.rows
    cores = options.executors * options.cores
    work_ms = options.probe_ms + options.spark_ms + options.clip_mb / options.hash_mb_s * 1000
    again = 1 + options.lost
    hours = {
        "the slowest host's connections": longest_host(options, rows),
        "the network": rows * options.clip_mb / options.network_mb_s / 3600,
        "the executors' cores": rows * work_ms * again / cores / 3.6e6,
        "the driver": rows * options.driver_ms / 3.6e6,
    }
    bound = max(hours, key=lambda name: hours[name])
    print(f"{rows:.3g} rows, {options.executors} executors of {options.cores} cores, {options.hosts} hosts")
    for name, took in hours.items():
        print(f"  {name:32s} {took:12.1f} h{'   <- bounds the run' if name == bound else ''}")
    requests = rows * (1 + options.retries)
    print(f"  requests {requests:.3g}, {rows * options.clip_mb / 1e6:.3g} TB, driver heap {rows * options.heap_bytes / 2**30:.1f} GiB")
    print(f"  object store reads {rows:.3g}: {rows / 1000 * options.get_cost:.0f} of your currency for requests alone")


if __name__ == "__main__":
    main()
