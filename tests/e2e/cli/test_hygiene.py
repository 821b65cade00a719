"""After a whole session no secret and no private key lies where it should not."""
import base64
import hashlib
import json
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest
from traces import traces

TYPED = "correct-Horse_battery.staple/9Zq4"
IMPORTED = "imported-Horse_battery.staple/7Kp2"
REFUSED_ONE = "two words-Horse_battery.staple/3Lm8"


class HygieneTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.said = []     # what commands printed that were not asked for a secret

    def note(self, status, *arguments, **options):
        ended = self.run_for(status, *arguments, **options) if status is not None else self.start(*arguments, **options)
        self.said.append((arguments, f"{ended.stdout}\n{ended.stderr}".encode()))
        return ended

    def asked(self, *arguments, **options):
        """A command that was asked for a secret: only its standard error must not have it."""
        ended = self.run_for(DONE, *arguments, **options)
        self.said.append((arguments, ended.stderr.encode()))
        return ended.stdout

    def session(self):
        """All that is done with secrets; gives every one there was."""
        printed = self.asked("init", "--sample-data")
        secrets = [line.split()[1] for line in printed.splitlines()] + [TYPED, IMPORTED, REFUSED_ONE]
        for encrypted in ((), ("--encrypted",)):
            secrets.append(self.asked("secret", "add", "web-shop", *encrypted, "--description", "made").strip())
        self.note(DONE, "secret", "add", "price-feed", "--stdin", "--encrypted", input=f"{TYPED}\n")
        self.note(REFUSED, "secret", "add", "price-feed", "--stdin", input=f"{REFUSED_ONE}\n")
        self.note(REFUSED, "secret", "add", "nobody", "--stdin", "--encrypted", input=f"{TYPED}\n")
        self.import_secret()
        for form in ("gatehouse", "rfc7591", "oidc-provider"):
            path = self.folder / f"{form}.json"
            self.note(DONE, "export", "--format", form, "--output", path)
            self.note(None, "import", path, "--dry-run", "--on-conflict", "overwrite")
        self.note(WRONG_USAGE, "export", "--format", "gatehouse", "--include-secrets")
        for arguments in (["client", "list"], ["client", "show", "web-shop"], ["secret", "list"],
                          ["secret", "list", "--json"], ["client", "show", "web-shop", "--json"], ["certificate", "list"]):
            self.note(DONE, *arguments)
        self.note(None, "client", "check")
        self.note(DONE, "secret", "reencrypt")
        self.note(OUT_OF_REACH, "export", "--format", "gatehouse", "--include-secrets", "--yes", "--output", "/dev/full")
        return secrets

    def import_secret(self):
        path = self.import_file([{"client_id": "imported", "client_secret": IMPORTED, "scope": "openid",
                                  "redirect_uris": ["https://a.example.com/cb"]}])
        self.note(DONE, "licence", "--unlimited")
        self.note(DONE, "import", path, "--json")
        path.write_text(json.dumps([{"client_id": "other", "client_secret": [IMPORTED], "scope": "openid"}]))
        self.note(REFUSED, "import", path)
        path.unlink()

    def private_keys(self):
        keys = json.loads(self.asked("certificate", "export", "--format", "jwks", "--private"))["keys"]
        self.assertTrue(keys)
        return [base64.urlsafe_b64decode(key[name] + "==") for key in keys for name in ("d", "p", "q")]

    def test_nothing_is_found(self):
        secrets = self.session() + self.private_keys()
        self.assertEqual(len(secrets), len(set(secrets)))
        files = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.assertIn(self.database, files)
        self.assertGreater(len(files), 4, "database, exports, settings or keys")
        for secret in secrets:
            for trace in traces(secret):
                for path, content in files.items():
                    self.assertNotIn(trace, content, f"{secret!r} in {path}")
                for arguments, said in self.said:
                    self.assertNotIn(trace, said, f"{secret!r} said by {arguments}")

    def test_a_trace_would_be_found(self):
        """The search itself finds what is there."""
        secret = self.asked("init", "--sample-data").split()[1]
        self.assertIn(base64.b64encode(hashlib.sha256(secret.encode()).digest()), self.database.read_bytes())
        for position in range(3):
            text = base64.b64encode(b"x" * position + secret.encode() + b"yz")
            self.assertTrue(any(trace in text for trace in traces(secret)), position)
            self.assertTrue(any(trace in secret.encode().hex().encode() for trace in traces(secret)))

    def test_exported_secrets_go_where_they_were_asked_to_go_only(self):
        self.asked("init", "--sample-data")
        secret = self.asked("secret", "add", "web-shop", "--encrypted").strip()
        wanted = self.folder / "wanted.json"
        self.note(DONE, "export", "--format", "gatehouse", "--include-secrets", "--yes", "--output", wanted)
        found = [path for path in self.folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
        self.assertEqual([wanted], found)
        for arguments, said in self.said:
            self.assertNotIn(secret.encode(), said, arguments)


if __name__ == "__main__":
    unittest.main()
