-- A database with the sample data as the first schema held it; never to be changed.
PRAGMA application_id = 1197557871;
CREATE TABLE api_scope (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 1,
    name TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL DEFAULT ''
);
INSERT INTO "api_scope" VALUES('019a0000-0000-7000-8000-000000000001',1,'api','API','');
INSERT INTO "api_scope" VALUES('01a20a30-ff6e-7002-b6ac-bbfe85188681',1,'orders.read','Read orders','See orders and their status.');
INSERT INTO "api_scope" VALUES('01a20a30-ff6e-7003-97d8-b507e03902df',1,'orders.write','Place orders','Place, change and cancel orders.');
INSERT INTO "api_scope" VALUES('01a20a30-ff6e-7004-bc57-4f6ed9f7f83c',1,'prices.write','Change prices','Set the prices of articles.');
CREATE TABLE client_api_scope (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    scope_id TEXT NOT NULL REFERENCES api_scope (id),
    PRIMARY KEY (application_id, scope_id)
);
INSERT INTO "client_api_scope" VALUES('01a20a30-ff6e-7005-bf1f-e3081b7099bc','01a20a30-ff6e-7002-b6ac-bbfe85188681');
INSERT INTO "client_api_scope" VALUES('01a20a30-ff6e-7005-bf1f-e3081b7099bc','01a20a30-ff6e-7003-97d8-b507e03902df');
INSERT INTO "client_api_scope" VALUES('01a20a30-ff6e-7007-9955-1f40d8fa243e','01a20a30-ff6e-7004-bc57-4f6ed9f7f83c');
INSERT INTO "client_api_scope" VALUES('01a20a30-ff6f-7000-b689-7bc2c9ec51c8','019a0000-0000-7000-8000-000000000001');
INSERT INTO "client_api_scope" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87','019a0000-0000-7000-8000-000000000001');
INSERT INTO "client_api_scope" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87','01a20a30-ff6e-7002-b6ac-bbfe85188681');
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
    problem_severity INTEGER NOT NULL DEFAULT -1,
    problem_count INTEGER NOT NULL DEFAULT 0,
    recheck_at TEXT
);
INSERT INTO "client_application" VALUES('01a20a30-ff6e-7005-bf1f-e3081b7099bc',1,'order-desk','Order desk',1,0,1,'authorization_code',NULL,1,1,0,0,0,'',-1,0,NULL);
INSERT INTO "client_application" VALUES('01a20a30-ff6e-7007-9955-1f40d8fa243e',1,'price-feed','Price feed',1,0,1,'client_credentials','01a20a30-ff6e-7000-bfec-9a39da97de66',0,0,0,0,0,'',-1,0,NULL);
INSERT INTO "client_application" VALUES('01a20a30-ff6f-7000-b689-7bc2c9ec51c8',1,'staff-portal','Staff portal',1,1,0,'authorization_code',NULL,1,0,1,0,0,'',-1,0,NULL);
INSERT INTO "client_application" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87',1,'web-shop','Web shop',1,1,1,'authorization_code',NULL,1,1,0,1,1,'https://shop.example.com/logo.png',-1,0,NULL);
CREATE TABLE client_default_resource (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (application_id, position)
);
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6e-7005-bf1f-e3081b7099bc',0,'openid');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6e-7007-9955-1f40d8fa243e',0,'openid');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6f-7000-b689-7bc2c9ec51c8',0,'openid');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6f-7000-b689-7bc2c9ec51c8',1,'profile');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6f-7000-b689-7bc2c9ec51c8',2,'email');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87',0,'openid');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87',1,'profile');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87',2,'email');
INSERT INTO "client_default_resource" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87',3,'address');
CREATE TABLE client_redirect (
    application_id TEXT NOT NULL REFERENCES client_application (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('login', 'logout')),
    position INTEGER NOT NULL,
    uri TEXT NOT NULL,
    PRIMARY KEY (application_id, kind, position)
);
INSERT INTO "client_redirect" VALUES('01a20a30-ff6e-7005-bf1f-e3081b7099bc','login',0,'http://127.0.0.1/callback');
INSERT INTO "client_redirect" VALUES('01a20a30-ff6e-7005-bf1f-e3081b7099bc','login',1,'com.example.orderdesk:/callback');
INSERT INTO "client_redirect" VALUES('01a20a30-ff6f-7000-b689-7bc2c9ec51c8','login',0,'https://portal.example.com/signin-oidc');
INSERT INTO "client_redirect" VALUES('01a20a30-ff6f-7000-b689-7bc2c9ec51c8','logout',0,'https://portal.example.com/signed-out');
INSERT INTO "client_redirect" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87','login',0,'https://shop.example.com/callback');
INSERT INTO "client_redirect" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87','login',1,'https://shop.example.com/nl/callback');
INSERT INTO "client_redirect" VALUES('01a20a30-ff6f-7002-acca-81bb8b89db87','logout',0,'https://shop.example.com/goodbye');
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
INSERT INTO "client_secret" VALUES('01a20a30-ff6e-7006-948f-7b1354922fdc',1,'01a20a30-ff6e-7005-bf1f-e3081b7099bc','MVe0s2bD37E5MHK/atH2rw6bZmMMej7pcugb76W6Eag=','Ays4','Sample','2026-11-23T20:55:13Z',NULL);
INSERT INTO "client_secret" VALUES('01a20a30-ff6e-7008-af61-dccf17a61b5e',1,'01a20a30-ff6e-7007-9955-1f40d8fa243e','WB1cALuAedWv7jeOLEsnaZ1wNYg2PqV/v2poVg9+GNs=','IJ50','Sample','2026-11-23T20:55:13Z',NULL);
INSERT INTO "client_secret" VALUES('01a20a30-ff6f-7001-b8d6-c56e896f0f6d',1,'01a20a30-ff6f-7000-b689-7bc2c9ec51c8','HwYo+83kxSvizxM23WG+EnKU1Q0K0Up9pFe2dnnSZV0=','Xo9A','Sample','2026-11-23T20:55:13Z',NULL);
INSERT INTO "client_secret" VALUES('01a20a30-ff6f-7003-b3e5-afb2226894e2',1,'01a20a30-ff6f-7002-acca-81bb8b89db87','9YLSsZE3plkPSyWYyMk9xKBFC61xFllkW96nsJlw9yo=','mvEE','Sample','2026-11-23T20:55:13Z',NULL);
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
INSERT INTO "iam_user" VALUES('01a20a30-ff6d-7000-a796-ed847744a756',1,'anna','Anna de Vries','anna@example.com','+31 20 555 0101','Sales',0,1);
INSERT INTO "iam_user" VALUES('01a20a30-ff6d-7001-a8cd-4f028214ff99',1,'omar','Omar Haddad','omar@example.com','+31 20 555 0102','Purchasing',0,1);
INSERT INTO "iam_user" VALUES('01a20a30-ff6e-7000-bfec-9a39da97de66',1,'svc-price-feed','Price feed','it@example.com','','IT',1,1);
INSERT INTO "iam_user" VALUES('01a20a30-ff6e-7001-9c7f-33881c56a001',1,'svc-stock-sync','Stock synchronization','it@example.com','','IT',1,1);
CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO "schema_version" VALUES(1);
CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1
);
INSERT INTO "setting" VALUES('licence_limit','5',1);
CREATE INDEX client_application_title ON client_application (title, client_id);
CREATE INDEX client_application_identity ON client_application (identity_id);
CREATE INDEX client_application_recheck ON client_application (recheck_at) WHERE recheck_at IS NOT NULL;
CREATE INDEX client_secret_application ON client_secret (application_id);
CREATE INDEX client_api_scope_scope ON client_api_scope (scope_id);
