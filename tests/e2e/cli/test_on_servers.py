"""One client application on several servers: what is on one of them alone, by the command line."""
import json
import unittest
import uuid

from command_line import DONE, REFUSED, CommandLineTest

EVERYWHERE = "https://shop.example.com/callback"
ON_TEST = "https://test.example.com/callback"
PARTS = {"test": {"login_redirects": [ON_TEST], "allowed_cors_origins": ["https://test.example.com"]},
         "production": {"enabled": False}}


class OnServersTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        for name in ("production", "test"):
            self.add_server(name)

    def add_server(self, name):
        """By its row, so that it needs no secret and no network."""
        key = str(uuid.UUID(int=uuid.uuid4().int & ~(0xf << 76) | (7 << 76)))
        self.sql("INSERT INTO server (id, version, name, kind, url, realm, format, sign_in, account, sealed, certificate) "
                 "VALUES (?, 1, ?, 'hydra', 'https://hydra.example.com', '', '', 'nothing', '', '', '')", key, name)

    def set_parts(self, parts=None):
        return self.json("client", "set", "web-shop", f"login_redirects={json.dumps([EVERYWHERE])}",
                         f"on_servers={json.dumps(parts or PARTS)}")

    def exported(self, *arguments):
        """The redirects and the notes."""
        ended = self.run_for(DONE, "export", "--format", "keycloak", "--client", "web-shop", *arguments)
        [client] = json.loads(ended.stdout)["clients"]
        return client, ended.stderr

    def test_shows_what_was_set(self):
        shown = self.set_parts()["on_servers"]
        self.assertEqual(["production", "test"], sorted(shown))
        self.assertEqual({"enabled": None, "logout_redirects": [], "secrets": [], **PARTS["test"]}, shown["test"])
        self.assertIs(False, shown["production"]["enabled"])
        self.assertEqual(shown, self.json("client", "show", "web-shop")["on_servers"])
        told = self.output("client", "show", "web-shop")
        self.assertIn("Servers:", told)
        self.assertIn(ON_TEST, told)
        self.assertEqual(shown, self.json("client", "set", "web-shop", f"on_servers={json.dumps(shown)}")["on_servers"])
        self.assertEqual({}, self.json("client", "set", "web-shop", "on_servers={}")["on_servers"])

    def test_refuses_what_the_rules_refuse(self):
        for parts, words in (({"elsewhere": {"enabled": True}}, 'no server "elsewhere"'),
                             ({"test": {"login_redirects": [EVERYWHERE]}}, 'for all servers and for "test" alone'),
                             ({"test": {"login_redirects": ["no address"]}}, 'On server "test"')):
            self.output("client", "set", "web-shop", f"login_redirects={json.dumps([EVERYWHERE])}")
            before = self.content()
            ended = self.run_for(REFUSED, "client", "set", "web-shop", f"on_servers={json.dumps(parts)}")
            self.assert_says(words, ended)
            self.assertEqual(before, self.content())

    def test_exports_for_one_server(self):
        self.set_parts()
        client, notes = self.exported()
        self.assertEqual([EVERYWHERE], client["redirectUris"])
        self.assertIn('on "test" alone: 1 login redirect', notes)
        client, notes = self.exported("--server", "TEST")
        self.assertEqual([EVERYWHERE, ON_TEST], client["redirectUris"])
        self.assertNotIn("alone", notes)
        self.assertIs(False, self.exported("--server", "production")[0]["enabled"])
        self.assert_says("production, test", self.run_for(REFUSED, "export", "--format", "keycloak", "--server", "elsewhere"))

    def test_gatehouse_file_says_all(self):
        self.set_parts()
        path = self.folder / "all.json"
        self.output("export", "--format", "gatehouse", "--output", path)
        before = self.json("client", "show", "web-shop")
        self.output("client", "set", "web-shop", "on_servers={}")
        self.output("import", path, "--on-conflict", "overwrite")
        self.assertEqual(before["on_servers"], self.json("client", "show", "web-shop")["on_servers"])

    def test_unknown_servers_of_a_file_are_told(self):
        path = self.gatehouse_file({"client_id": "web-shop", "on_servers": {"elsewhere": {"enabled": True}, **PARTS}})
        ended = self.run_for(DONE, "import", path, "--on-conflict", "overwrite")
        self.assertIn('no server "elsewhere"', ended.stdout + ended.stderr)
        self.assertEqual(["production", "test"], sorted(self.json("client", "show", "web-shop")["on_servers"]))

    def test_secret_for_one_server(self):
        text = self.output("secret", "add", "web-shop", "--only-on", "Test", "--description", "for test").strip()
        listed = {secret["description"]: secret["only_on"] for secret in self.json("secret", "list", "web-shop")}
        self.assertEqual("test", listed.pop("for test"))
        self.assertEqual([None] * len(listed), list(listed.values()))
        told = self.output("secret", "list", "web-shop")
        self.assertIn("Only on", told)
        self.assertIn("All servers", told)
        shown = self.json("client", "show", "web-shop")
        self.assertEqual(["for test"], [secret["description"] for secret in shown["on_servers"]["test"]["secrets"]])
        self.assertNotIn("for test", [secret["description"] for secret in shown["secrets"]])
        self.assertNotIn(text, json.dumps(shown))
        self.assert_says("elsewhere", self.run_for(REFUSED, "secret", "add", "web-shop", "--only-on", "elsewhere"))

    def test_audit_trail_tells_it(self):
        self.set_parts()
        entry = next(entry for entry in self.json("audit", "list") if entry["name"] == "web-shop")
        self.assertIn("on_servers", [change["field"] for change in entry["changes"]])

    def test_removing_a_server_tells_what_goes_with_it(self):
        self.set_parts()
        self.assert_says("web-shop", self.run_for(DONE, "server", "remove", "test", "--yes"))
        self.assertEqual(["production"], list(self.json("client", "show", "web-shop")["on_servers"]))
        self.assert_says("Enabled: off", self.run_for(DONE, "server", "remove", "production", "--yes"))
        self.assertEqual({}, self.json("client", "show", "web-shop")["on_servers"])

    def explained(self, redirect, status, *arguments, host="elsewhere.example.com"):
        address = (f"https://{host}/oauth2/auth?response_type=code&client_id=web-shop&scope=openid&state=12345678&redirect_uri={redirect}"
                   "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        ended = self.run_for(status, "explain", address, *arguments)
        return ended.stdout + ended.stderr

    def test_a_request_is_explained_for_one_server(self):
        self.set_parts()
        self.assertIn("test", self.explained(ON_TEST, REFUSED))
        self.explained(ON_TEST, DONE, "--server", "TEST")
        self.explained(EVERYWHERE, DONE, "--server", "test")
        self.assertIn('disabled on "production"', self.explained(EVERYWHERE, REFUSED, "--server", "production"))
        self.explained(EVERYWHERE, DONE)
        self.assertIn("elsewhere", self.explained(ON_TEST, REFUSED, "--server", "elsewhere"))

    def test_the_server_that_was_asked_counts(self):
        self.set_parts()
        self.sql("UPDATE server SET url = 'https://test-idp.example.com' WHERE name = 'test'")
        self.assertIn('"test"', self.explained(ON_TEST, DONE, host="test-idp.example.com"))
        self.explained(ON_TEST, REFUSED, host="hydra.example.com")

    def redirects_in(self, path):
        [client] = json.loads(path.read_text())["clients"]
        return client["redirectUris"]

    def test_each_server_is_compared_pushed_to_and_taken_from_with_its_own(self):
        files = {}
        for name in ("acceptance", "live"):
            files[name] = self.folder / f"{name}.json"
            self.run_for(DONE, "export", "--format", "keycloak", "--client", "web-shop", "--output", files[name])
            self.run_for(DONE, "server", "add", name, "--kind", "file", "--url", files[name], "--format", "keycloak")
            self.run_for(DONE, "server", "compare", name, "--client", "web-shop")
        before = self.redirects_in(files["live"])
        self.json("client", "set", "web-shop", f"on_servers={json.dumps({'acceptance': {'login_redirects': [ON_TEST]}})}")
        self.run_for(REFUSED, "server", "compare", "acceptance", "--client", "web-shop")
        self.run_for(DONE, "server", "compare", "live", "--client", "web-shop")
        for name in files:
            self.run_for(DONE, "server", "push", name, "--client", "web-shop", "--yes")
        self.assertEqual(sorted([*before, ON_TEST]), sorted(self.redirects_in(files["acceptance"])))
        self.assertEqual(before, self.redirects_in(files["live"]))

        other = "https://other.example.com/callback"
        content = files["acceptance"].read_text()
        files["acceptance"].write_text(content.replace(json.dumps(ON_TEST), f"{json.dumps(ON_TEST)}, {json.dumps(other)}"))
        shown = self.json("client", "show", "web-shop")
        self.run_for(DONE, "server", "take", "acceptance", "--client", "web-shop", "--yes")
        taken = self.json("client", "show", "web-shop")
        self.assertEqual(shown["login_redirects"], taken["login_redirects"])
        self.assertEqual({ON_TEST, other}, set(taken["on_servers"]["acceptance"]["login_redirects"]))
        for name in files:
            self.run_for(DONE, "server", "compare", name, "--client", "web-shop")


if __name__ == "__main__":
    unittest.main()
