-- The working copy of one client application. Nothing is unique and no row refers to another, so that what is half typed
-- has its place. client_application itself is made from the table of fields (domain/ClientField). What a tab shows comes
-- first in a table, and the key of a row in the working copy last.
CREATE TABLE client_logo (
    name TEXT NOT NULL,
    data BLOB NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

-- only_on: the name of the one server that it is for; empty: all servers.
CREATE TABLE client_redirect (
    uri TEXT NOT NULL,
    only_on TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE client_api_scope (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE client_default_resource (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE client_custom_resource (
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

-- The column missing holds nothing: its text follows from the others.
CREATE TABLE client_consent_text (
    language TEXT NOT NULL,
    profile TEXT NOT NULL,
    email TEXT NOT NULL,
    api TEXT NOT NULL,
    missing TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE client_secret (
    description TEXT NOT NULL,
    only_on TEXT NOT NULL DEFAULT '',
    last_four TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    id TEXT NOT NULL,
    hash TEXT NOT NULL,
    weak_length INTEGER NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE client_cors_origin (
    value TEXT NOT NULL,
    only_on TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

-- Where Enabled is not as without a server: 0 or 1.
CREATE TABLE client_on_server (
    server TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE client_contact (
    value TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

-- A public JSON Web Key.
CREATE TABLE client_key (
    value TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

-- The settings of one format, as a JSON object.
CREATE TABLE client_setting (
    format TEXT NOT NULL,
    value TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

-- Nobody edits it.
CREATE TABLE client_spelling (
    format TEXT NOT NULL,
    value TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE client_accepted_risk (
    rule TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    position INTEGER NOT NULL,
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT
);
