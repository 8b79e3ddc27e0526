-- Version 1. A clip's path is the one below the corpus folder; times are nanoseconds since 1970.
CREATE TABLE engines (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  runs INTEGER NOT NULL
) STRICT;

-- One that was not probed has no engine; a broken one has a reason and no picture.
CREATE TABLE clips (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  engine INTEGER REFERENCES engines (number),
  broken TEXT,
  width INTEGER,
  height INTEGER,
  framerate REAL,
  duration_s REAL,
  pix_fmt TEXT,
  codec_name TEXT
) STRICT, WITHOUT ROWID;
