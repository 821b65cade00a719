"""Keycloak's realm files: the realms in them, and a realm without its own client applications."""
import copy
import json
import re

BUILT_IN = {"account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console"}
# What concerns client applications in a file whose rest Keycloak refuses.
OF_CLIENTS = {"realm", "enabled", "clients", "clientScopes", "defaultDefaultClientScopes", "defaultOptionalClientScopes"}
SPARE_NAME = "gatehouse-test"  # of a realm that is made, where the file has no name for it or one that is taken


def realms_in(path):
    """Each realm of a file and the text of it alone; of a partial import, and of a single client application, too."""
    text = path.read_bytes()
    content = json.loads(text)
    if isinstance(content, list):
        return [(realm, json.dumps(realm).encode()) for realm in content]
    return [({"clients": [content]} if "clientId" in content else content, text)]


def is_realm(content):
    return "realm" in content


def is_of_another_kind(client):
    """Which Gatehouse leaves alone: SAML, and what only takes tokens."""
    return client.get("protocol", "openid-connect") != "openid-connect" or client.get("bearerOnly", False)


def is_built_in(client):
    """Whether Keycloak makes the client application itself: in the master realm one for each realm, too."""
    return client["clientId"] in BUILT_IN or (client["clientId"].endswith("-realm") and client.get("bearerOnly", False))


def empty_realm():
    return {"realm": SPARE_NAME, "enabled": True}


def with_free_name(realm):
    """Each Keycloak has a realm master already, and refuses what stands for a name."""
    if realm["realm"] != "master" and re.fullmatch(r"[\w .-]+", realm["realm"]):
        return realm
    return {**{key: value for key, value in realm.items() if key != "id"}, "realm": SPARE_NAME}


def of_clients_alone(content):
    """Without users, too, but for those who are service accounts."""
    return {**{key: value for key, value in content.items() if key in OF_CLIENTS},
            "users": [{key: value for key, value in user.items() if key not in ("realmRoles", "clientRoles", "groups")}
                      for user in content.get("users", []) if user.get("serviceAccountClientId")]}


def without_own_clients(realm):
    """The realm file, less its own client applications and what only stands there for them."""
    realm = copy.deepcopy(realm)
    clients = realm.get("clients", [])
    gone = {client["clientId"] for client in clients if not is_built_in(client)}
    if "clients" in realm:
        realm["clients"] = [client for client in clients if is_built_in(client)]
    if "users" in realm:
        realm["users"] = [user for user in realm["users"] if user.get("serviceAccountClientId") not in gone]
    for owner in [*realm.get("users", []), *_groups(realm.get("groups", []))]:
        _remove(owner.get("clientRoles"), gone)
        _remove(owner.get("applicationRoles"), gone)
    roles = realm.get("roles") or {}
    _remove(roles.get("client"), gone)
    for role in [*(roles.get("realm") or []), *(one for many in (roles.get("client") or {}).values() for one in many)]:
        _remove((role.get("composites") or {}).get("client"), gone)
    for mappings in ("clientScopeMappings", "applicationScopeMappings"):
        _remove(realm.get(mappings), gone)
        for owner, given in (realm.get(mappings) or {}).items():
            realm[mappings][owner] = [one for one in given if one.get("client") not in gone]
    if "scopeMappings" in realm:
        realm["scopeMappings"] = [one for one in realm["scopeMappings"] if one.get("client") not in gone]
    return realm


def _remove(by_client, gone):
    for client_id in gone & set(by_client or {}):
        del by_client[client_id]


def _groups(groups):
    for group in groups:
        yield group
        yield from _groups(group.get("subGroups", []))
