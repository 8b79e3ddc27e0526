-- Version 2. How often a failed clip was tried, null where that is not known, and what its unfinished download has kept.
ALTER TABLE failures ADD COLUMN attempts INTEGER;
ALTER TABLE failures ADD COLUMN bytes_kept INTEGER NOT NULL DEFAULT 0;
