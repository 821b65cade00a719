-- What the migrations of SQLite up to this number reach: databases on PostgreSQL begin here.
-- Keys are UUIDs made by Gatehouse; times are UTC as 2026-01-31T23:59:59Z; flags are 0 or 1. Every text has the
-- collation "C", so that order and equality are those of its bytes whatever the server's language, and what is folded
-- (client IDs, titles, names) counts alike in both cases of ASCII letters, by an index over lower().
CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);
-- How Gatehouse knows its own database.
COMMENT ON TABLE schema_version IS 'Gatehouse';

-- Never has a row. Whoever writes locks it first, so that writers are one at a time and the audit trail has an order.
CREATE TABLE write_turn ();

CREATE TABLE setting (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE iam_user (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    user_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL DEFAULT '',
    email TEXT COLLATE "C" NOT NULL DEFAULT '',
    phone TEXT COLLATE "C" NOT NULL DEFAULT '',
    department TEXT COLLATE "C" NOT NULL DEFAULT '',
    service_account INTEGER NOT NULL DEFAULT 0 CHECK (service_account IN (0, 1)),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    main_administrator INTEGER NOT NULL DEFAULT 0 CHECK (main_administrator IN (0, 1)),
    -- Argon2id as a PHC string; empty: this user cannot sign in.
    password TEXT COLLATE "C" NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX iam_user_user_id ON iam_user (lower(user_id COLLATE "C"));

CREATE TABLE api_scope (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    title TEXT COLLATE "C" NOT NULL DEFAULT '',
    description TEXT COLLATE "C" NOT NULL DEFAULT ''
);

-- Authorization servers that Gatehouse talks to.
CREATE TABLE server (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('keycloak', 'hydra', 'glewlwyd', 'registration', 'file')),
    -- Of a file its path.
    url TEXT COLLATE "C" NOT NULL,
    realm TEXT COLLATE "C" NOT NULL,
    format TEXT COLLATE "C" NOT NULL,
    sign_in TEXT COLLATE "C" NOT NULL CHECK (sign_in IN ('nothing', 'client_credentials', 'password', 'bearer_token')),
    account TEXT COLLATE "C" NOT NULL,
    -- Secret, password or token, sealed with the encryption key. Empty: none.
    sealed TEXT COLLATE "C" NOT NULL,
    -- PEM of an own authority.
    certificate TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX server_name ON server (lower(name COLLATE "C"));

CREATE TABLE client_application (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    client_id TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    support_openid INTEGER NOT NULL CHECK (support_openid IN (0, 1)),
    support_api INTEGER NOT NULL CHECK (support_api IN (0, 1)),
    grant_type TEXT COLLATE "C" NOT NULL CHECK (grant_type IN ('client_credentials', 'authorization_code')),
    identity_id TEXT COLLATE "C" REFERENCES iam_user (id),
    require_pkce INTEGER NOT NULL CHECK (require_pkce IN (0, 1)),
    support_refresh_tokens INTEGER NOT NULL CHECK (support_refresh_tokens IN (0, 1)),
    include_user_info_in_token INTEGER NOT NULL CHECK (include_user_info_in_token IN (0, 1)),
    require_consent INTEGER NOT NULL CHECK (require_consent IN (0, 1)),
    allow_remember_consent INTEGER NOT NULL CHECK (allow_remember_consent IN (0, 1)),
    logo_uri TEXT COLLATE "C" NOT NULL,
    -- What the rules said when they were last asked; recheck_at is when time alone may change the answer.
    problem_severity INTEGER NOT NULL DEFAULT -1,
    problem_count INTEGER NOT NULL DEFAULT 0,
    recheck_at TEXT COLLATE "C",
    description TEXT COLLATE "C" NOT NULL DEFAULT '',
    also_client_credentials INTEGER NOT NULL DEFAULT 0 CHECK (also_client_credentials IN (0, 1)),
    client_authentication TEXT COLLATE "C" NOT NULL DEFAULT 'client_secret'
        CHECK (client_authentication IN ('client_secret', 'private_key', 'none', 'other')),
    token_endpoint_auth_method TEXT COLLATE "C" NOT NULL DEFAULT '',
    jwks_uri TEXT COLLATE "C" NOT NULL DEFAULT '',
    -- Seconds; NULL: the server's own.
    access_token_lifetime INTEGER,
    id_token_lifetime INTEGER,
    refresh_token_lifetime INTEGER,
    client_uri TEXT COLLATE "C" NOT NULL DEFAULT '',
    policy_uri TEXT COLLATE "C" NOT NULL DEFAULT '',
    tos_uri TEXT COLLATE "C" NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX client_application_client_id ON client_application (lower(client_id COLLATE "C"));
CREATE INDEX client_application_title ON client_application (lower(title COLLATE "C"), lower(client_id COLLATE "C"));
CREATE INDEX client_application_identity ON client_application (identity_id);
CREATE INDEX client_application_recheck ON client_application (recheck_at) WHERE recheck_at IS NOT NULL;

CREATE TABLE client_secret (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    -- Empty where only the server knows the secret.
    hash TEXT COLLATE "C" NOT NULL,
    last_four TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    expires_at TEXT COLLATE "C",
    -- Empty: only the hash is kept. Else the secret, sealed with the encryption key that encryption_key names.
    sealed TEXT COLLATE "C" NOT NULL DEFAULT '',
    -- Characters of one that can be guessed; 0: it cannot.
    weak_length INTEGER NOT NULL DEFAULT 0,
    -- NULL: all servers.
    server_id TEXT COLLATE "C" REFERENCES server (id)
);
CREATE INDEX client_secret_application ON client_secret (application_id);
CREATE INDEX client_secret_sealed ON client_secret (id) WHERE sealed <> '';
CREATE INDEX client_secret_server ON client_secret (server_id) WHERE server_id IS NOT NULL;

CREATE TABLE client_redirect (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('login', 'logout')),
    position INTEGER NOT NULL,
    uri TEXT COLLATE "C" NOT NULL,
    -- A list that does not apply is kept as it was typed, doubles included, so nothing else is unique.
    PRIMARY KEY (application_id, kind, position)
);

CREATE TABLE client_api_scope (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    scope_id TEXT COLLATE "C" NOT NULL REFERENCES api_scope (id),
    PRIMARY KEY (application_id, scope_id)
);
CREATE INDEX client_api_scope_scope ON client_api_scope (scope_id);

CREATE TABLE client_default_resource (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (application_id, position)
);

CREATE TABLE client_text (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('cors_origin', 'contact', 'key')),
    position INTEGER NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (application_id, kind, position)
);

-- What a format says and no field does (other), and how a file wrote what a field says (spelling): JSON.
CREATE TABLE client_setting (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('other', 'spelling')),
    format TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (application_id, kind, format)
);

