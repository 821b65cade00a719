-- Empty: only the hash is kept. Else the secret, sealed with the encryption key that encryption_key names.
ALTER TABLE client_secret ADD COLUMN sealed TEXT NOT NULL DEFAULT '';
CREATE INDEX client_secret_sealed ON client_secret (id) WHERE sealed <> '';

ALTER TABLE iam_user ADD COLUMN main_administrator INTEGER NOT NULL DEFAULT 0 CHECK (main_administrator IN (0, 1));
-- Argon2id as a PHC string; empty: this user cannot sign in.
ALTER TABLE iam_user ADD COLUMN password TEXT NOT NULL DEFAULT '';

-- By the SHA-256 of what was typed as user ID, whether there is such a user or not: people type passwords there, too.
CREATE TABLE sign_in_attempt (
    name_hash TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_try_at TEXT NOT NULL,
    next_try_at TEXT NOT NULL
);

-- No row: encryption is not set up. The key itself is in the key store; check_value tells a wrong key from a damaged seal.
CREATE TABLE encryption_key (
    id TEXT NOT NULL PRIMARY KEY,
    check_value TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE signing_certificate (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    -- SHA-256 of the certificate, in hexadecimal.
    thumbprint TEXT NOT NULL UNIQUE,
    -- DER in base64.
    certificate TEXT NOT NULL,
    storage TEXT NOT NULL CHECK (storage IN ('local', 'database')),
    -- The private key (database), or the passphrase of the PKCS#12 file (local).
    sealed TEXT NOT NULL CHECK (sealed <> ''),
    created_at TEXT NOT NULL,
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    signs_from TEXT NOT NULL,
    replaced_at TEXT,
    published_until TEXT
);

-- Seals are bound to their database.
INSERT INTO setting (name, value) VALUES
    ('database_id', lower(hex(randomblob(16)))),
    ('encryption_key_change', ''),
    ('certificate_storage', ''),
    ('certificate_folder', ''),
    ('certificate_validity_days', '730'),
    ('certificate_overlap_hours', '24'),
    ('token_lifetime_hours', '24'),
    ('lock_after_minutes', '10'),
    ('password_strength', '4.0');
