"""kill -9 at random moments of all that changes or writes something on the command line: what was acknowledged is there,
what was not is there whole or not at all, every key and every seal opens, and the next start leaves nothing behind."""
import contextlib
import json
import os
import unittest
from pathlib import Path

from kill_rounds import CLIENTS, WITH_SECRETS, KillRounds


def opened_by(pid):
    for opened in Path(f"/proc/{pid}/fd").glob("*"):
        with contextlib.suppress(OSError):  # closed since
            yield os.readlink(opened)


class SaveTest(KillRounds):
    def work(self, number):
        return ["secret", "add", "web-shop", "--encrypted", "--description", f"round {number}"]

    def acknowledged(self, printed, said):
        self.added = printed.strip()
        return bool(self.added)

    def check(self, number, acknowledged):
        described = self.stored("SELECT description FROM client_secret WHERE description = ?", f"round {number}")
        self.assertIn(len(described), (1,) if acknowledged else (0, 1))
        if acknowledged:
            self.secrets.add(self.added)

    def test_save(self):
        self.run_rounds()


class SetTest(KillRounds):
    """Fields in the client application's own row and in others: all of them change, or none."""

    REDIRECTS = 100

    def setUp(self):
        super().setUp()
        self.values = self.now()

    def work(self, number):
        folder = f"https://shop.example.com/{number}".replace(" ", "-")
        self.wanted = (f"of {number}", *(f"{folder}/{row}" for row in range(self.REDIRECTS)))
        return ["client", "set", "web-shop", f"title={self.wanted[0]}", f"login_redirects={json.dumps(self.wanted[1:])}"]

    def acknowledged(self, printed, said):
        return '"web-shop" is ' in said

    def now(self):
        return tuple(value for (value,) in self.stored(
            "SELECT title FROM client_application WHERE client_id = 'web-shop' UNION ALL SELECT * FROM "
            "(SELECT uri FROM client_redirect JOIN client_application ON id = application_id "
            "WHERE client_id = 'web-shop' AND kind = 'login' ORDER BY position)"))

    def check(self, number, acknowledged):
        now = self.now()
        self.assertIn(now, [self.wanted] if acknowledged else [self.wanted, self.values])
        self.values = now

    def test_set(self):
        self.run_rounds()


class ImportTest(KillRounds):
    """Clients that are new and others that change, all or none of them."""

    ADDED = 20

    def setUp(self):
        super().setUp()
        self.clients, self.title = CLIENTS, "at first"

    def work(self, number):
        self.wanted = (self.clients + self.ADDED, f"of {number}")
        return ["import", self.clients_file(*self.wanted), "--on-conflict", "overwrite"]

    def acknowledged(self, printed, said):
        return f"Client 0 {self.wanted[1]}" in printed

    def check(self, number, acknowledged):
        stored = self.stored("SELECT count(*), substr(title, instr(title, ' of ') + 1) FROM client_application "
                             "WHERE client_id LIKE 'client-%' GROUP BY 2")
        self.assertIn(stored, [[self.wanted]] if acknowledged else [[self.wanted], [(self.clients, self.title)]])
        [(self.clients, self.title)] = stored
        self.secrets |= {self.secret_of(client) for client in range(self.clients)}

    def test_import(self):
        self.run_rounds()


class KeyReplacementTest(KillRounds):
    """The key in use, and the one before, which opens the backup of before."""

    def work(self, number):
        return ["secret", "reencrypt"]

    def acknowledged(self, printed, said):
        return "encrypted anew" in said

    def before(self, number):
        self.sealed = self.seals()
        self.backup = self.backed_up()

    def seals(self):
        return set(self.stored("SELECT sealed FROM client_secret WHERE sealed <> ''"))

    def check(self, number, acknowledged):
        now = self.seals()
        self.assertEqual(len(self.sealed), len(now))
        replaced = now.isdisjoint(self.sealed)
        self.assertTrue(replaced or (now == self.sealed and not acknowledged), "all or nothing")
        self.assertLessEqual(self.secrets, self.opened_backup(self.backup), "in the backup of before")

    def test_key_replacement(self):
        self.run_rounds()

    def check_at_the_end(self):
        keys = list((self.folder / "data/gatehouse/keys").iterdir())
        self.assertIn(len(keys), (1, 2), keys)


class RolloverTest(KillRounds):
    def setUp(self):
        super().setUp()
        self.known = set()

    def work(self, number):
        return ["certificate", "rollover"]

    def acknowledged(self, printed, said):
        return "signs tokens from" in said

    def before(self, number):
        self.known = self.thumbprints()

    def thumbprints(self):
        return {thumbprint for (thumbprint,) in self.stored("SELECT thumbprint FROM signing_certificate")}

    def check(self, number, acknowledged):
        made = self.thumbprints() - self.known
        self.assertLessEqual(self.known, self.thumbprints())
        self.assertIn(len(made), (1,) if acknowledged else (0, 1))
        for thumbprint in made:  # what is in the database opens
            self.output("certificate", "export", thumbprint, "--format", "pem", "--private",
                        input="a passphrase of the kill rounds\n")
        files = {path.stem for path in (self.folder / "certificates").iterdir() if path.suffix == ".p12"}
        self.assertLessEqual(made, files)

    def check_at_the_end(self):
        files = {path.name for path in (self.folder / "certificates").iterdir()}
        local = self.stored("SELECT thumbprint FROM signing_certificate WHERE storage = 'local'")
        self.assertEqual({f"{thumbprint}.p12" for (thumbprint,) in local}, files)

    def test_rollover(self):
        self.run_rounds()


class ExportTest(KillRounds):
    """The file holds what was there before, or all that was exported; and what is in it was noted."""

    def setUp(self):
        super().setUp()
        self.file = self.folder / "output/clients.json"
        self.file.write_text("what was there before")

    def work(self, number):
        return [*WITH_SECRETS, "--output", self.file]

    def acknowledged(self, printed, said):
        return "Written to" in said

    def before(self, number):
        self.file.write_text("what was there before")
        self.noted = self.disclosures()

    def is_due(self, number, pid, moment):
        """Every second time while the file is written, which a random moment seldom meets."""
        if number % 2 == 0:
            return super().is_due(number, pid, moment)
        return any(place.startswith(f"{self.file.parent}/") for place in opened_by(pid))

    def disclosures(self):
        return self.stored("SELECT count(*) FROM audit_entry WHERE action = 'export' AND changes LIKE '%clients.json%'")

    def check(self, number, acknowledged):
        content = self.file.read_text()
        if content == "what was there before":
            self.assertFalse(acknowledged)
            return
        exported = {secret.get("secret") for client in json.loads(content)["clients"] for secret in client["secrets"]}
        self.assertLessEqual(self.secrets, exported)
        self.assertNotEqual(self.noted, self.disclosures())

    def test_export(self):
        self.run_rounds()


if __name__ == "__main__":
    unittest.main(verbosity=2)
