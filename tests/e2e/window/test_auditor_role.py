"""The window of an auditor whose role on the database server sees everything but secrets and writes nothing."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import PASSWORD, PROGRAM, SIGNED_IN, Window, home_at
from postgres import PostgresServer
from waiting import PATIENCE, wait_until

NAME = "audited"
PERSON = "anna"


class AuditorRoleTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        cls.owner = cls.server.make(NAME)
        cls.as_owner("init", "--sample-data")
        cls.as_owner("user", "add", "cleo", "--auditor", typed=f"{PASSWORD}\n")
        cls.server.sql(cls.as_owner("init", "--roles"), NAME)
        cls.server.sql(f"CREATE ROLE {PERSON} LOGIN IN ROLE gatehouse_auditor", NAME)

    @classmethod
    def as_owner(cls, *arguments, typed=""):
        return subprocess.run([PROGRAM, "--database", cls.owner, *arguments], input=typed, text=True, check=True,
                              env={**os.environ, **home_at(cls.folder), **SIGNED_IN}, stdout=subprocess.PIPE,
                              timeout=PATIENCE).stdout

    def entries(self):
        return self.server.sql("SELECT max(number) FROM audit_entry", NAME)

    def test_looks_and_changes_nothing(self):
        before = self.entries()
        window = Window(self.desk, self.server.url(NAME, user=PERSON), self.folder, signs_in=False)
        self.addCleanup(window.app.kill)
        window.sign_in("cleo")
        wait_until(lambda: any(f'Your role "{PERSON}" on the server is for auditors' in text for text in window.messages()),
                   PATIENCE, "the reason why nothing can be changed")
        window.choose_client("web-shop")
        window.tab("Secrets")
        self.assertFalse(window.win.button("Add secret").enabled)
        self.assertFalse(window.win.button("Add").enabled)
        for page in ("Users", "Servers", "Certificate storage", "Audit trail"):
            window.page(page)
        for page in ("Encryption", "Certificate storage"):
            window.page(page)
            wait_until(lambda: any("not shown what is encrypted" in text for text in window.messages()), PATIENCE,
                       f"the page {page} to say why nothing is opened")
        self.assertEqual(0, window.close())
        self.assertEqual(before, self.entries())


if __name__ == "__main__":
    unittest.main(verbosity=2)
