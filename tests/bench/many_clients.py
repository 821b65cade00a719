"""Many client applications, as files for Gatehouse and for the sqlite3 shell, and the SQL by which that reads them."""
import base64
import csv
import hashlib
import json

SERVICE_ACCOUNT = "svc-batch"
HEAD = {
    "format": "gatehouse", "version": 1,
    "users": [{"user_id": SERVICE_ACCOUNT, "name": "Batch jobs", "email": "", "phone": "", "department": "",
               "service_account": True, "enabled": True}],
    "api_scopes": [{"name": name, "title": title, "description": ""} for name, title in
                   (("api", "API"), ("orders.read", "Read orders"), ("orders.write", "Write orders"))],
    "languages": [], "custom_resources": []}
TEXTS = ("client_id", "title", "grant_type", "logo_uri")
FLAGS = ("enabled", "support_openid", "support_api", "require_pkce", "support_refresh_tokens",
         "include_user_info_in_token", "require_consent", "allow_remember_consent")
LISTS = ("login_redirects", "logout_redirects", "api_scopes", "default_resources")
NESTED_TABLES = ("client_application", "client_redirect", "client_api_scope", "client_default_resource")


def client_applications(count, secret_in_clear=False):
    for i in range(count):
        yield client_application(f"client-{i:07}", i, secret_in_clear)


def client_application(client_id, number, secret_in_clear):
    machine, openid = number % 3 == 0, number % 3 == 2
    site = f"https://{client_id}.example.com"
    return {
        "client_id": client_id, "title": f"Client application {number % 9973}", "enabled": True,
        "support_openid": openid, "support_api": True,
        "grant_type": "client_credentials" if machine else "authorization_code",
        "identity": SERVICE_ACCOUNT if machine else "", "require_pkce": not machine,
        "support_refresh_tokens": not machine and not openid, "include_user_info_in_token": False,
        "require_consent": openid, "allow_remember_consent": openid, "logo": None, "logo_uri": "",
        "login_redirects": [] if machine else [f"{site}/callback", f"{site}/silent"][:2 if openid else 1],
        "logout_redirects": [f"{site}/bye"] if openid else [],
        "api_scopes": ["orders.read", "orders.write"] if openid else ["api"],
        "default_resources": ["openid", "profile", "email"] if openid else ["openid"], "custom_resources": [],
        "consent_texts": {"en": consent("May read your"), "nl": consent("Mag lezen: uw")} if openid else {},
        "secrets": [secret(client_id, secret_in_clear)]}


def consent(words):
    return {"profile": f"{words} <b>profile</b>", "email": f"{words} mail", "api": f"{words} orders, {{user}}"}


def secret(client_id, in_clear):
    """Made from its client ID, the same in every run, and yet too long to be guessed as the rules see it."""
    text = base64.urlsafe_b64encode(hashlib.sha256(f"Ledger {client_id}".encode()).digest()).decode().rstrip("=")
    sha256 = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"sha256": sha256, "last_four": text[-4:], "description": "first", "created": "2026-01-01T12:00:00Z",
            "expires": None, **({"secret": text} if in_clear else {})}


def write_json(path, head, clients):
    """One client application at a time: what this process ever held would count as memory of those that it starts."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps({**head, "clients": []})[:-2] + "\n")
        for i, client in enumerate(clients):
            file.write((",\n" if i else "") + json.dumps(client))
        file.write("\n]}\n")


def write_nested(path, count):
    """Without secrets and consent texts, which not every format carries."""
    names = (*TEXTS, "identity", *FLAGS, *LISTS)
    write_json(path, {}, ({name: client[name] for name in names} for client in client_applications(count)))


def write_flat(path, count):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        for client in client_applications(count):
            rows.writerow([*(client[name] for name in (*TEXTS, "identity")), *(int(client[name]) for name in FLAGS),
                           *(" ".join(client[name]) for name in LISTS)])


def flat_script(path):
    columns = ", ".join(["client_id TEXT NOT NULL COLLATE NOCASE PRIMARY KEY", "title TEXT NOT NULL COLLATE NOCASE",
                         *(f"{name} TEXT NOT NULL" for name in (*TEXTS[2:], "identity")),
                         *(f"{name} INTEGER NOT NULL CHECK ({name} IN (0, 1))" for name in FLAGS),
                         *(f"{name} TEXT NOT NULL" for name in LISTS)])
    return (f"CREATE TABLE client ({columns});\nCREATE INDEX client_title ON client (title, client_id);\n"
            f".import --csv '{path}' client\n")


def nested_script(path):
    """Puts the client applications aside as text first: reading the whole file for each table would take longer."""
    own = ", ".join((*TEXTS, *FLAGS))
    read = ", ".join(f"value ->> '{name}'" for name in (*TEXTS, *FLAGS))
    each = "FROM incoming, json_each(incoming.value, '$.{}') AS item".format
    return f"""PRAGMA foreign_keys = ON;
BEGIN;
CREATE TEMP TABLE incoming AS
    SELECT lower(hex(randomblob(16))) AS id, value FROM json_each(readfile('{path}'), '$.clients');
INSERT INTO client_application (id, {own}, identity_id)
    SELECT incoming.id, {read}, iam_user.id
    FROM incoming LEFT JOIN iam_user ON iam_user.user_id = value ->> 'identity';
INSERT INTO client_redirect (application_id, kind, position, uri)
    SELECT incoming.id, 'login', item.key, item.value {each("login_redirects")};
INSERT INTO client_redirect (application_id, kind, position, uri)
    SELECT incoming.id, 'logout', item.key, item.value {each("logout_redirects")};
INSERT INTO client_api_scope (application_id, scope_id)
    SELECT incoming.id, api_scope.id {each("api_scopes")} JOIN api_scope ON api_scope.name = item.value;
INSERT INTO client_default_resource (application_id, position, name)
    SELECT incoming.id, item.key, item.value {each("default_resources")};
COMMIT;
"""
