-- Version 6. How many of the dedups had their row in the output before the run.
ALTER TABLE runs ADD COLUMN already_in_output INTEGER NOT NULL DEFAULT 0;
