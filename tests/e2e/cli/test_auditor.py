"""An auditor sees everything but secrets, and changes nothing."""
import sqlite3
import unittest

from command_line import DONE, REFUSED, WRONG_USAGE
from gatehouse import PASSWORD
from workplace import Workplace

AUDITOR = {"GATEHOUSE_USER": "cleo", "GATEHOUSE_PASSWORD": PASSWORD}
TOLD = "signed in as an auditor"


class AuditorTest(Workplace):
    def setUp(self):
        super().setUp()
        self.output("certificate", "storage", "database")
        self.output("client", "add", "feed", "title=Feed", "grant_type=client_credentials", "identity=svc")
        self.output("secret", "add", "feed", "--encrypted", "--generate")
        self.output("server", "add", "file", "--kind", "file", "--format", "keycloak", "--url", self.folder / "realm.json")
        self.output("user", "add", "cleo", "--auditor", input=f"{PASSWORD}\n")

    def as_auditor(self, status, *arguments, **options):
        ended = self.run_for(status, *arguments, env=AUDITOR, **options)
        self.assert_says(TOLD, ended)
        return ended

    def actions_of_auditor(self):
        return [entry["action"] for entry in self.json("audit", "list") if entry["user_id"] == "cleo"]

    def test_sees_everything(self):
        for verb in (["client", "list"], ["client", "show", "feed"], ["client", "check", "feed"], ["secret", "list", "feed"],
                     ["user", "list"], ["licence"], ["audit", "list"], ["audit", "verify"], ["certificate", "list"],
                     ["server", "list"], ["consent", "feed"], ["export", "--format", "keycloak"],
                     ["import", self.gatehouse_file({"client_id": "new"}), "--dry-run"]):
            with self.subTest(verb=verb):
                seen = self.run_for(self.start(*verb).returncode, *verb)
                self.assertEqual(seen.stdout, self.as_auditor(seen.returncode, *verb).stdout)

    def test_changes_nothing(self):
        new = self.gatehouse_file({"client_id": "new", "title": "New"})
        before = self.content()
        for verb in (["client", "add", "x", "title=X"], ["client", "set", "feed", "title=Other"], ["client", "enable", "feed"],
                     ["client", "disable", "feed"], ["client", "delete", "feed", "--yes"], ["secret", "add", "feed"],
                     ["secret", "add", "feed", "--encrypted"], ["secret", "reencrypt"], ["import", new],
                     ["import", new, "--on-conflict", "overwrite"], ["user", "add", "x"], ["user", "add", "y", "--auditor"],
                     ["user", "password", "admin"], ["user", "password", "cleo"], ["licence", "--limit", "3"],
                     ["certificate", "create"], ["certificate", "storage", "database"],
                     ["server", "add", "other", "--kind", "file", "--format", "hydra", "--url", self.folder / "other.json"],
                     ["server", "remove", "file", "--yes"], ["server", "push", "file", "--yes"]):
            with self.subTest(verb=verb):
                ended = self.as_auditor(REFUSED, *verb, input=f"{PASSWORD}\n")
                self.assertEqual("", ended.stdout)
                self.assertEqual(before, self.content())
        self.assertFalse((self.folder / "realm.json").exists())
        self.assertEqual({"sign_in"}, set(self.actions_of_auditor()))

    def test_gets_no_secret(self):
        target = self.folder / "out.json"
        for verb in (["export", "--format", "keycloak", "--include-secrets", "--output", target],
                     ["export", "--format", "gatehouse", "--include-secrets"]):
            with self.subTest(verb=verb):
                ended = self.as_auditor(REFUSED, *verb)
                self.assertEqual("", ended.stdout)
                self.assertFalse(target.exists())
        self.assertNotIn("export", self.actions_of_auditor())
        self.as_auditor(DONE, "export", "--format", "keycloak", "--output", target)
        self.assertIn("export", self.actions_of_auditor())

    def test_role_is_asked_in_every_transaction(self):
        """What the database says by now counts, not what the person was at sign-in."""
        with sqlite3.connect(self.database) as connection:
            connection.execute("UPDATE iam_user SET main_administrator = 0, auditor = 1 WHERE user_id = 'admin'")
        connection.close()
        self.run_for(REFUSED, "licence", "--limit", "3")

    def test_nobody_is_both(self):
        ended = self.run_for(WRONG_USAGE, "user", "add", "x", "--auditor", "--main-administrator")
        self.assertIn("--auditor", ended.stderr)
        with sqlite3.connect(self.database) as connection:
            connection.execute("UPDATE iam_user SET main_administrator = 1 WHERE user_id = 'cleo'")
        connection.close()
        self.run_for(DONE, "licence", "--limit", "3", env=AUDITOR)  # the greater right counts

    def test_listed_as_one(self):
        listed = {one["user_id"]: one["auditor"] for one in self.json("user", "list")}
        self.assertEqual({"admin": False, "cleo": True, "svc": False}, listed)


if __name__ == "__main__":
    unittest.main(verbosity=2)
