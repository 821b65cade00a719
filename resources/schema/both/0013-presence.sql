-- Who has the window open, and what in it: a row for each window, written while it lives and removed when it closes. It is a
-- hint for the others and proves nothing; no record depends on it, and it is no part of the audit trail, exports and copies.
CREATE TABLE presence (
    window_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    user_id TEXT COLLATE "C" NOT NULL,
    machine TEXT COLLATE "C" NOT NULL,
    -- The client application that is open. Empty: none. No reference: deleting one does not wait for a hint.
    application_id TEXT COLLATE "C" NOT NULL,
    editing INTEGER NOT NULL CHECK (editing IN (0, 1)),
    -- Since when it is open, or edited.
    since TEXT COLLATE "C" NOT NULL,
    -- The last sign of life.
    seen_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX presence_application ON presence (application_id);
