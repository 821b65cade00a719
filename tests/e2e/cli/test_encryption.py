import base64
import hashlib
import json
import sqlite3
import stat
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, CommandLineTest


class EncryptionTest(CommandLineTest):
    """Encrypted secrets: kept so that only the key opens them, and encrypted anew with another key."""

    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.keys = self.folder / "data/gatehouse/keys"

    def seals(self):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            rows = connection.execute("SELECT hash, sealed FROM client_secret WHERE sealed <> ''").fetchall()
        connection.close()
        return dict(rows)

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
        self.assertEqual(1, len(self.key_files()))
        self.assertNotEqual(keys, self.key_files())
        self.add_encrypted()

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
