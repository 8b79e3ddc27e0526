-- Version 4. Outcomes known beyond the pass, of rows that wait for an earlier row.
ALTER TABLE runs ADD COLUMN ahead INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN ahead_download_failed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN ahead_broken INTEGER NOT NULL DEFAULT 0;
