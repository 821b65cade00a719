"""What compare, push and take do with each server, by the command line: a class for each server says which."""
import json

import only_on
from server_verbs import REFUSED, SERVER, ServerVerbs

SHOP = "web-shop"


class PeerTest:
    """Beside unittest.TestCase: `options` and `secret` of `server add`, `client_there()`, what is `bookkeeping` there, a
    `setting` that the server has a word for as (key, value, its name there), `change_there()` of the title, and whether
    the server `says_origins`."""

    secret = ""
    bookkeeping = frozenset()
    says_origins = False

    def setUp(self):
        self.gatehouse = self.enterContext(ServerVerbs(*self.options(), secret=self.secret))

    def said(self, client_id=SHOP):
        """Lists in one order."""
        return {name: sorted(value, key=str) if isinstance(value, list) else value
                for name, value in self.client_there(client_id).items() if name not in self.bookkeeping}

    def assert_changes(self, names, change):
        before = self.said()
        change()
        after = self.said()
        self.assertEqual(set(names), {name for name in before | after if before.get(name) != after.get(name)})

    def test_whole_way(self):
        self.gatehouse.run("server", "test", SERVER)
        client_ids = self.gatehouse.client_ids()
        self.assertEqual({client_id: "only_here" for client_id in client_ids}, self.gatehouse.compared())
        pushed = self.gatehouse.push()
        self.assertEqual({client_id: "same" for client_id in client_ids}, self.gatehouse.compared(), pushed.stderr)
        self.assert_changes([], lambda: self.assertIn("nothing to send", self.gatehouse.push().stderr))
        self.one_field_here()
        self.one_field_there()
        self.both()
        self.secrets()
        self.only_on_one_server()

    def one_field_here(self):
        key, value, name = self.setting
        self.gatehouse.run("client", "set", SHOP, f"{key}={value}")
        self.assertEqual({SHOP: [key]}, {client_id: list(found) for client_id, found in self.gatehouse.drift().items()})
        self.assert_changes([name], self.gatehouse.push)
        self.assertEqual({}, self.gatehouse.drift())

    def one_field_there(self):
        self.change_there("Theirs")
        self.assertEqual({SHOP: {"title": ("Web shop", "Theirs")}}, self.gatehouse.drift())
        self.assert_changes([], self.gatehouse.push)
        self.assert_changes([], lambda: self.gatehouse.take("--client", SHOP))
        self.assertEqual("Theirs", self.gatehouse.json("client", "show", SHOP)["title"])
        self.assertEqual({}, self.gatehouse.drift())

    def both(self):
        self.change_there("There")
        self.gatehouse.run("client", "set", SHOP, "title=Here")
        self.assert_changes([], lambda: self.assertIn("Conflict", self.gatehouse.push(status=REFUSED).stdout))
        self.assert_changes([], lambda: self.gatehouse.push("--on-conflict", "theirs"))
        self.gatehouse.push("--on-conflict", "ours")
        self.assertEqual("Here", self.title_there())
        self.assertEqual({}, self.gatehouse.drift())

    def secrets(self):
        new = self.gatehouse.run("secret", "add", SHOP, "--encrypted").stdout.strip()
        self.gatehouse.push()
        done = self.gatehouse.push("--include-secrets", "--client", SHOP)
        self.assertNotIn(new, done.stdout + done.stderr)
        self.assertEqual({}, self.gatehouse.drift())

    def only_on_one_server(self):
        self.gatehouse.add_server(only_on.ELSEWHERE, *self.options(), secret=self.secret)
        secrets = only_on.give_both(self.gatehouse, SHOP, SERVER)
        pushed = self.gatehouse.push("--include-secrets", "--client", SHOP)
        self.assertEqual({}, self.gatehouse.drift())
        said = json.dumps(self.client_there(SHOP))
        self.assertIn(only_on.REDIRECTS["here"], said)
        if self.says_origins:
            self.assertIn(only_on.ORIGINS["here"], said)
        self.assertNotIn(only_on.ELSEWHERE, said)
        for secret in secrets:
            self.assertNotIn(secret, pushed.stdout + pushed.stderr)
        only_on.set_parts(self.gatehouse, SHOP, {})
        self.gatehouse.push("--client", SHOP)
        self.assertNotIn(only_on.REDIRECTS["here"], json.dumps(self.client_there(SHOP)))

    def token_by_a_new_secret(self):
        """The machine client application gets one by the secret that was sent."""
        new = self.gatehouse.run("secret", "add", "price-feed", "--encrypted").stdout.strip()
        self.gatehouse.push("--include-secrets", "--client", "price-feed")
        self.assertTrue(self.server.token("price-feed", new, grant_type="client_credentials",
                                          scope="prices.write")["access_token"])
