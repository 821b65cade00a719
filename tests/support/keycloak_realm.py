"""One realm of a running Keycloak, by the admin API."""
import urllib.parse


class Realm:
    def __init__(self, server, name):
        self.server, self.name = server, name

    def admin(self, method, path="", body=None):
        return self.server.admin(method, f"realms/{urllib.parse.quote(self.name)}{path}", body)

    def delete(self):
        self.admin("DELETE")

    def clients(self):
        """The representations of all client applications, by client ID."""
        return {client["clientId"]: client for client in self.admin("GET", "/clients")}

    def partial_import(self, content, if_exists="FAIL"):
        """What the server says of each thing that it took; Refused takes none."""
        return self.admin("POST", "/partialImport", {**content, "ifResourceExists": if_exists})

    def partial_export(self):
        return self.admin("POST", "/partial-export?exportClients=true&exportGroupsAndRoles=true")

    def add_client_scope(self, name, **more):
        self.admin("POST", "/client-scopes", {"name": name, "protocol": "openid-connect",
                                              "attributes": {"include.in.token.scope": "true"}, **more})

    def add_user(self, name, password, **more):
        """One who may sign in at once."""
        self.admin("POST", "/users", {"username": name, "enabled": True, "emailVerified": True, "requiredActions": [],
                                      "credentials": [{"type": "password", "value": password, "temporary": False}], **more})

    def service_account_roles(self, client):
        """The names of the roles that the client application's own user was given, or None where it has no user."""
        name = urllib.parse.quote(f"service-account-{client['clientId'].lower()}")
        users = self.admin("GET", f"/users?exact=true&username={name}")
        if not users:
            return None
        mappings = self.admin("GET", f"/users/{users[0]['id']}/role-mappings")
        return {"realm": sorted(role["name"] for role in mappings.get("realmMappings", [])),
                **{client_id: sorted(role["name"] for role in given["mappings"])
                   for client_id, given in sorted(mappings.get("clientMappings", {}).items())}}
