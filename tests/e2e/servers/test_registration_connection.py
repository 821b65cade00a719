"""The sample client applications, registered with npm oidc-provider (RFC 7591), changed and read there (RFC 7592)."""
import json
import unittest
from pathlib import Path

from connection import Connection, NotDone
from registrar import TOKEN, Registrar

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample.rfc7591.json"


class RegistersClients(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(Registrar())
        self.clients = {client["client_id"]: client for client in json.loads(SAMPLE.read_text())}

    def connection(self, registrations=None, token=TOKEN):
        return Connection(kind="registration", url=self.server.endpoint, sign_in="token", secret=token,
                          registrations=registrations or {})

    def test_lets_in_by_the_initial_access_token(self):
        with self.connection() as connection:
            self.assertIn("lets Gatehouse in", connection.test())
        with self.connection(token="another") as connection, self.assertRaises(NotDone) as refused:
            connection.test()
        self.assertEqual("unreachable", refused.exception.kind)
        self.assertIn("initial access token", str(refused.exception))

    def test_registers_reads_and_changes(self):
        registrations = {}
        with self.connection() as connection:
            for client_id, client in self.clients.items():
                written = connection.write(client_id, client)
                registrations[client_id] = written["registration"]
                self.assertNotEqual(client_id, written["registration"]["client_id"])
                self.assertEqual("client_secret" in client.get("token_endpoint_auth_method", ""), bool(written["new_secret"]))
        with self.connection(registrations) as connection:
            there = {client["client_id"]: client for client in connection.read()}
            self.assertEqual(set(self.clients), set(there))
            for client_id, client in self.clients.items():
                lost = {name for name in client if there[client_id].get(name) != client[name]}
                self.assertLessEqual(lost, {name for name in client if "#" in name or name.startswith("consent_")})

            portal = there["Portal.Web"]
            after = {**portal, "client_name": "Another title"}
            written = connection.write("Portal.Web", after, before=portal)
            self.assertNotEqual(registrations["Portal.Web"]["token"], written["registration"]["token"])
            registrations["Portal.Web"] = written["registration"]
            with self.assertRaises(NotDone) as refused:
                connection.write("Portal.Web", after, before=portal)
            self.assertEqual("conflict", refused.exception.kind)
        with self.connection(registrations) as connection:
            [now] = connection.read("Portal.Web")
            self.assertEqual(after, now)

    def test_what_is_not_there_any_more(self):
        with self.connection() as connection:
            written = connection.write("Portal.Web", self.clients["Portal.Web"])
        stale = {**written["registration"], "token": "another"}
        with self.connection({"Portal.Web": stale}) as connection:
            self.assertEqual([], connection.read())

    def test_no_text_holds_a_token(self):
        with self.connection() as connection, self.assertRaises(NotDone) as refused:
            connection.write("bad", {"redirect_uris": ["https://a.example/cb#x"], "client_name": TOKEN})
        self.assertEqual("rule", refused.exception.kind)
        self.assertNotIn(TOKEN, str(refused.exception))


if __name__ == "__main__":
    unittest.main()
