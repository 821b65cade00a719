"""The audit trail: who did what, and whether anybody altered it."""

import sqlite3
import unittest

from command_line import NOT_SIGNED_IN, REFUSED, WRONG_USAGE, CommandLineTest
from gatehouse import SIGNED_IN

COLUMNS = ["number", "at", "user_id", "action", "subject", "record_id", "name", "changes", "hash"]


class AuditTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()

    def entries(self, *arguments):
        """Without sign-ins, of which every command adds one."""
        return [entry for entry in self.json("audit", "list", *arguments) if not entry["action"].startswith("sign_in")]

    def newest(self):
        return self.entries()[0]

    def stored(self, query):
        with sqlite3.connect(self.database) as connection:
            found = connection.execute(query).fetchone()
        connection.close()
        return found

    def values(self, entry):
        return {change["field"]: change["after"] for change in entry["changes"]}

    def tamper(self, statement):
        with sqlite3.connect(self.database) as connection:
            connection.execute(statement)
        connection.close()

    def test_every_change_names_who_and_what(self):
        self.output("licence", "--limit", "9")
        entry = self.newest()
        self.assertEqual(COLUMNS, list(entry))
        self.assertEqual((SIGNED_IN["GATEHOUSE_USER"], "change", "setting", "licence"),
                         (entry["user_id"], entry["action"], entry["subject"], entry["name"]))
        self.assertEqual([9], list(self.values(entry).values()))

    def test_the_first_administrator_is_who_fills_the_database(self):
        entries = self.entries()
        self.assertEqual([entry["number"] for entry in entries], list(range(len(entries), 0, -1)))
        self.assertEqual(["", ""], [entry["user_id"] for entry in entries[-2:]])
        self.assertEqual({SIGNED_IN["GATEHOUSE_USER"]}, {entry["user_id"] for entry in entries[:-2]})

    def test_one_client_application(self):
        made = self.entries("--client", "WEB-SHOP")
        self.assertEqual({"web-shop"}, {entry["name"] for entry in made})
        self.output("client", "delete", "web-shop", "--yes")
        self.assertEqual(["remove"] + [entry["action"] for entry in made],
                         [entry["action"] for entry in self.entries("--client", "web-shop")])
        self.assert_says("nobody-knows", self.run_for(REFUSED, "audit", "list", "--client", "nobody-knows"))

    def test_no_secret_gets_into_it(self):
        secret = self.output("secret", "add", "web-shop", "--encrypted").strip()
        self.output("export", "--format", "gatehouse", "--include-secrets", "--yes")
        self.output("client", "delete", "web-shop", "--yes")
        text = self.output("audit", "list", "--json")
        self.assertIn(secret[-4:], text)
        self.assertNotIn(secret, text)
        for hidden in ("sha256", "sealed", "argon2"):
            self.assertNotIn(hidden, text)

    def test_exports_in_clear_are_noted(self):
        self.output("secret", "add", "web-shop", "--encrypted")
        path = self.folder / "clients.json"
        self.output("export", "--format", "oidc-provider", "--client", "web-shop", "--include-secrets", "--yes",
                    "--output", path)
        entry = self.newest()
        self.assertEqual(("export", "web-shop"), (entry["action"], entry["name"]))
        self.assertEqual({"format": "oidc-provider", "clients": ["web-shop"], "secrets": True, "signing_keys": False,
                          "destination": str(path)}, self.values(entry))
        self.output("certificate", "export", "--format", "jwks", "--private")
        self.assertEqual("standard output", self.values(self.newest())["destination"])
        number = self.newest()["number"]
        self.output("certificate", "export", "--format", "jwks")
        self.output("export", "--format", "gatehouse")
        self.assertEqual(number, self.newest()["number"])

    def test_what_cannot_be_noted_does_not_leave(self):
        self.output("secret", "add", "web-shop", "--encrypted")
        self.tamper("CREATE TRIGGER refuse BEFORE INSERT ON audit_entry BEGIN SELECT raise(ABORT, 'no'); END")
        for arguments in (("export", "--format", "gatehouse", "--include-secrets", "--yes"),
                          ("certificate", "export", "--format", "jwks", "--private")):
            ended = self.run_for(REFUSED, *arguments)
            self.assertEqual("", ended.stdout)
            self.assert_says("nothing was handed out", ended)

    def test_imports_are_noted_one_by_one(self):
        self.output("licence", "--unlimited")
        before = self.newest()["number"]
        clients = [{"client_id": f"shop-{number}", "title": "Shop", "login_redirects": ["https://shop.example.com/"]}
                   for number in range(3)]
        self.output("import", self.gatehouse_file(*clients))
        self.assertEqual(["shop-2", "shop-1", "shop-0"],
                         [entry["name"] for entry in self.entries() if entry["number"] > before])
        self.output("import", self.gatehouse_file(*clients), "--on-conflict", "overwrite")
        self.assertEqual(before + 3, self.newest()["number"])

    def test_a_whole_trail_verifies(self):
        verified = self.output("audit", "verify")
        number, head = self.stored("SELECT number, hash FROM audit_entry ORDER BY number DESC")
        self.assertIn(head, verified)
        self.assertIn(str(number), verified)

    def test_sign_ins_are_noted(self):
        self.run_for(NOT_SIGNED_IN, "client", "list", env={"GATEHOUSE_PASSWORD": "wrong"})
        self.run_for(NOT_SIGNED_IN, "client", "list", env={"GATEHOUSE_USER": "my-secret-password"})
        self.output("client", "list")
        noted = [entry for entry in self.json("audit", "list") if entry["action"].startswith("sign_in")]
        who = SIGNED_IN["GATEHOUSE_USER"]
        self.assertEqual([("sign_in", who, who), ("sign_in", who, who), ("sign_in_failed", "", ""),
                          ("sign_in_failed", "", who)],
                         [(entry["action"], entry["user_id"], entry["name"]) for entry in noted])
        self.assertEqual(1, self.values(noted[1])["failures_before"])
        self.assertNotIn("my-secret", self.output("audit", "list", "--json"))
        self.output("audit", "verify")

    def test_a_broken_trail_says_where(self):
        self.tamper("UPDATE audit_entry SET user_id = 'somebody' WHERE number = 3")
        self.assert_says("entry 3,", self.run_for(REFUSED, "audit", "verify"))

    def test_a_missing_end_shows(self):
        last = self.stored("SELECT max(number) FROM audit_entry")[0]
        self.tamper(f"DELETE FROM audit_entry WHERE number = {last}")
        self.assert_says(f"entry {last} missing", self.run_for(REFUSED, "audit", "verify"))

    def test_table_and_limit(self):
        lines = self.output("audit", "list", "--limit", "2").splitlines()
        self.assertEqual(3, len(lines))
        self.assertTrue(lines[0].startswith("Number"))
        self.run_for(WRONG_USAGE, "audit", "list", "--limit", "0")

    def test_only_main_administrators_look(self):
        for verb in ("list", "verify"):
            self.run_for(NOT_SIGNED_IN, "audit", verb, env={"GATEHOUSE_PASSWORD": "wrong"})


if __name__ == "__main__":
    unittest.main()
