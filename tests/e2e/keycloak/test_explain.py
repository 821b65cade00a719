"""What Gatehouse says of a request, and what a real Keycloak answers to it."""
import json
import re
import tempfile
import unittest
from pathlib import Path

from gatehouse import run
from keycloak import running_keycloak
from keycloak_files import empty_realm
from refused_requests import add_clients, disagreement, explained, mended, not_mended, requests

ENDPOINTS = {"authorization": "auth", "token": "token", "logout": "logout"}


class ExplainKeycloakTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        self.database = self.folder / "gatehouse.sqlite"
        self.secrets = add_clients(self.database, self.folder)

    def make_realm(self):
        """With the client applications as they are now."""
        done = run(self.database, "export", "--format", "keycloak", "--include-secrets", "--yes")
        self.realm = self.enterContext(running_keycloak().realm(empty_realm()))
        lists = re.findall(r"^\S+: API scopes: .*: (.*)\.$", done.stderr.decode(), re.MULTILINE)
        for scope in {scope for names in lists for scope in names.split(", ")}:
            self.realm.add_client_scope(scope)
        self.realm.partial_import(json.loads(done.stdout))

    def address_of(self, request):
        return self.realm.endpoint(ENDPOINTS[request.endpoint])

    def test_remedies_help(self):
        again = mended(self.database, "keycloak", self.secrets, lambda request: f"https://id.example.com/{ENDPOINTS[request.endpoint]}")
        self.assertGreaterEqual(len(again), 20)
        self.make_realm()
        self.assertEqual([], not_mended(self.database, "keycloak", again, self.address_of))

    def test_verdicts_agree(self):
        self.make_realm()
        wrong, refused = [], 0
        for request in requests(self.secrets):
            address = self.address_of(request)
            status, error, location = request.answer(address)
            is_taken = request.is_taken(status, error)
            refused += not is_taken
            said = explained(self.database, request.text(address), "keycloak")
            wrong.append(disagreement(request, "keycloak", (status, error, location), is_taken, said))
        self.assertEqual([], [one for one in wrong if one])
        self.assertGreaterEqual(refused, 40)
        self.assertGreaterEqual(len(wrong) - refused, 10)


if __name__ == "__main__":
    unittest.main(verbosity=2)
