"""An auditor sees everything but secrets, and changes nothing."""
import base64
import hashlib
import json
import unittest

from command_line import DONE, REFUSED, WRONG_USAGE
from gatehouse import PASSWORD
from workplace import Workplace

AUDITOR = {"GATEHOUSE_USER": "cleo", "GATEHOUSE_PASSWORD": PASSWORD}
TOLD = "signed in as an auditor"
REALM = '{"realm": "staff", "clients": []}'


class AuditorTest(Workplace):
    def setUp(self):
        super().setUp()
        self.output("certificate", "storage", "database")
        self.output("client", "add", "feed", "title=Feed", "support_openid=false", "grant_type=client_credentials", "identity=svc")
        self.output("secret", "add", "feed", "--encrypted", "--generate")
        (self.folder / "realm.json").write_text(REALM)
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
                     ["user", "list"], ["licence"], ["certificate", "list"],
                     ["server", "list"], ["consent", "feed"], ["export", "--format", "keycloak"],
                     ["import", self.gatehouse_file({"client_id": "new"}), "--dry-run"]):
            with self.subTest(verb=verb):
                seen = self.run_for(self.start(*verb).returncode, *verb)
                self.assertEqual(seen.stdout, self.as_auditor(seen.returncode, *verb).stdout)

    def test_sees_the_audit_trail(self):
        noted = self.json("audit", "list")
        seen = json.loads(self.as_auditor(DONE, "audit", "list", "--json").stdout)
        self.assertEqual(noted, [entry for entry in seen if entry["user_id"] != "cleo"])
        self.assertIn("whole", self.as_auditor(DONE, "audit", "verify").stdout)

    def test_guesses_no_secret(self):
        """Neither by what is told of a file with a guess, nor by anything that a guess can be compared with."""
        def digest(text):
            return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

        self.output("licence", "--unlimited")
        self.output("import", self.gatehouse_file({"client_id": "weak", "title": "Weak", "secrets": [{"secret": "guess me"}]}))
        problems = self.json("client", "check", "weak", status=REFUSED)
        [risk] = [problem["value"] for problem in problems if problem["rule"] == "secret_weak"]
        self.output("client", "accept-risk", "weak", "--rule", "secret_weak", "--value", risk, "--reason", "old")
        checked = self.start("client", "check", "weak")
        self.assertEqual(checked.stdout, self.as_auditor(checked.returncode, "client", "check", "weak").stdout)
        hashed = digest("guess me")
        traces = (hashed, hashed.replace("/", "\\/"), hashlib.sha256(hashed.encode()).hexdigest()[:16])
        for verb in (["client", "show", "weak", "--json"], ["client", "check", "weak", "--json"], ["client", "risks", "--json"],
                     ["audit", "list", "--json"], ["export", "--format", "gatehouse"], ["export", "--format", "identityserver"]):
            with self.subTest(verb=verb):
                seen = self.start(*verb, env=AUDITOR)
                self.assertIn("weak", seen.stdout)
                for trace in traces:
                    self.assertNotIn(trace, seen.stdout + seen.stderr)
        told = []
        for guess in ("guess me", "another"):
            file = self.gatehouse_file({"client_id": "weak", "title": "Weak", "secrets": [{"sha256": digest(guess)}]})
            told.append(self.as_auditor(DONE, "import", file, "--dry-run", "--on-conflict", "overwrite"))
        self.assertEqual(told[0].stdout, told[1].stdout)
        self.assertEqual(told[0].stderr, told[1].stderr)
        self.assertIn("is not known", told[0].stdout + told[0].stderr)

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
                     ["server", "remove", "file", "--yes"]):
            with self.subTest(verb=verb):
                ended = self.as_auditor(REFUSED, *verb, input=f"{PASSWORD}\n")
                self.assertEqual("", ended.stdout)
                self.assertEqual(before, self.content())
        self.assertEqual({"sign_in"}, set(self.actions_of_auditor()))

    def test_changes_nothing_on_servers(self):
        """What a push would do can be seen."""
        for more in ([], ["--client", "feed"]):
            self.assertIn("Add", self.as_auditor(REFUSED, "server", "push", "file", "--yes", *more).stdout)
            self.assertEqual(REALM, (self.folder / "realm.json").read_text())

    def test_gets_no_secret(self):
        target = self.folder / "out.json"
        for verb in (["export", "--format", "keycloak", "--include-secrets", "--yes", "--output", target],
                     ["export", "--format", "gatehouse", "--include-secrets", "--yes"],
                     ["copy-to", f"sqlite:{self.folder / 'copy.sqlite'}"]):
            with self.subTest(verb=verb):
                ended = self.as_auditor(REFUSED, *verb)
                self.assertEqual("", ended.stdout)
                self.assertFalse(target.exists() or (self.folder / "copy.sqlite").exists())
        self.assertNotIn("export", self.actions_of_auditor())
        self.as_auditor(DONE, "export", "--format", "keycloak", "--output", target)
        self.assertIn("export", self.actions_of_auditor())

    def test_role_is_asked_in_every_transaction(self):
        """What the database says by now counts, not what the person was at sign-in."""
        self.output("user", "add", "bert", "--main-administrator", input=f"{PASSWORD}\n")
        self.sql("UPDATE iam_user SET main_administrator = 0, auditor = 1 WHERE user_id = 'admin'")
        self.run_for(REFUSED, "licence", "--limit", "3")

    def test_nobody_is_both(self):
        ended = self.run_for(WRONG_USAGE, "user", "add", "x", "--auditor", "--main-administrator")
        self.assertIn("--auditor", ended.stderr)
        self.sql("UPDATE iam_user SET main_administrator = 1 WHERE user_id = 'cleo'")
        self.run_for(DONE, "licence", "--limit", "3", env=AUDITOR)  # the greater right counts

    def test_listed_as_one(self):
        listed = {one["user_id"]: one["auditor"] for one in self.json("user", "list")}
        self.assertEqual({"admin": False, "cleo": True, "svc": False}, listed)


if __name__ == "__main__":
    unittest.main(verbosity=2)