CREATE TABLE client_accepted_risk (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    accepted_by TEXT COLLATE "C" NOT NULL,
    accepted_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (application_id, position)
);

-- The languages in which end users read what they are asked.
CREATE TABLE language (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    tag TEXT COLLATE "C" NOT NULL,
    native_name TEXT COLLATE "C" NOT NULL,
    right_to_left INTEGER NOT NULL DEFAULT 0 CHECK (right_to_left IN (0, 1)),
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1))
);
CREATE UNIQUE INDEX language_tag ON language (lower(tag COLLATE "C"));
CREATE UNIQUE INDEX language_default ON language (is_default) WHERE is_default = 1;

CREATE TABLE custom_resource (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    title TEXT COLLATE "C" NOT NULL DEFAULT ''
);

CREATE TABLE custom_resource_claim (
    resource_id TEXT COLLATE "C" NOT NULL REFERENCES custom_resource (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    claim TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL CHECK (source IN ('attribute', 'fixed')),
    -- The name of a user attribute, or the fixed value itself.
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (resource_id, position),
    UNIQUE (resource_id, claim)
);

CREATE TABLE custom_resource_text (
    resource_id TEXT COLLATE "C" NOT NULL REFERENCES custom_resource (id) ON DELETE CASCADE,
    language_id TEXT COLLATE "C" NOT NULL REFERENCES language (id) ON DELETE CASCADE,
    title TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (resource_id, language_id)
);
CREATE INDEX custom_resource_text_language ON custom_resource_text (language_id);

CREATE TABLE client_custom_resource (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    resource_id TEXT COLLATE "C" NOT NULL REFERENCES custom_resource (id),
    PRIMARY KEY (application_id, resource_id)
);
CREATE INDEX client_custom_resource_resource ON client_custom_resource (resource_id);

CREATE TABLE client_consent_text (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    language_id TEXT COLLATE "C" NOT NULL REFERENCES language (id) ON DELETE CASCADE,
    profile TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    api TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (application_id, language_id)
);
CREATE INDEX client_consent_text_language ON client_consent_text (language_id);

-- A table of its own, so that the list of client applications never reads past pictures.
CREATE TABLE client_logo (
    application_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES client_application (id) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    data BYTEA NOT NULL CHECK (length(data) > 0)
);

-- What is known of a client application on a server.
CREATE TABLE server_client (
    server_id TEXT COLLATE "C" NOT NULL REFERENCES server (id) ON DELETE CASCADE,
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    -- What was there when both were the same, or after it was taken or pushed: JSON without secrets. Empty: never.
    last_seen TEXT COLLATE "C" NOT NULL,
    compared_at TEXT COLLATE "C",
    -- What the last comparison said. Empty: there was none.
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('', 'same', 'differs', 'only_here', 'only_there')),
    -- Number of fields.
    differing INTEGER NOT NULL,
    pushed_at TEXT COLLATE "C",
    -- The client ID that a registration endpoint chose, and by what it lets one read and change that (RFC 7592); the token
    -- is sealed.
    there_id TEXT COLLATE "C" NOT NULL,
    registration_uri TEXT COLLATE "C" NOT NULL,
    registration_token TEXT COLLATE "C" NOT NULL,
    -- A registration was sent whose answer never came.
    registration_pending INTEGER NOT NULL CHECK (registration_pending IN (0, 1)),
    PRIMARY KEY (server_id, application_id)
);
CREATE INDEX server_client_application ON server_client (application_id);
CREATE INDEX server_client_token ON server_client (server_id) WHERE registration_token <> '';

