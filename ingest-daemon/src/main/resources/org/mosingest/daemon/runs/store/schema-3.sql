-- Version 3. Which clips the rows' numbers of a pass mean, as a hash, null where that was not kept, and how long the output was when the
-- run first began.
ALTER TABLE runs ADD COLUMN clip_order TEXT;
ALTER TABLE runs ADD COLUMN began_at_bytes INTEGER NOT NULL DEFAULT 9223372036854775807;
