"""What the black-box tests of the window have in common that look after its secrets."""
import os
import sqlite3
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from command_lines import command_lines_below
from engines import ON_SERVER, execute
from gatehouse import PASSWORD, Window, command_line
from traces import traces

WRONG_PASSWORD = "Winter!2025-kort?"
OTHER_PASSWORD = "Herfst!2027-nat?"
BACKUP_PASSWORD = "Lente!2028-warm?"
PASSWORDS = (PASSWORD, WRONG_PASSWORD, OTHER_PASSWORD, BACKUP_PASSWORD)


class WindowTest(unittest.TestCase):
    """A database and a home for each test. close() looks whether a secret or a password lies around in them, in what
    the program wrote on standard output and standard error, in what the window still shows a screen reader, or on a
    command line."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        self.database = self.folder / "gatehouse.sqlite"
        self.secrets = list(PASSWORDS)
        self.windows = []

    def tearDown(self):
        for window in self.windows:
            window.app.kill()

    def init_with_samples(self):
        printed = command_line(self.database, "init", "--sample-data")
        self.secrets += [line.split()[1] for line in printed.splitlines()]

    def open(self, signs_in=True):
        window = Window(self.desk, self.database, self.folder, signs_in)
        self.windows.append(window)
        return window

    def close(self, window):
        self.assertGreater((self.database.parent / f"{self.database.name}-wal").stat().st_size, 0)
        self.assert_hygiene()
        self.assertEqual(window.close(), 0)
        self.assert_hygiene()

    def assert_hygiene(self):
        files = {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        self.assertIn(str(self.database), files)
        for number, window in enumerate(self.windows):
            files[f"output of window {number}"] = window.app.output().encode()
            if window.app.running():
                files[f"texts of window {number}"] = "\n".join(self.shown(window)).encode()
        files.update({f"command line {line}": line for line in command_lines_below(os.getpid())})
        for secret in self.secrets:
            for trace in traces(secret):
                self.assertEqual([name for name, content in files.items() if trace in content], [], f"{secret!r}")

    def stored(self, query):
        if ON_SERVER:
            return execute(self.database, query)
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def say(self, window, pattern):
        """Waits until the window says it, and returns all of the message."""
        return window.heard(pattern)

    def shown(self, window):
        parts = window.app.root.walk(into_items=True)
        return [text for part in parts for text in (part.name, part.description, part.text) if text]

    def assert_shows_nothing_of(self, window, *texts):
        shown = self.shown(window)
        self.assertIn("Password:", shown)
        for text in texts:
            self.assertEqual([found for found in shown if text in found], [])
