"""Tries each sample client application on a real Keycloak by the tab Try it; the test plays the browser."""
import json
import os
import subprocess
import unittest

from gatehouse import PROGRAM, SIGNED_IN, command_line, home_at
from keycloak import ADMINISTRATOR, running_keycloak
from try_it import TryItTest
from waiting import PATIENCE

SERVER = "peer"
TOKENS = {"Discovery": "done", "Token": "done"}
EXPECTED = {"price-feed": TOKENS,
            "order-desk": {**TOKENS, "Sign-in": "done", "Refresh": "done"},
            "staff-portal": {**TOKENS, "Sign-in": "done", "User info": "done", "Logout": "done"},
            "web-shop": {**TOKENS, "Sign-in": "done", "Refresh": "done", "User info": "done", "Logout": "done"}}


class TryKeycloak(TryItTest):
    def setUp(self):
        super().setUp()
        self.init_with_own_secrets()
        for client_id in EXPECTED:
            self.secrets.append(command_line(self.database, "secret", "add", client_id, "--encrypted").strip())
        self.realm = self.enterContext(running_keycloak().realm({"realm": "gatehouse-try", "enabled": True}))
        self.realm.declare_user_attribute("department")
        self.realm.add_user(self.user, self.password, firstName="Anna", lastName="Bakker", email="anna@example.com",
                            attributes={"department": ["Sales"]})
        self.add_server()
        command_line(self.database, "server", "push", SERVER, "--include-secrets", "--yes")

    def add_server(self):
        """Its secret is in the environment alone."""
        subprocess.run([PROGRAM, "--database", f"sqlite:{self.database}", "server", "add", SERVER, "--kind", "keycloak", "--url",
                        self.realm.server.address, "--realm", self.realm.name, "--user", ADMINISTRATOR],
                       env={**os.environ, **home_at(self.folder), **SIGNED_IN,
                            "GATEHOUSE_SERVER_SECRET": self.realm.server.password},
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE)
        self.secrets.append(self.realm.server.password)

    def test_every_sample_client_application(self):
        window = self.open()
        for client_id, steps in EXPECTED.items():
            with self.subTest(client_id):
                self.assert_steps(window, self.try_it(window, client_id, f"{self.realm.server.address}/realms/gatehouse-try",
                                                      None), steps)
                self.assert_no_token(window)
        self.close(window)
        self.assert_nothing_in_audit_trail()
        self.assertIn("price-feed", json.dumps(json.loads(command_line(self.database, "audit", "list", "--json"))))


if __name__ == "__main__":
    unittest.main()
