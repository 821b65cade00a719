"""gatehouse try, against a real Keycloak."""
import json
import os
import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from client_trials import SERVER, ClientTrials
from gatehouse import command_line, run
from keycloak import running_keycloak
from keycloak_files import empty_realm
from refused_requests import add_clients


class TryKeycloakTest(ClientTrials, unittest.TestCase):
    user, password = "anna", "Zomer!2026-lang?"
    given = {"more.json"}

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-try-")))
        cls.database = cls.folder / "gatehouse.sqlite"
        cls.secrets = add_clients(cls.database, cls.folder)
        done = run(cls.database, "export", "--format", "keycloak", "--include-secrets", "--yes")
        realm = cls.enterClassContext(running_keycloak().realm(empty_realm()))
        lists = re.findall(r"^\S+: API scopes: .*: (.*)\.$", done.stderr.decode(), re.MULTILINE)
        for scope in {scope for names in lists for scope in names.split(", ")}:
            realm.add_client_scope(scope)
        realm.partial_import(json.loads(done.stdout))
        realm.add_user(cls.user, cls.password, firstName="Anna", lastName="Bakker", email="anna@example.com")
        cls.issuer = f"{realm.server.address}/realms/{realm.name}"
        with mock.patch.dict(os.environ, GATEHOUSE_SERVER_SECRET="it is not asked"):
            command_line(cls.database, "server", "add", SERVER, "--kind", "keycloak", "--url", realm.server.address,
                         "--realm", realm.name, "--client-id", "gatehouse")


if __name__ == "__main__":
    unittest.main(verbosity=2)
