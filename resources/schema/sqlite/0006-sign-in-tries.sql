-- Tries to sign in count by the SHA-256 of the user ID that was typed, whether there is such a user or not: people type
-- passwords there, too. The row without a name counts those of all user IDs that do not exist.
DROP TABLE sign_in_attempt;
CREATE TABLE sign_in_attempt (
    name_hash TEXT NOT NULL PRIMARY KEY,
    -- 1: there was such a user, who is told of the failures.
    known INTEGER NOT NULL CHECK (known IN (0, 1)),
    -- How many failures still delay, as of the last one, and when the next is answered.
    pressure INTEGER NOT NULL,
    next_turn_at TEXT NOT NULL,
    -- Since the last success.
    failures INTEGER NOT NULL,
    first_failed_at TEXT,
    last_failed_at TEXT NOT NULL
);

-- Those that are under way, or were when their program was ended.
CREATE TABLE sign_in_try (
    id TEXT NOT NULL PRIMARY KEY,
    name_hash TEXT NOT NULL,
    begun_at TEXT NOT NULL
);
CREATE INDEX sign_in_try_name ON sign_in_try (name_hash, begun_at);

-- The rule for passwords is in the program.
DELETE FROM setting WHERE name = 'password_strength';
