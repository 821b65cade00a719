"""What Gatehouse says of a request, and what a real Glewlwyd answers to it."""
import json
import tempfile
import unittest
from pathlib import Path

from gatehouse import command_line
from glewlwyd import Glewlwyd
from refused_requests import SHOP, add_clients, disagreement, explained, requests


class ExplainGlewlwydTest(unittest.TestCase):
    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        self.database = folder / "gatehouse.sqlite"
        self.secrets = add_clients(self.database, folder)
        self.server = self.enterContext(Glewlwyd())
        self.add_to_server(json.loads(command_line(self.database, "export", "--format", "glewlwyd", "--include-secrets",
                                                   "--yes")))

    def add_to_server(self, clients):
        self.server.accept_logout_redirects()
        for scope in {scope for client in clients for scope in client["scope"]}:
            self.server.add_scope(scope)
        for client in clients:
            self.server.add_client(client)
        self.id_token = self.server.tokens("web-shop", self.secrets["web-shop"], SHOP, "openid")["id_token"]
        for client in clients:
            if client["enabled"] and client.get("redirect_uri"):
                self.server.consent(client["client_id"], " ".join(client["scope"]))

    def test_verdicts_agree(self):
        wrong, refused = [], 0
        for request in requests(self.secrets, self.id_token):
            status, error, location, is_taken = self.server.answer(request)
            refused += not is_taken
            said = explained(self.database, request.text(f"{self.server.address}/api/oidc/{request.endpoint}"), "glewlwyd")
            wrong.append(disagreement(request, "glewlwyd", (status, error, location), is_taken, said))
        self.assertEqual([], [one for one in wrong if one])
        self.assertGreaterEqual(refused, 40)
        self.assertGreaterEqual(len(wrong) - refused, 10)


if __name__ == "__main__":
    unittest.main(verbosity=2)
