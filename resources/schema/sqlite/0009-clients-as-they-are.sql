-- Client applications as other systems have them: public ones and ones with keys, with settings that only a server knows.
ALTER TABLE client_application ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE client_application ADD COLUMN also_client_credentials INTEGER NOT NULL DEFAULT 0 CHECK (also_client_credentials IN (0, 1));
ALTER TABLE client_application ADD COLUMN client_authentication TEXT NOT NULL DEFAULT 'client_secret'
    CHECK (client_authentication IN ('client_secret', 'private_key', 'none', 'other'));
ALTER TABLE client_application ADD COLUMN token_endpoint_auth_method TEXT NOT NULL DEFAULT '';
ALTER TABLE client_application ADD COLUMN jwks_uri TEXT NOT NULL DEFAULT '';
-- Seconds; NULL: the server's own.
ALTER TABLE client_application ADD COLUMN access_token_lifetime INTEGER;
ALTER TABLE client_application ADD COLUMN id_token_lifetime INTEGER;
ALTER TABLE client_application ADD COLUMN refresh_token_lifetime INTEGER;
ALTER TABLE client_application ADD COLUMN client_uri TEXT NOT NULL DEFAULT '';
ALTER TABLE client_application ADD COLUMN policy_uri TEXT NOT NULL DEFAULT '';
ALTER TABLE client_application ADD COLUMN tos_uri TEXT NOT NULL DEFAULT '';

UPDATE client_application SET also_client_credentials = 1 WHERE support_openid = 0 AND grant_type = 'client_credentials';

-- The hash of a secret is empty where only the server knows it. weak_length: characters of one that can be guessed; 0: it cannot.
ALTER TABLE client_secret ADD COLUMN weak_length INTEGER NOT NULL DEFAULT 0;

CREATE TABLE client_text (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('cors_origin', 'contact', 'key')),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (application_id, kind, position)
);

-- What a format says and no field does (other), and how a file wrote what a field says (spelling): JSON.
CREATE TABLE client_setting (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('other', 'spelling')),
    format TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (application_id, kind, format)
);

CREATE TABLE client_accepted_risk (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    accepted_at TEXT NOT NULL,
    PRIMARY KEY (application_id, position)
);