-- What a client application has on one server alone. Whoever removes a server takes its rows out first.
CREATE TABLE client_on_server (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    server_id TEXT COLLATE "C" NOT NULL REFERENCES server (id),
    -- Where that is not as without a server.
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    PRIMARY KEY (application_id, server_id)
);
CREATE INDEX client_on_server_server ON client_on_server (server_id);

CREATE TABLE client_server_text (
    application_id TEXT COLLATE "C" NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    server_id TEXT COLLATE "C" NOT NULL REFERENCES server (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('login', 'logout', 'cors_origin')),
    position INTEGER NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (application_id, server_id, kind, position)
);
CREATE INDEX client_server_text_server ON client_server_text (server_id);

-- No row: encryption is not set up. The key itself is in the key store; check_value tells a wrong key from a damaged seal.
CREATE TABLE encryption_key (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    check_value TEXT COLLATE "C" NOT NULL,
    created_at TEXT COLLATE "C" NOT NULL,
    -- Proves in which database the key came into use: a copy of it must not remove the key. Empty: not known.
    origin TEXT COLLATE "C" NOT NULL DEFAULT ''
);

-- Keys in the key store that belonged to this database and do not open it now: one that is being taken in (new), one that
-- was replaced and that backups need (replaced), one to remove (obsolete), and one that is not certain to be this database's
-- alone, so that it stays (left). The proof is made with the key of the database: who writes here without that key makes none.
CREATE TABLE spare_encryption_key (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('new', 'replaced', 'obsolete', 'left')),
    check_value TEXT COLLATE "C" NOT NULL,
    proof TEXT COLLATE "C" NOT NULL
);

