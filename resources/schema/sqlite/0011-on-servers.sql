-- What a client application has on one server alone. Whoever removes a server takes its rows out first.
CREATE TABLE client_on_server (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    server_id TEXT NOT NULL REFERENCES server (id),
    -- Where that is not as without a server.
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    PRIMARY KEY (application_id, server_id)
);
CREATE INDEX client_on_server_server ON client_on_server (server_id);

CREATE TABLE client_server_text (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    server_id TEXT NOT NULL REFERENCES server (id),
    kind TEXT NOT NULL CHECK (kind IN ('login', 'logout', 'cors_origin')),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (application_id, server_id, kind, position)
);
CREATE INDEX client_server_text_server ON client_server_text (server_id);

-- NULL: all servers.
ALTER TABLE client_secret ADD COLUMN server_id TEXT REFERENCES server (id);
CREATE INDEX client_secret_server ON client_secret (server_id) WHERE server_id IS NOT NULL;
