"""What Gatehouse says of a request, and what a real Keycloak answers to it."""
import json
import re
import tempfile
import unittest
import urllib.parse
from pathlib import Path

from gatehouse import command_line, run
from keycloak import running_keycloak
from keycloak_files import empty_realm
from refused_requests import add_clients, disagreement, explained, mended, not_mended, requests, sign_in

ROWS = Path(__file__).resolve().parents[2] / "data" / "keycloak-redirects.txt"
EACH = 8  # of the rows is asked of Gatehouse, too, which matches all of them in its unit test
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

    def test_redirects_agree(self):
        """The table that Gatehouse matches redirects by, with patterns, asked of the server itself."""
        rows = [line.split("\t") for line in ROWS.read_text(encoding="utf-8").splitlines()[1:]]
        ids = {allowed: f"redirect-{number}" for number, allowed in enumerate(dict.fromkeys(row[1] for row in rows))}
        clients = {"clients": [
            {"clientId": client_id, "enabled": True, "publicClient": True, "redirectUris": [allowed], "webOrigins": [],
             "attributes": {"pkce.code.challenge.method": "S256"}} for allowed, client_id in ids.items()]}
        (self.folder / "redirects.json").write_text(json.dumps(clients))
        run(self.database, "import", self.folder / "redirects.json", "--format", "keycloak")
        known = {client["client_id"]: client["login_redirects"]
                 for client in json.loads(command_line(self.database, "export", "--format", "gatehouse"))["clients"]}
        self.realm = self.enterContext(running_keycloak().realm(empty_realm()))
        self.realm.partial_import({"clients": [client for client in clients["clients"]
                                               if known.get(client["clientId"]) == client["redirectUris"]]})
        address = self.realm.endpoint("auth")
        server = urllib.parse.urlsplit(address)
        wrong, asked = [], {"+": 0, "-": 0}
        for number, (sign, allowed, sent) in enumerate(rows):
            if known.get(ids[allowed]) != [allowed]:  # no server could run on it, says Gatehouse
                continue
            sent = sent.replace("https://idp.example", f"{server.scheme}://{server.netloc}")
            request = sign_in(sent, None, ids[allowed], sent, "email", nonce=None)
            answered = request.answer(address)
            if request.is_taken(*answered[:2]) != (sign == "+"):
                wrong.append(f"{allowed} {sent}: the server says {answered}, the table {sign}")
            asked[sign] += 1
            if number % EACH:
                continue
            said = explained(self.database, request.text(address), "keycloak")["verdict"]
            if (said == "taken") != (sign == "+"):
                wrong.append(f"{allowed} {sent}: Gatehouse says {said}, the table {sign}")
        self.assertEqual([], wrong)
        self.assertGreaterEqual(asked["+"], 60)
        self.assertGreaterEqual(asked["-"], 80)


if __name__ == "__main__":
    unittest.main(verbosity=2)
