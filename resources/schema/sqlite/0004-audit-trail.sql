-- What was done, by whom and when: only ever added to. Numbers have no gaps, and each hash is over the one before it and
-- all other columns of its row, so that a removed or altered row shows.
CREATE TABLE audit_entry (
    number INTEGER NOT NULL PRIMARY KEY,
    at TEXT NOT NULL,
    -- Who: a user ID, not a reference, because users go and what they did stays. Empty: the program, before a sign-in.
    user_id TEXT NOT NULL,
    action TEXT NOT NULL,
    -- The kind of record, its key, and what it was called then.
    subject TEXT NOT NULL,
    record_id TEXT NOT NULL,
    name TEXT NOT NULL,
    -- JSON: an array of {"field", "before", "after"}.
    changes TEXT NOT NULL,
    -- SHA-256 in hexadecimal.
    hash TEXT NOT NULL
);
CREATE INDEX audit_entry_record ON audit_entry (record_id, number) WHERE record_id <> '';

-- Number and hash of the last entry, so that a missing end shows, too.
INSERT INTO setting (name, value) VALUES ('audit_head', '0 ');
