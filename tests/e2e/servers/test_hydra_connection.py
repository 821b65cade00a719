"""The sample client applications, brought to a real Ory Hydra, changed and read there."""
import json
import unittest
from pathlib import Path

import hydra
from connection import Connection, NotDone

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample.hydra.json"
MANY = 520  # more than two pages
OF_SERVER = {"created_at", "updated_at"}


def without_bookkeeping(client):
    return {name: value for name, value in client.items() if name not in OF_SERVER}


@unittest.skipUnless(hydra.program(), "Hydra was not built: that takes Go 1.23 or newer, and tools/test --servers")
class BringsClientsThere(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(hydra.Hydra())
        cls.clients = json.loads(SAMPLE.read_text())
        with cls.connect() as connection:
            cls.written = {client["client_id"]: connection.write(client["client_id"], client) for client in cls.clients}

    @classmethod
    def connect(cls, url=None):
        return Connection(kind="hydra", url=url or cls.server.address, sign_in="nothing")

    def test_says_what_it_is(self):
        with self.connect() as connection:
            self.assertTrue(connection.test().startswith("Ory Hydra"))
        with self.connect(self.server.issuer) as connection, self.assertRaises(NotDone) as refused:
            connection.test()
        self.assertIn("admin port", str(refused.exception))

    def test_gives_the_secret_that_the_server_made(self):
        for client in self.clients:
            made = self.written[client["client_id"]]["new_secret"]
            self.assertEqual("client_secret" in client.get("token_endpoint_auth_method", "client_secret_basic") and
                             "client_secret" not in client, bool(made), client["client_id"])

    def test_reads_what_was_written(self):
        with self.connect() as connection:
            there = {client["client_id"]: client for client in connection.read()}
        for client in self.clients:
            for name, value in client.items():
                self.assertEqual(value, there[client["client_id"]].get(name), (client["client_id"], name))

    def test_changes_what_differs_alone(self):
        [portal] = [client for client in self.clients if client["client_id"] == "Portal.Web"]
        with self.connect() as connection:
            connection.write("changed", {**portal, "client_id": "changed"})
            [before] = connection.read("changed")
            after = {**before, "client_name": "Another title"}
            connection.write("changed", after, before=before)
            self.assertEqual(without_bookkeeping(after), without_bookkeeping(self.server.client("changed")))
            with self.assertRaises(NotDone) as refused:
                connection.write("changed", {**before, "client_name": "A third"}, before=before)
            self.assertEqual("conflict", refused.exception.kind)

    def test_reads_all_pages(self):
        for number in range(MANY):
            self.server.add_client({"client_id": f"many-{number}", "grant_types": ["client_credentials"]})
        with self.connect() as connection:
            there = [client["client_id"] for client in connection.read()]
        self.assertEqual(MANY, sum(client_id.startswith("many-") for client_id in there))
        self.assertEqual(len(there), len(set(there)))


if __name__ == "__main__":
    unittest.main()
