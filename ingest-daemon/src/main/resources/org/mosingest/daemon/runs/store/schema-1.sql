-- Version 1. Instants are ISO 8601 text in UTC. A run's pass has begun where started_at is set.
CREATE TABLE runs (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  turn INTEGER NOT NULL,
  state TEXT NOT NULL,
  options TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  submitted_at TEXT NOT NULL,
  started_at TEXT,
  finished_at TEXT,
  only_rows TEXT,
  done INTEGER NOT NULL,
  written INTEGER NOT NULL,
  dedups INTEGER NOT NULL,
  skipped_download INTEGER NOT NULL,
  skipped_broken INTEGER NOT NULL,
  output_bytes INTEGER NOT NULL,
  bytes_downloaded INTEGER NOT NULL,
  bytes_resumed INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE failures (
  run INTEGER NOT NULL REFERENCES runs (number),
  row_index INTEGER NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  word TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (run, row_index)
) STRICT, WITHOUT ROWID;

CREATE INDEX failures_by_word ON failures (run, word);
