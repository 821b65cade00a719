"""Authorization servers as records: added, listed, tested and removed by the command line."""
import json
import os
import re
import subprocess
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest

SECRET = "vK3xQ8mT1rW6zB9n_L4cH7jP2sD5fG0yA-eU.3Xp7"
KEYCLOAK = ("--kind", "keycloak", "--url", "https://id.example.com", "--realm", "staff")


class ServersTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.output("init", "--sample-data")

    def add(self, name, *arguments, status=DONE, secret=None):
        return self.run_for(status, "server", "add", name, *arguments,
                            env={"GATEHOUSE_SERVER_SECRET": secret} if secret else {})

    def add_keycloak(self, name="production", **options):
        return self.add(name, *KEYCLOAK, "--client-id", "gatehouse", **{"secret": SECRET, **options})

    def test_adds_a_keycloak(self):
        self.add_keycloak()
        self.assertEqual([{"name": "production", "kind": "keycloak", "url": "https://id.example.com", "realm": "staff",
                           "format": "", "sign_in": "client_credentials", "account": "gatehouse", "certificate": "",
                           "drifted": 0}], self.json("server", "list"))
        self.assertRegex(self.output("server", "list"), r"(?m)^production +keycloak +https://id\.example\.com +0$")
        self.assertNotIn(SECRET.encode(), self.raw())

    def test_signs_in_by_what_is_given(self):
        self.add("by user", *KEYCLOAK, "--user", "admin", secret=SECRET)
        self.add("by token", "--kind", "hydra", "--url", "https://hydra.example.com", secret=SECRET)
        self.add("open", "--kind", "hydra", "--url", "http://localhost:4445")
        self.assertEqual({"by user": ("password", "admin"), "by token": ("bearer_token", ""), "open": ("nothing", "")},
                         {server["name"]: (server["sign_in"], server["account"]) for server in self.json("server", "list")})

    def test_a_path_is_made_absolute(self):
        (self.folder / "realm.json").write_text("{}")
        self.run_for(DONE, "server", "add", "repository", "--kind", "file", "--url", "realm.json", "--format", "keycloak",
                     cwd=self.folder)
        self.assertEqual([(str(self.folder / "realm.json"), "keycloak")],
                         [(server["url"], server["format"]) for server in self.json("server", "list")])

    def test_refuses_what_is_wrong_and_says_what_to_do(self):
        before = self.content()
        for words, arguments in (("https", (*KEYCLOAK[:2], "--url", "http://id.example.com", "--realm", "staff")),
                                 ("Realm is empty", KEYCLOAK[:4]),
                                 ("no whole path|No format", ("--kind", "file", "--url", "realm.json"))):
            ended = self.add("production", *arguments, status=REFUSED, secret=SECRET)
            self.assertRegex(ended.stderr, words)
        self.assert_says("lets nobody in", self.add("production", *KEYCLOAK, status=REFUSED))
        self.assert_says("--realm does not go with", self.add("h", "--kind", "hydra", "--url", "https://a.example.com",
                                                              "--realm", "staff", status=WRONG_USAGE))
        self.add("production", *KEYCLOAK, "--client-id", "a", "--user", "b", status=WRONG_USAGE, secret=SECRET)
        self.add("production", "--kind", "ldap", "--url", "https://a.example.com", status=WRONG_USAGE)
        self.assertEqual(before, self.content())

    def test_a_secret_that_nobody_says_is_not_waited_for(self):
        ended = self.add_keycloak(status=REFUSED, secret=None)
        self.assert_says("GATEHOUSE_SERVER_SECRET", ended)
        self.assertEqual([], self.json("server", "list"))

    def test_a_secret_needs_encryption(self):
        settings = self.folder / "other.json"
        settings.write_text(json.dumps({"DataSecuritySettings": {"DataProtection": {"Active": False}}}))
        ended = self.run_for(REFUSED, "--settings", settings, "server", "add", "production", *KEYCLOAK, "--client-id",
                             "gatehouse", env={"GATEHOUSE_SERVER_SECRET": SECRET})
        self.assert_says("Settings > Encryption", ended)
        self.assertNotIn(SECRET, ended.stderr)
        self.assertEqual([], self.json("server", "list"))

    def test_names_are_unique_and_told(self):
        self.add_keycloak()
        self.assert_says("exists already", self.add_keycloak("PRODUCTION", status=REFUSED))
        for verb in ("test", "remove"):
            self.assert_says("There is: production", self.run_for(REFUSED, "server", verb, "prod"))

    def test_an_own_authority(self):
        authority = self.folder / "ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.folder / "ca.key", "-out",
                        authority, "-days", "100", "-subj", "/CN=ours"], capture_output=True, check=True, timeout=60)
        self.add("own", *KEYCLOAK, "--client-id", "gatehouse", "--ca", authority, secret=SECRET)
        self.assertEqual(authority.read_text(), self.json("server", "list")[0]["certificate"])
        self.assert_says("private key", self.add("other", *KEYCLOAK, "--client-id", "gatehouse", "--ca", self.folder / "ca.key",
                                                 status=REFUSED, secret=SECRET))
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        self.assert_says("nobody writes into it", self.add("other", *KEYCLOAK, "--client-id", "gatehouse", "--ca", pipe,
                                                           status=OUT_OF_REACH, secret=SECRET))
        self.add("other", *KEYCLOAK, "--client-id", "gatehouse", "--ca", self.folder / "none", status=OUT_OF_REACH,
                 secret=SECRET)

    def test_removes(self):
        self.add_keycloak()
        self.assert_says("--yes", self.run_for(WRONG_USAGE, "server", "remove", "production"))
        self.output("server", "remove", "production", "--yes")
        self.assertEqual([], self.json("server", "list"))

    def test_the_trail_tells_it_without_the_secret(self):
        self.add_keycloak()
        self.output("server", "remove", "production", "--yes")
        told = [entry for entry in self.json("audit", "list") if entry["subject"] == "server"]
        self.assertEqual({"add", "remove"}, {entry["action"] for entry in told})
        self.assertIn("https://id.example.com", json.dumps(told))
        self.assertNotIn(SECRET, json.dumps(told))

    def test_a_replaced_key_takes_the_secret_along(self):
        def replaced():
            return int(re.search(r"(\d+) values?", self.run_for(DONE, "secret", "reencrypt").stderr)[1])

        before = replaced()
        self.add_keycloak()
        self.assertEqual(before + 1, replaced())


if __name__ == "__main__":
    unittest.main()
