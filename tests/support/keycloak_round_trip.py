"""A Keycloak file as it is, and by way of Gatehouse: what differs between the client applications afterwards."""
import contextlib
import json
import re
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import keycloak_files
from gatehouse import command_line, run
from keycloak_comparison import differences
from oauth import Refused

DONE, REFUSED = 0, 1
# What the report may name as lost: no server can run on it, or no other realm knows it. All else is kept.
MAY_BE_LOST = {"enabled", "redirectUris", "attributes.post.logout.redirect.uris", "authenticationFlowBindingOverrides"}
# With one of these Keycloak knows the public key of a client application that signs.
KEYS = ("jwks.url", "jwks.string", "jwt.credential.certificate")
KEPT_DISABLED = "Kept disabled: "
SERVICE_ACCOUNT = "service account"
SERVICE_ACCOUNT_SCOPE = "service_account"
NO_ROLES = "gives its service account no roles"


@dataclass
class ComparedClient:
    client_id: str
    differences: list = field(default_factory=list)
    losses: list = field(default_factory=list)  # what Gatehouse's report says of it: (property, text)
    notes: list = field(default_factory=list)  # what else it says
    is_idle: bool = False  # Keycloak gives it no token as it is afterwards, enabled or not
    missing: str = ""  # why it is not there afterwards

    def is_told(self, difference):
        """Of a list, each value that is gone must be named, and none may have come. Disabled is what nobody could use."""
        if difference.property == "enabled":
            return self.is_idle and difference.before and any(note.startswith(KEPT_DISABLED) for note in self.notes)
        texts = [text for name, text in self.losses if name == difference.property]
        if not isinstance(difference.before, list):
            return bool(texts)
        return set(map(str, difference.after or [])) <= set(map(str, difference.before)) and all(
            any(str(value) in text for text in texts) for value in difference.before if value not in (difference.after or []))

    def faults(self):
        """What is not as it should be."""
        if self.missing:
            return [self.missing]
        return [f"{difference}{' (told)' if self.is_told(difference) else ''}" for difference in self.differences
                if difference.property not in MAY_BE_LOST or not self.is_told(difference)]


@dataclass
class ComparedRealm:
    name: str
    reduced: str = ""  # what Keycloak says to the file as it is, where it takes no more of it than its client applications
    refused: str = ""  # what Keycloak says where it does not take these either
    clients: list = field(default_factory=list)
    untold: list = field(default_factory=list)  # client IDs that Gatehouse neither takes nor names

    def faults(self):
        return [f"{client.client_id}: {fault}" for client in self.clients for fault in client.faults()] + \
            [f"{client_id}: neither taken nor named" for client_id in self.untold]


def summary(realms):
    clients = [client for realm in realms for client in realm.clients]
    refused = sum(bool(realm.refused) for realm in realms)
    return f"{len(realms)} realms, {refused} of them refused by Keycloak; {len(clients)} client applications, " \
        f"{sum(not client.faults() for client in clients)} of them as they were"


def compare_file(server, path, visit=None):
    """A ComparedRealm for each realm of the file; visit(realm) sees it as it is in the file."""
    return [compare_realm(server, f"{path.name}: {content.get('realm', 'no realm')}", content, text, visit)
            for content, text in keycloak_files.realms_in(path)]


def compare_realm(server, name, content, text, visit=None):
    result = ComparedRealm(name)
    try:
        before = _clients_of(server, content, visit)
    except Refused as refused:
        result.reduced = str(refused)
        content = keycloak_files.of_clients_alone(content)
        try:
            before = _clients_of(server, content, visit)
        except Refused as again:
            return ComparedRealm(name, refused=str(again))
    taken = ByWayOfGatehouse(content, text)
    after, reason = _clients_afterwards(server, content, taken.exported)
    result.untold = [client_id for client_id, client in before.items()
                     if not keycloak_files.is_built_in(client) and not taken.names(client_id)]
    in_file = {user.get("serviceAccountClientId") for user in content.get("users") or []}
    for client_id, client in sorted(before.items()):
        if has_grant_of_ours(client):
            pair = client, after.get(client_id)
            if client_id not in in_file and taken.tells_of_account(client_id):
                pair = _less_what_keycloak_adds(*pair)
            result.clients.append(_compared(*pair, taken, reason))
    return result


def has_grant_of_ours(client):
    """Of an own client application in the admin API, where nothing is absent."""
    return client["protocol"] == "openid-connect" and not client["bearerOnly"] and \
        not keycloak_files.is_built_in(client) and (client["standardFlowEnabled"] or client["serviceAccountsEnabled"])


def is_idle(client):
    """Whether it gets no token, since there is nothing that it could prove itself with, or nowhere to come back to."""
    attributes = client.get("attributes", {})
    has_no_key = client["clientAuthenticatorType"] == "client-jwt" and not any(attributes.get(name) for name in KEYS)
    secret_ends = int(attributes.get("client.secret.expiration.time") or 0)
    has_no_redirect = client["standardFlowEnabled"] and not client["serviceAccountsEnabled"] and not client["redirectUris"]
    return has_no_redirect or (not client["publicClient"] and (has_no_key or 0 < secret_ends < time.time()))


