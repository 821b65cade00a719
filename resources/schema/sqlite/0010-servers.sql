-- Authorization servers that Gatehouse talks to.
CREATE TABLE server (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('keycloak', 'hydra', 'glewlwyd', 'registration', 'file')),
    -- Of a file its path.
    url TEXT NOT NULL,
    realm TEXT NOT NULL,
    format TEXT NOT NULL,
    sign_in TEXT NOT NULL CHECK (sign_in IN ('nothing', 'client_credentials', 'password', 'bearer_token')),
    account TEXT NOT NULL,
    -- Secret, password or token, sealed with the encryption key. Empty: none.
    sealed TEXT NOT NULL,
    -- PEM of an own authority.
    certificate TEXT NOT NULL
);

-- What is known of a client application on a server.
CREATE TABLE server_client (
    server_id TEXT NOT NULL REFERENCES server (id) ON DELETE CASCADE,
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    -- What was there when both were the same, or after it was taken or pushed: JSON without secrets. Empty: never.
    last_seen TEXT NOT NULL,
    compared_at TEXT,
    -- What the last comparison said. Empty: there was none.
    state TEXT NOT NULL CHECK (state IN ('', 'same', 'differs', 'only_here', 'only_there')),
    -- Number of fields.
    differing INTEGER NOT NULL,
    pushed_at TEXT,
    -- The client ID that a registration endpoint chose, and by what it lets one read and change that (RFC 7592); the token
    -- is sealed.
    there_id TEXT NOT NULL,
    registration_uri TEXT NOT NULL,
    registration_token TEXT NOT NULL,
    -- A registration was sent whose answer never came.
    registration_pending INTEGER NOT NULL CHECK (registration_pending IN (0, 1)),
    PRIMARY KEY (server_id, application_id)
);
CREATE INDEX server_client_application ON server_client (application_id);
CREATE INDEX server_client_token ON server_client (server_id) WHERE registration_token <> '';
