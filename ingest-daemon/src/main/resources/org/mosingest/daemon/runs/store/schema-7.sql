-- Version 7. The parts of a note that names options, as a JSON array, or null where it names none.
ALTER TABLE runs ADD COLUMN note_parts TEXT;
