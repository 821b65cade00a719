-- Keys in the key store that belonged to this database and do not open it now: one that is being taken in (new), one that
-- was replaced and that backups need (replaced), one to remove (obsolete), and one that is not certain to be this database's
-- alone, so that it stays (left). The proof is made with the key of the database: who writes here without that key makes none.
CREATE TABLE spare_encryption_key (
    id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('new', 'replaced', 'obsolete', 'left')),
    check_value TEXT NOT NULL,
    proof TEXT NOT NULL
);

-- Proves in which file the key came to the database: a copy of that file must not remove the key. Empty: not known.
ALTER TABLE encryption_key ADD COLUMN origin TEXT NOT NULL DEFAULT '';
