-- Version 5. For how long a run was at work: not queued, paused, offline or without its service.
ALTER TABLE runs ADD COLUMN active_ms INTEGER NOT NULL DEFAULT 0;
UPDATE runs SET active_ms = max(0, CAST(round((julianday(finished_at) - julianday(started_at)) * 86400000) AS INTEGER))
  WHERE started_at IS NOT NULL AND finished_at IS NOT NULL;
