import base64
import hashlib
import json
import stat
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, CommandLineTest
from engines import ON_SERVER


class EncryptionTest(CommandLineTest):
    """Encrypted secrets: kept so that only the key opens them, and encrypted anew with another key."""

    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.keys = self.folder / "data/gatehouse/keys"

    def seals(self):
        return dict(self.sql("SELECT hash, sealed FROM client_secret WHERE sealed <> ''"))

    def key_files(self):
        return sorted(path.name for path in self.keys.iterdir())

    def add_encrypted(self):
        return self.output("secret", "add", "web-shop", "--encrypted", "--description", "sealed").strip()

    def test_encrypted_secret_is_nowhere_in_clear(self):
        secret = self.add_encrypted()
        self.assertRegex(secret, r"^[A-Za-z0-9_-]{43}$")
        digest = base64.b64encode(hashlib.sha256(secret.encode()).digest()).decode()
        self.assertEqual([digest], list(self.seals()))
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(secret.encode(), path.read_bytes(), path)
        listed = {entry["description"]: entry["storage"] for entry in self.json("secret", "list", "web-shop")}
        self.assertEqual({"Sample": "hashed", "sealed": "encrypted"}, listed)
        self.assertIn("encrypted", self.output("secret", "list", "web-shop"))

    def test_key_is_its_owners_alone(self):
        [key] = self.keys.iterdir()
        self.assertEqual((0o600, 0o700), (stat.S_IMODE(key.stat().st_mode), stat.S_IMODE(self.keys.stat().st_mode)))
        key.chmod(0o640)
        self.assert_says("not yours alone", self.run_for(OUT_OF_REACH, "secret", "add", "web-shop", "--encrypted"))
        self.run_for(DONE, "secret", "add", "web-shop")

    def test_reencrypt(self):
        self.add_encrypted()
        before, keys = self.seals(), self.key_files()
        self.assert_says("encrypted anew", self.run_for(DONE, "secret", "reencrypt"))
        after = self.seals()
        self.assertEqual(before.keys(), after.keys())
        self.assertTrue(set(before.values()).isdisjoint(after.values()))
        self.assertEqual(2, len(self.key_files()))
        self.assertIn(keys[0], self.key_files())
        self.add_encrypted()
        self.run_for(DONE, "secret", "reencrypt")
        # On a server a copy cannot be told from the original, so that keys stay.
        self.assertEqual(3 if ON_SERVER else 2, len(self.key_files()))
        self.assertEqual(ON_SERVER, keys[0] in self.key_files())

    def change(self, sql, *values):
        self.sql(sql, *values)

    def key_id(self):
        [[key]] = self.sql("SELECT id FROM encryption_key")
        return key

    def test_key_of_another_database_stays(self):
        """Whatever the database says of it, as its own note or that of an earlier version."""
        mine, first = self.key_id(), self.database
        self.database = self.folder / "another.sqlite"
        self.output("init", "--sample-data")
        self.add_encrypted()
        theirs, another = self.key_id(), self.database
        for note in (f"{mine} {theirs} {first}", f"{theirs} {mine} {first}"):
            with self.subTest(note=note):
                self.database = first
                self.change("UPDATE setting SET value = ? WHERE name = 'encryption_key_change'", note)
                self.change("DELETE FROM spare_encryption_key WHERE id = ?", theirs)
                self.change("INSERT INTO spare_encryption_key VALUES (?, 'obsolete', ?, ?)", theirs, "a" * 64, "b" * 64)
                for arguments in (("secret", "add", "web-shop", "--encrypted"), ("certificate", "rollover"),
                                  ("export", "--format", "gatehouse", "--include-secrets", "--yes"),
                                  ("secret", "reencrypt"), ("secret", "reencrypt")):
                    ended = self.run_for(DONE, *arguments)
                    if arguments[-1] != "reencrypt":
                        self.assert_says(f"{theirs}.", ended)
                        self.assertRegex(ended.stderr, "stays? in")
                    self.assertTrue(any(name.endswith(theirs) for name in self.key_files()), arguments)
                mine = self.key_id()
                self.database = another
                self.add_encrypted()

    def test_import_waits_for_the_key(self):
        secret = "k3Vw9_pQz7-Lm2Rt8-Td6Fg3Hj8Kl5.Yx"
        path = self.gatehouse_file({"client_id": "web-shop", "secrets": [{"secret": secret, "description": "from a file"}]})
        away = self.keys.rename(self.folder / "away")
        before = self.content()
        arguments = ("import", path, "--on-conflict", "overwrite")
        for more in ((), ("--dry-run",)):
            ended = self.run_for(OUT_OF_REACH, *arguments, *more)
            self.assert_says("--hash-only", ended)
            self.assertNotIn(secret, ended.stdout + ended.stderr)
        self.assertEqual(before, self.content())
        self.assertIn("is kept as a hash", self.output(*arguments, "--hash-only"))
        self.assertEqual({}, self.seals())
        away.rename(self.keys)
        # With the key the same file makes the same secret readable.
        shown = self.output(*arguments)
        self.assertIn("Changed", shown)
        self.assertIn("(encrypted, expires: never)", shown)
        self.assertEqual(1, len(self.seals()))
        self.assertIn("Unchanged", self.output(*arguments))
        self.assertIn(secret, self.output("export", "--format", "gatehouse", "--include-secrets", "--yes"))

    def test_placeholders_are_named_and_not_taken(self):
        placeholders = ["$(env:X)", "#{x}", "{{ x }}", "${x}", "<secret>", "%X%", "__X__", "@@x@@", "redacted"]
        clients = [{"client_id": f"client-{number}", "secrets": [{"secret": text}]}
                   for number, text in enumerate(placeholders)]
        self.output("licence", "--unlimited")
        report = self.json("import", self.gatehouse_file(*clients))
        for text, client in zip(placeholders, report["clients"], strict=True):
            [loss] = client["losses"]
            self.assertIn(f'"{text}" names where the secret is', loss["text"])
            self.assertEqual([], self.json("client", "show", client["client_id"])["secrets"])

    def test_missing_key_changes_nothing(self):
        self.add_encrypted()
        [key] = self.keys.iterdir()
        away = key.rename(self.folder / "away")
        before = self.content()
        for arguments in (("secret", "add", "web-shop", "--encrypted"), ("secret", "reencrypt")):
            self.assert_says("not found", self.run_for(OUT_OF_REACH, *arguments))
        self.assertEqual(before, self.content())
        away.rename(key)
        self.run_for(DONE, "secret", "reencrypt")

    def test_settings_of_another_file(self):
        settings = self.folder / "other.json"
        settings.write_text(json.dumps({"DataSecuritySettings": {"DataProtection": {"Active": False}}}))
        self.assert_says("switched off", self.run_for(REFUSED, "--settings", settings, "secret", "add", "web-shop",
                                                      "--encrypted"))
        settings.write_text("{")
        self.assert_says("other.json", self.run_for(OUT_OF_REACH, "--settings", settings, "secret", "reencrypt"))
        self.run_for(DONE, "--settings", settings, "secret", "add", "web-shop")


if __name__ == "__main__":
    unittest.main()