def _less_what_keycloak_adds(before, after):
    """Where a realm file lacks the service account Keycloak makes it, with roles and a client scope of the realm; with
    a partial import it does not, which the export tells."""
    if not after:
        return before, after
    before, after = dict(before), dict(after)
    for client in (before, after):
        client["defaultClientScopes"] = [name for name in client["defaultClientScopes"] if name != SERVICE_ACCOUNT_SCOPE]
        client[SERVICE_ACCOUNT] = client.get(SERVICE_ACCOUNT) is not None
    if not before[SERVICE_ACCOUNT]:
        after[SERVICE_ACCOUNT] = False
    return before, after


def _compared(before, after, taken, reason):
    client_id = before["clientId"]
    compared = ComparedClient(client_id, losses=taken.losses(client_id), notes=taken.notes(client_id))
    if after is None:
        compared.missing = f"not taken by Gatehouse: {taken.error(client_id)}" if taken.error(client_id) else \
            f"not taken by Keycloak: {reason}" if reason else "not exported"
        return compared
    compared.differences = differences(before, after)
    compared.is_idle = is_idle(after)
    return compared


@contextlib.contextmanager
def realm_of(server, content):
    """A realm with what a realm file or a partial import holds."""
    if keycloak_files.is_realm(content):
        with server.realm(keycloak_files.with_free_name(content)) as realm:
            yield realm
    else:
        with server.realm(keycloak_files.empty_realm()) as realm:
            realm.partial_import(content)
            yield realm


def _clients_of(server, content, visit):
    with realm_of(server, content) as realm:
        clients = _clients_with_accounts(realm)
        if visit:
            visit(realm)
        return clients


def _clients_afterwards(server, content, exported):
    """And why the server takes none of them, if it does not."""
    with realm_of(server, keycloak_files.without_own_clients(content)) as realm:
        try:
            realm.partial_import(exported)
        except Refused as refused:
            return {}, str(refused)
        return _clients_with_accounts(realm), ""


def _clients_with_accounts(realm):
    """The service account stands among the users, but belongs to the client application."""
    clients = realm.clients()
    for client in clients.values():
        if client["serviceAccountsEnabled"]:
            client[SERVICE_ACCOUNT] = realm.service_account(client)
    return clients


class ByWayOfGatehouse:
    """What Gatehouse makes of a file in a fresh database, and what it says of that."""

    def __init__(self, content, text):
        self._mappers = {client.get("clientId"): [mapper.get("name") for mapper in client.get("protocolMappers") or []]
                         for client in content.get("clients", [])}
        with tempfile.TemporaryDirectory(prefix="gatehouse-keycloak-") as name:
            self._folder = Path(name)
            self._database = self._folder / "gatehouse.sqlite"
            command_line(self._database, "init")
            command_line(self._database, "licence", "--unlimited")
            self._import(text)
            self._export()

    def _import(self, text):
        path = self._folder / "realm.json"
        path.write_bytes(text)
        done = run(self._database, "import", path, "--format", "keycloak", "--json")
        if done.returncode not in (DONE, REFUSED):
            raise AssertionError(f"gatehouse import: {done.returncode} {done.stderr.decode()}")
        self._report = json.loads(done.stdout) if done.stdout else {"clients": [], "error": done.stderr.decode().strip()}

    def _export(self):
        done = run(self._database, "export", "--format", "keycloak", "--include-secrets", "--yes")
        if done.returncode != DONE:
            raise AssertionError(f"gatehouse export: {done.returncode} {done.stderr.decode()}")
        self.exported = json.loads(done.stdout)
        self._said = done.stderr.decode().splitlines()

    def tells_of_account(self, client_id):
        """The export, of what the service account lacks that Keycloak gives to those that it makes."""
        return any(line.startswith(f"{client_id}: ") and NO_ROLES in line for line in self._said)

    def losses(self, client_id):
        """By the names that differences have."""
        return [(self._property(client_id, loss["property"]), loss["text"])
                for client in self._reported(client_id) for loss in client["losses"]]

    def notes(self, client_id):
        return [note for client in self._reported(client_id) for note in client["notes"]]

    def _property(self, client_id, name):
        if place := re.fullmatch(r"protocolMappers\[(\d+)\].*", name):
            return f"protocolMappers.{self._mappers[client_id][int(place[1])]}"
        return re.sub(r"\[\d+\]$", "", name)

    def error(self, client_id):
        """Of the client application, or of the whole file."""
        return " ".join(client["error"] for client in self._reported(client_id) if client["error"]) or self._report["error"]

    def names(self, client_id):
        """Itself, or the whole file as one that is refused."""
        return bool(self._reported(client_id) or self._report["error"])

    def _reported(self, client_id):
        return [client for client in self._report["clients"] if client["client_id"] == client_id]
