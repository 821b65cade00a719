"""The audit trail: who did what, and whether anybody altered it."""

import unittest

from command_line import DONE, NOT_SIGNED_IN, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest
from engines import ON_SERVER
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
        return self.sql(query)[0]

    def values(self, entry):
        return {change["field"]: change["after"] for change in entry["changes"]}

    def tamper(self, statement):
        self.sql(statement)

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

    def test_exports_without_secrets_are_noted(self):
        for arguments, subject, keys in ((("certificate", "export", "--format", "jwks"), "signing_certificate", False),
                                         (("certificate", "export", "--format", "pem"), "signing_certificate", False),
                                         (("export", "--format", "gatehouse"), "client_application", False)):
            number = self.newest()["number"]
            self.output(*arguments)
            noted = [entry for entry in self.entries() if entry["number"] > number and entry["action"] == "export"]
            self.assertEqual([(subject, keys)], [(entry["subject"], self.values(entry)["signing_keys"]) for entry in noted])

    @unittest.skipIf(ON_SERVER, "the statement is SQLite's")
    def test_what_cannot_be_noted_does_not_leave(self):
        self.output("secret", "add", "web-shop", "--encrypted")
        self.tamper("CREATE TRIGGER refuse BEFORE INSERT ON audit_entry BEGIN SELECT raise(ABORT, 'no'); END")
        for arguments in (("export", "--format", "gatehouse", "--include-secrets", "--yes"),
                          ("certificate", "export", "--format", "jwks", "--private")):
            ended = self.run_for(OUT_OF_REACH, *arguments)
            self.assertEqual("", ended.stdout)
            self.assert_says('trigger "refuse"', ended)

    def test_imports_are_noted_one_by_one(self):
        self.output("licence", "--unlimited")
        before = self.newest()["number"]
        clients = [{"client_id": f"shop-{number}", "title": "Shop", "login_redirects": ["https://shop.example.com/"]}
                   for number in range(3)]
        self.output("import", self.gatehouse_file(*clients))
        self.assertEqual(["shop-2", "shop-1", "shop-0"],
                         [entry["name"] for entry in self.entries() if entry["number"] > before])
        self.output("import", self.gatehouse_file(*clients), "--on-conflict", "overwrite")
        self.assertEqual(3, len([entry for entry in self.entries() if entry["number"] > before]))

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
        self.tamper("DELETE FROM audit_entry WHERE number = 5")
        ended = self.run_for(REFUSED, "audit", "verify")
        self.assertEqual(["Entry 3", "Entry 5", "Entry 6"], [line[:7] for line in ended.stdout.splitlines()])
        self.assert_says("broken in 3 place", ended)
        breaks = self.json("audit", "verify", status=REFUSED)["breaks"]
        self.assertEqual([("altered", 3, 3), ("missing", 5, 5), ("unchecked", 6, 6)],
                         [(one["kind"], one["first"], one["last"]) for one in breaks])

    def test_a_missing_end_shows(self):
        last = self.stored("SELECT max(number) FROM audit_entry")[0]
        self.tamper(f"DELETE FROM audit_entry WHERE number = {last}")
        ended = self.run_for(REFUSED, "audit", "verify")
        self.assertIn(f"Entry {last}", ended.stdout)

    def test_numbers_make_sense_whatever_stands_there(self):
        copy = ("INSERT INTO audit_entry SELECT {}, at, user_id, action, subject, record_id, name, changes, hash "
                "FROM audit_entry WHERE number = 1")
        for number in (-6, 0, 9223372036854775807):
            self.tamper(copy.format(number))
        self.tamper("UPDATE setting SET value = '-7 x' WHERE name = 'audit_head'")
        self.output("licence", "--limit", "9")
        found = self.json("audit", "verify", status=REFUSED)
        self.assertEqual([-6, 0, 9223372036854775807],
                         [one["first"] for one in found["breaks"] if one["kind"] == "misplaced"])
        for one in found["breaks"]:
            self.assertLessEqual(one["first"], one["last"])
            self.assertNotIn("to -", one["text"])

    def cut(self, last):
        """As somebody does who knows how the end is kept."""
        self.tamper(f"DELETE FROM audit_entry WHERE number > {last}")
        self.tamper("UPDATE setting SET value = (SELECT number || ' ' || hash FROM audit_entry "
                    f"WHERE number = {last}) WHERE name = 'audit_head'")

    def test_a_cut_is_told_until_it_is_acknowledged(self):
        self.output("audit", "verify")
        self.output("licence", "--limit", "9")
        number, at = self.stored("SELECT number, at FROM audit_entry ORDER BY number DESC")
        self.cut(4)
        for _ in range(2):
            ended = self.run_for(DONE, "client", "list")
            self.assert_says(f"entry {number}, of {at}", ended)
            self.assert_says("restored from a backup", ended)
            self.assertIn("restored from a backup", self.run_for(REFUSED, "audit", "verify").stdout)
        self.assertIsNotNone(self.json("audit", "verify", status=REFUSED)["seen_before"])
        self.output("audit", "acknowledge")
        acknowledged = [entry for entry in self.entries() if entry["action"] == "acknowledge"]
        self.assertEqual(1, len(acknowledged))
        self.assertEqual(SIGNED_IN["GATEHOUSE_USER"], acknowledged[0]["user_id"])
        self.assertNotIn("restored", self.run_for(DONE, "client", "list").stderr)
        self.output("audit", "verify")
        self.run_for(REFUSED, "audit", "acknowledge")

    def test_another_identity_hides_no_cut(self):
        self.output("licence", "--limit", "9")
        number, at = self.stored("SELECT number, at FROM audit_entry ORDER BY number DESC")
        self.cut(4)
        self.tamper(f"UPDATE setting SET value = '{'0123456789abcdef' * 2}' WHERE name = 'database_id'")
        for _ in range(2):
            ended = self.run_for(DONE, "client", "list")
            self.assert_says("Another database is here now, or its identity was changed", ended)
            self.assert_says(f"entry {number}, of {at}", ended)
            self.assertIn("Another database", self.run_for(REFUSED, "audit", "verify").stdout)
        self.output("audit", "acknowledge")
        self.assertNotIn("Another", self.run_for(DONE, "client", "list").stderr)
        self.output("audit", "verify")

    @unittest.skipIf(ON_SERVER, "it is about a file")
    def test_a_new_database_at_an_old_place_is_no_news(self):
        for path in self.folder.glob("gatehouse.sqlite*"):
            path.unlink()
        self.assertNotIn("Another", self.run_for(DONE, "init").stderr)
        self.assertNotIn("Another", self.run_for(DONE, "client", "list").stderr)

    def test_an_emptied_trail_shows_on_any_machine(self):
        self.tamper("DELETE FROM audit_entry")
        self.tamper("UPDATE setting SET value = '0 ' WHERE name = 'audit_head'")
        elsewhere = {"XDG_STATE_HOME": str(self.folder / "elsewhere")}
        self.output("licence", "--limit", "9", env=elsewhere)
        self.assertIn("Entry 1 is missing", self.run_for(REFUSED, "audit", "verify", env=elsewhere).stdout)

    def test_memory_out_of_reach_stops_nobody(self):
        (self.folder / "file").write_text("")
        ended = self.run_for(DONE, "client", "list", env={"XDG_STATE_HOME": str(self.folder / "file")})
        self.assertIn("web-shop", ended.stdout)
        self.assert_says("cannot be made", ended)

    def test_memory_that_cannot_be_read_is_no_whole_trail(self):
        self.output("client", "list")
        [memory] = (self.folder / "state" / "gatehouse").glob("audit-*.json")
        memory.write_text("damaged")
        told = self.json("audit", "verify", status=OUT_OF_REACH)
        self.assertEqual([], told["breaks"])
        self.assertTrue(told["unreadable"])
        self.assertIsNone(told["seen_before"])

    def test_memory_is_the_owners_alone(self):
        self.output("client", "list")
        folder = self.folder / "state" / "gatehouse"
        self.assertEqual(0o700, folder.stat().st_mode & 0o777)
        self.assertEqual([0o600], [path.stat().st_mode & 0o777 for path in folder.iterdir()])

    def test_a_head_that_was_noted_elsewhere(self):
        head = self.output("audit", "head").strip()
        told = self.json("audit", "head")
        self.assertEqual(["number", "hash", "at"], list(told))
        self.output("licence", "--limit", "9")
        self.output("audit", "verify", "--head", head)
        number, digits = head.split(":")
        self.cut(4)  # one less would be signed in again in the same second: the very entry that was cut
        elsewhere = {"XDG_STATE_HOME": str(self.folder / "elsewhere")}
        ended = self.run_for(REFUSED, "audit", "verify", "--head", head, env=elsewhere)
        self.assertIn(f"entry {number}", ended.stdout)
        self.assertIsNotNone(self.json("audit", "verify", "--head", head, status=REFUSED, env=elsewhere)["head"])
        for wrong in ("", "5", f"0:{digits}", f"-1:{digits}", f"{number}:abc", f"x:{digits}", f"1:{digits}0"):
            self.run_for(WRONG_USAGE, "audit", "verify", "--head", wrong)

    def test_texts_that_would_not_read_back_are_refused(self):
        for text in ("\ufffe", "\ufeffx", "x\uffff", "\U0001fffe"):
            if not text.startswith("\ufeff"):  # taken away from arguments before anybody sees it
                self.assert_says("U+", self.run_for(REFUSED, "user", "add", "maria", "--name", text))
                self.assert_says("U+", self.run_for(REFUSED, "secret", "add", "web-shop", "--description", text))
            client = {"client_id": "shop-9", "title": text, "login_redirects": ["https://shop.example.com/"]}
            self.assertIn("U+", self.run_for(REFUSED, "import", self.gatehouse_file(client)).stdout)
        self.output("audit", "verify")

    def test_table_and_limit(self):
        lines = self.output("audit", "list", "--limit", "2").splitlines()
        self.assertEqual(3, len(lines))
        self.assertTrue(lines[0].startswith("Number"))
        self.run_for(WRONG_USAGE, "audit", "list", "--limit", "0")

    def test_only_main_administrators_look(self):
        for verb in ("list", "verify", "head", "acknowledge"):
            self.run_for(NOT_SIGNED_IN, "audit", verb, env={"GATEHOUSE_PASSWORD": "wrong"})


if __name__ == "__main__":
    unittest.main()
