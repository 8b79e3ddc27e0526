"""The benchmark of MOS Ingest: its corpora, its contenders, its table. Python 3.9 or newer, nothing besides."""
