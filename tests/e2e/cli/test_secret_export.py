"""Encrypted secrets in exports, and back."""
import json
import os
import pty
import select
import shutil
import stat
import subprocess
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest
from provider import Provider, Refused

FORMATS = ("gatehouse", "rfc7591", "oidc-provider")


class SecretExportTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.secret = self.output("secret", "add", "web-shop", "--encrypted").strip()
        self.file = self.folder / "clients.json"

    def export(self, form="gatehouse", *more):
        return self.output("export", "--format", form, "--include-secrets", "--yes", *more)

    def client(self, document, client_id="web-shop"):
        clients = document if isinstance(document, list) else document["clients"]
        return next(client for client in clients if client["client_id"] == client_id)

    def answered(self, answer, *arguments):
        """Runs it on a terminal and answers its question. Gives exit status, output and what the terminal showed."""
        person, terminal = pty.openpty()
        try:
            started = subprocess.Popen(self.command(*arguments), stdin=terminal, stdout=subprocess.PIPE, stderr=terminal,
                                       text=True, env=self.environment())
            shown = ""
            while "[y/N]" not in shown:
                self.assertTrue(select.select([person], [], [], 60)[0], f"no question after {shown}")
                shown += os.read(person, 4096).decode()
            os.write(person, f"{answer}\n".encode())
            output, _ = started.communicate(timeout=60)
            return started.returncode, output, shown
        finally:
            os.close(person)
            os.close(terminal)

    def test_every_format_carries_it_when_asked_for(self):
        for form in FORMATS:
            with self.subTest(format=form):
                client = self.client(json.loads(self.export(form)))
                if form == "gatehouse":
                    self.assertEqual([None, self.secret], [secret.get("secret") for secret in client["secrets"]])
                else:
                    self.assertEqual((self.secret, 0), (client["client_secret"], client["client_secret_expires_at"]))
                self.assertNotIn(self.secret, self.output("export", "--format", form))

    def test_a_real_server_takes_the_secret(self):
        secret = self.output("secret", "add", "price-feed", "--encrypted").strip()
        for form in ("rfc7591", "oidc-provider"):
            with self.subTest(format=form):
                self.file.write_text(self.export(form, "--client", "price-feed"))
                with Provider(self.file, {}) as server:
                    tokens = server.client("client-credentials", client_id="price-feed", client_secret=secret,
                                           scope="prices.write")
                    self.assertEqual("prices.write", tokens["access_token"]["scope"])
                    with self.assertRaises(Refused):
                        server.client("client-credentials", client_id="price-feed", client_secret=self.secret,
                                      scope="prices.write")

    def test_tells_of_those_that_are_only_hashed(self):
        ended = self.run_for(DONE, "export", "--format", "rfc7591", "--include-secrets", "--yes")
        lines = [line for line in ended.stderr.splitlines() if ": Secrets: " in line]
        self.assertIn("one of the 2 secrets", next(line for line in lines if line.startswith("web-shop")))
        self.assertIn("encrypted", next(line for line in lines if line.startswith("price-feed")))
        self.assertNotIn("client_secret", self.client(json.loads(ended.stdout), "price-feed"))
        self.assertNotIn(self.secret, ended.stderr)

    def test_only_the_owner_reads_the_file(self):
        self.file.write_text("old")
        self.file.chmod(0o644)
        self.export("gatehouse", "--output", self.file)
        self.assertEqual(0o600, stat.S_IMODE(self.file.stat().st_mode))
        self.assertIn(self.secret, self.file.read_text())

    def test_asks_first(self):
        arguments = ("export", "--format", "gatehouse", "--include-secrets", "--output", self.file)
        self.assert_says("--yes", self.run_for(WRONG_USAGE, *arguments))
        self.assert_says("--yes", self.run_for(WRONG_USAGE, "export", "--format", "oidc-provider",
                                               "--include-signing-keys", "--output", self.file))
        self.assertFalse(self.file.exists())
        status, _, shown = self.answered("n", *arguments)
        self.assertEqual((REFUSED, False), (status, self.file.exists()), shown)
        status, _, shown = self.answered("y", *arguments)
        self.assertEqual(DONE, status, shown)
        self.assertIn(self.secret, self.file.read_text())
        status, output, shown = self.answered("y", *arguments[:-2])
        self.assertEqual(DONE, status, shown)
        self.assertIn(self.secret, output)
        self.assertNotIn(self.secret, shown)

    def test_needs_the_key(self):
        (self.folder / "data/gatehouse/keys").rename(self.folder / "elsewhere")
        ended = self.run_for(OUT_OF_REACH, "export", "--format", "gatehouse", "--include-secrets", "--yes", "--output",
                             self.file)
        self.assert_says("key", ended)
        self.assertFalse(self.file.exists())
        self.output("export", "--format", "gatehouse")

    def test_same_bytes_from_another_database(self):
        self.output("secret", "add", "price-feed", "--encrypted", "--description", "second", "--expires", "2999-12-31")
        self.file.write_text(self.export())
        first = self.database
        self.database = self.folder / "other.sqlite"
        self.output("init")
        self.output("import", self.file)
        self.assertEqual(self.file.read_text(), self.export())
        listed = self.json("secret", "list")
        self.assertEqual(["encrypted"] * 2, [s["storage"] for s in listed if s["description"] != "Sample"])
        self.output("import", self.file, "--on-conflict", "overwrite")
        self.assertEqual(self.file.read_text(), self.export())
        self.output("secret", "reencrypt")
        self.assertEqual(self.file.read_text(), self.export())
        self.database = first
        self.assertEqual(self.file.read_text(), self.export())

    def test_without_its_secrets_it_is_hashed_elsewhere(self):
        self.file.write_text(self.output("export", "--format", "gatehouse"))
        self.database = self.folder / "other.sqlite"
        self.output("init")
        self.output("import", self.file)
        self.assertNotIn(self.secret, self.export())

    def test_masked_secrets_are_not_taken(self):
        self.output("import", self.import_file([{"client_id": "masked", "client_secret": "**********", "scope": "openid",
                                                 "redirect_uris": ["https://a.example.com/cb"]}]), "--format", "rfc7591")
        self.assertEqual([True], [secret["only_server_knows"] for secret in self.json("client", "show", "masked")["secrets"]])
        self.output("import", self.gatehouse_file({"client_id": "web-shop", "secrets": [{"secret": "*" * 43}]}),
                    "--on-conflict", "overwrite")
        self.assertEqual(2, len(self.json("secret", "list", "web-shop")))

    def test_copied_database_needs_its_own_key(self):
        copy = self.folder / "copy.sqlite"
        shutil.copy(self.database, copy)
        self.database = copy
        self.assertIn(self.secret, self.export())


if __name__ == "__main__":
    unittest.main()
