#!/bin/sh
# Measures MOS Ingest beside what people use instead, and prints a table: see docs/performance.md.
#
#   bench/run.sh [--clips N] [--rounds N] [--only ENTRY,...] [--against DIR] [--work DIR] [--json FILE] [--keep]
set -eu
bench=$(cd -P -- "$(dirname -- "$0")" && pwd)
PYTHONPATH=$bench exec python3 -m mosbench --root "${bench%/*}" "$@"
