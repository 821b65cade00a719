"""The sample client applications, brought to Debian's authorization server Glewlwyd, changed and read there."""
import json
import unittest
from pathlib import Path

from connection import Connection, NotDone
from glewlwyd import PASSWORD, USER, Glewlwyd

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample.glewlwyd.json"


def as_sets(client):
    """Glewlwyd gives lists back in any order."""
    return {name: sorted(value) if isinstance(value, list) else value for name, value in client.items()}


class BringsClientsThere(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = cls.enterClassContext(Glewlwyd())
        cls.server.accept_logout_redirects()
        cls.clients = json.loads(SAMPLE.read_text())
        with cls.connect() as connection:
            cls.made = connection.prepare(cls.clients)
            for client in cls.clients:
                connection.write(client["client_id"], client)

    @classmethod
    def connect(cls, password=PASSWORD):
        return Connection(kind="glewlwyd", url=cls.server.address, sign_in="password", account=USER, secret=password)

    def test_lets_in_by_password(self):
        with self.connect() as connection:
            self.assertEqual("Glewlwyd 2", connection.test())
        with self.connect("not-this-one") as connection, self.assertRaises(NotDone) as refused:
            connection.test()
        self.assertEqual("unreachable", refused.exception.kind)
        self.assertIn("password is wrong", str(refused.exception))
        self.assertNotIn("not-this-one", str(refused.exception))

    def test_makes_scopes_once(self):
        self.assertIn("scope orders.read", self.made)
        with self.connect() as connection:
            self.assertEqual([], connection.prepare(self.clients))

    def test_reads_what_was_written(self):
        with self.connect() as connection:
            there = {client["client_id"]: client for client in connection.read()}
            one = connection.read(self.clients[0]["client_id"], "nobody")
        self.assertEqual([as_sets(there[self.clients[0]["client_id"]])], [as_sets(client) for client in one])
        for client in self.clients:
            known = as_sets(there[client["client_id"]])
            for name, value in as_sets(client).items():
                self.assertEqual(value, known.get(name), (client["client_id"], name))

    def test_changes_what_differs_alone(self):
        [portal] = [client for client in self.clients if client["client_id"] == "Portal.Web"]
        with self.connect() as connection:
            connection.write("changed", {**portal, "client_id": "changed"})
            [before] = connection.read("changed")
            after = {**before, "name": "Another title"}
            connection.write("changed", after, before=before)
            self.assertEqual(as_sets(after), as_sets(self.server.client("changed")))
            with self.assertRaises(NotDone) as refused:
                connection.write("changed", {**before, "name": "A third"}, before=before)
            self.assertEqual("conflict", refused.exception.kind)
            without = {name: value for name, value in after.items() if name != "post_logout_redirect_uris"}
            connection.write("changed", without, before=after)
            self.assertFalse(self.server.client("changed").get("post_logout_redirect_uris"))


if __name__ == "__main__":
    unittest.main()
