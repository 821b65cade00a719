-- The languages in which end users read what they are asked.
CREATE TABLE language (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    tag TEXT NOT NULL COLLATE NOCASE UNIQUE,
    native_name TEXT NOT NULL,
    right_to_left INTEGER NOT NULL DEFAULT 0 CHECK (right_to_left IN (0, 1)),
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1))
);
CREATE UNIQUE INDEX language_default ON language (is_default) WHERE is_default = 1;

CREATE TABLE custom_resource (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    title TEXT NOT NULL DEFAULT ''
);

CREATE TABLE custom_resource_claim (
    resource_id TEXT NOT NULL REFERENCES custom_resource (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    claim TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('attribute', 'fixed')),
    -- The name of a user attribute, or the fixed value itself.
    value TEXT NOT NULL,
    PRIMARY KEY (resource_id, position),
    UNIQUE (resource_id, claim)
);

CREATE TABLE custom_resource_text (
    resource_id TEXT NOT NULL REFERENCES custom_resource (id) ON DELETE CASCADE,
    language_id TEXT NOT NULL REFERENCES language (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (resource_id, language_id)
);
CREATE INDEX custom_resource_text_language ON custom_resource_text (language_id);

CREATE TABLE client_custom_resource (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    resource_id TEXT NOT NULL REFERENCES custom_resource (id),
    PRIMARY KEY (application_id, resource_id)
);
CREATE INDEX client_custom_resource_resource ON client_custom_resource (resource_id);

CREATE TABLE client_consent_text (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    language_id TEXT NOT NULL REFERENCES language (id) ON DELETE CASCADE,
    profile TEXT NOT NULL,
    email TEXT NOT NULL,
    api TEXT NOT NULL,
    PRIMARY KEY (application_id, language_id)
);
CREATE INDEX client_consent_text_language ON client_consent_text (language_id);

-- A table of its own, so that the list of client applications never reads past pictures.
CREATE TABLE client_logo (
    application_id TEXT NOT NULL PRIMARY KEY REFERENCES client_application (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    data BLOB NOT NULL CHECK (length(data) > 0)
);

INSERT INTO language (id, tag, native_name, is_default) VALUES
    ('019a0000-0000-7000-8000-000000000011', 'en', 'English', 1),
    ('019a0000-0000-7000-8000-000000000012', 'nl', 'Nederlands', 0),
    ('019a0000-0000-7000-8000-000000000013', 'de', 'Deutsch', 0),
    ('019a0000-0000-7000-8000-000000000014', 'fr', 'Français', 0);

-- The rules say something about missing consent texts now: they are asked again at the next opening.
UPDATE client_application SET recheck_at = '1970-01-01T00:00:00Z' WHERE require_consent = 1;
