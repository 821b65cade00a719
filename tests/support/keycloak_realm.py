"""One realm of a running Keycloak, by the admin API."""
import time
import urllib.parse


class Realm:
    def __init__(self, server, name):
        self.server, self.name = server, name

    def admin(self, method, path="", body=None):
        return self.server.admin(method, f"realms/{urllib.parse.quote(self.name)}{path}", body)

    def endpoint(self, name):
        return f"{self.server.address}/realms/{urllib.parse.quote(self.name)}/protocol/openid-connect/{name}"

    def token(self, client_id, secret, **form):
        """What the token endpoint answers to a client application with a secret, or Refused."""
        return self.server.token(self.name, client_id=client_id, client_secret=secret, **form)

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

    def declare_user_attribute(self, name):
        """Users have those alone that the profile of the realm names."""
        profile = self.admin("GET", "/users/profile")
        permissions = {"view": ["admin", "user"], "edit": ["admin"]}
        self.admin("PUT", "/users/profile", {**profile, "attributes": [*profile["attributes"],
                                                                       {"name": name, "permissions": permissions}]})

    def add_user(self, name, password, **more):
        """One who may sign in at once."""
        self.admin("POST", "/users", {"username": name, "enabled": True, "emailVerified": True, "requiredActions": [],
                                      "credentials": [{"type": "password", "value": password, "temporary": False}], **more})

    def give_roles(self, user_name, client_id, roles):
        """Roles of a client application to a user or a service account."""
        if not roles:
            return
        query = urllib.parse.urlencode({"username": user_name, "exact": "true"})
        user, = self.admin("GET", f"/users?{query}")
        owner, = self.admin("GET", f"/clients?{urllib.parse.urlencode({'clientId': client_id})}")
        given = [self.admin("GET", f"/clients/{owner['id']}/roles/{role}") for role in roles]
        self.admin("POST", f"/users/{user['id']}/role-mappings/clients/{owner['id']}", given)

    def service_account(self, client):
        """The name and the roles of the client application's own user, or None where it has no user: Keycloak makes one
        for who asks, which is then as young as the question."""
        asked_at = time.time() * 1000
        user = self.admin("GET", f"/clients/{client['id']}/service-account-user")
        if user["createdTimestamp"] >= asked_at:
            return None
        mappings = self.admin("GET", f"/users/{user['id']}/role-mappings")
        return {"username": user["username"], "realm": sorted(role["name"] for role in mappings.get("realmMappings", [])),
                **{client_id: sorted(role["name"] for role in given["mappings"])
                   for client_id, given in sorted(mappings.get("clientMappings", {}).items())}}