CREATE TABLE signing_certificate (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    -- SHA-256 of the certificate, in hexadecimal.
    thumbprint TEXT COLLATE "C" NOT NULL UNIQUE,
    -- DER in base64.
    certificate TEXT COLLATE "C" NOT NULL,
    storage TEXT COLLATE "C" NOT NULL CHECK (storage IN ('local', 'database')),
    -- The private key (database), or the passphrase of the PKCS#12 file (local).
    sealed TEXT COLLATE "C" NOT NULL CHECK (sealed <> ''),
    created_at TEXT COLLATE "C" NOT NULL,
    not_before TEXT COLLATE "C" NOT NULL,
    not_after TEXT COLLATE "C" NOT NULL,
    signs_from TEXT COLLATE "C" NOT NULL,
    replaced_at TEXT COLLATE "C",
    published_until TEXT COLLATE "C"
);

-- Files in the folder for certificates that are being written, or of certificates that were removed: after a crash they
-- tell which file is one too many.
CREATE TABLE certificate_file (
    folder TEXT COLLATE "C" NOT NULL,
    thumbprint TEXT COLLATE "C" NOT NULL,
    -- SHA-256 of the file, in hexadecimal: no other file is removed.
    digest TEXT COLLATE "C" NOT NULL,
    -- Which database it is: a copy of it has no say over the folder.
    database_file TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (folder, thumbprint)
);

-- Tries to sign in count by the SHA-256 of the user ID that was typed, whether there is such a user or not: people type
-- passwords there, too. The row without a name counts those of all user IDs that do not exist.
CREATE TABLE sign_in_attempt (
    name_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    -- 1: there was such a user, who is told of the failures.
    known INTEGER NOT NULL CHECK (known IN (0, 1)),
    -- How many failures still delay, as of the last one, and when the next is answered.
    pressure INTEGER NOT NULL,
    next_turn_at TEXT COLLATE "C" NOT NULL,
    -- Since the last success.
    failures INTEGER NOT NULL,
    first_failed_at TEXT COLLATE "C",
    last_failed_at TEXT COLLATE "C" NOT NULL
);

-- Those that are under way, or were when their program was ended.
CREATE TABLE sign_in_try (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name_hash TEXT COLLATE "C" NOT NULL,
    begun_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sign_in_try_name ON sign_in_try (name_hash, begun_at);

-- What was done, by whom and when: only ever added to. Numbers have no gaps, and each hash is over the one before it and
-- all other columns of its row, so that a removed or altered row shows.
CREATE TABLE audit_entry (
    number BIGINT NOT NULL PRIMARY KEY,
    at TEXT COLLATE "C" NOT NULL,
    -- Who: a user ID, not a reference, because users go and what they did stays. Empty: the program, before a sign-in.
    user_id TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    -- The kind of record, its key, and what it was called then.
    subject TEXT COLLATE "C" NOT NULL,
    record_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    -- JSON: an array of {"field", "before", "after"}.
    changes TEXT COLLATE "C" NOT NULL,
    -- SHA-256 in hexadecimal.
    hash TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_entry_record ON audit_entry (record_id, number) WHERE record_id <> '';

INSERT INTO setting (name, value) VALUES
    ('licence_limit', '5'),
    -- Seals are bound to their database.
    ('database_id', replace(gen_random_uuid()::text, '-', '')),
    ('encryption_key_change', ''),
    ('certificate_storage', ''),
    ('certificate_folder', ''),
    ('certificate_validity_days', '730'),
    ('certificate_overlap_hours', '24'),
    ('token_lifetime_hours', '24'),
    ('lock_after_minutes', '10'),
    -- Number and hash of the last entry, so that a missing end shows, too.
    ('audit_head', '0 ');
INSERT INTO api_scope (id, name, title) VALUES ('019a0000-0000-7000-8000-000000000001', 'api', 'API');
INSERT INTO language (id, tag, native_name, is_default) VALUES
    ('019a0000-0000-7000-8000-000000000011', 'en', 'English', 1),
    ('019a0000-0000-7000-8000-000000000012', 'nl', 'Nederlands', 0),
    ('019a0000-0000-7000-8000-000000000013', 'de', 'Deutsch', 0),
    ('019a0000-0000-7000-8000-000000000014', 'fr', 'Français', 0);
