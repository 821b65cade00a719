-- Keys are UUIDs made by Gatehouse; times are UTC as 2026-01-31T23:59:59Z; flags are 0 or 1.
-- "GaHo": how Gatehouse knows its own files.
PRAGMA application_id = 1197557871;
CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE iam_user (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    user_id TEXT NOT NULL COLLATE NOCASE UNIQUE,
    name TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
    email TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    service_account INTEGER NOT NULL DEFAULT 0 CHECK (service_account IN (0, 1)),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1))
);

CREATE TABLE api_scope (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT ''
);

CREATE TABLE client_application (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    client_id TEXT NOT NULL COLLATE NOCASE UNIQUE,
    title TEXT NOT NULL COLLATE NOCASE,
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    support_openid INTEGER NOT NULL CHECK (support_openid IN (0, 1)),
    support_api INTEGER NOT NULL CHECK (support_api IN (0, 1)),
    grant_type TEXT NOT NULL CHECK (grant_type IN ('client_credentials', 'authorization_code')),
    identity_id TEXT REFERENCES iam_user (id),
    require_pkce INTEGER NOT NULL CHECK (require_pkce IN (0, 1)),
    support_refresh_tokens INTEGER NOT NULL CHECK (support_refresh_tokens IN (0, 1)),
    include_user_info_in_token INTEGER NOT NULL CHECK (include_user_info_in_token IN (0, 1)),
    require_consent INTEGER NOT NULL CHECK (require_consent IN (0, 1)),
    allow_remember_consent INTEGER NOT NULL CHECK (allow_remember_consent IN (0, 1)),
    logo_uri TEXT NOT NULL,
    -- What the rules said when they were last asked; recheck_at is when time alone may change the answer.
    problem_severity INTEGER NOT NULL DEFAULT -1,
    problem_count INTEGER NOT NULL DEFAULT 0,
    recheck_at TEXT
);
CREATE INDEX client_application_title ON client_application (title, client_id);
CREATE INDEX client_application_identity ON client_application (identity_id);
CREATE INDEX client_application_recheck ON client_application (recheck_at) WHERE recheck_at IS NOT NULL;

CREATE TABLE client_secret (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    last_four TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT
);
CREATE INDEX client_secret_application ON client_secret (application_id);

CREATE TABLE client_redirect (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('login', 'logout')),
    position INTEGER NOT NULL,
    uri TEXT NOT NULL,
    -- A list that does not apply is kept as it was typed, doubles included, so nothing else is unique.
    PRIMARY KEY (application_id, kind, position)
);

CREATE TABLE client_api_scope (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    scope_id TEXT NOT NULL REFERENCES api_scope (id),
    PRIMARY KEY (application_id, scope_id)
);
CREATE INDEX client_api_scope_scope ON client_api_scope (scope_id);

CREATE TABLE client_default_resource (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (application_id, position)
);

INSERT INTO setting (name, value) VALUES ('licence_limit', '5');
INSERT INTO api_scope (id, name, title) VALUES ('019a0000-0000-7000-8000-000000000001', 'api', 'API');
