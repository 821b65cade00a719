"""Runs Gatehouse's command line and looks at what it leaves behind."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from engines import ON_SERVER, dump, execute, url_of
from gatehouse import SIGNED_IN
from waiting import PATIENCE

DONE, REFUSED, WRONG_USAGE, NOT_SIGNED_IN, OUT_OF_REACH = 0, 1, 2, 3, 4

PROGRAM = os.environ["GATEHOUSE"]

# Every command signs in, and that is noted.
SIGN_IN_NOTES = re.compile(r"""INSERT INTO "(sign_in_\w+" |setting" VALUES\('audit_head'|audit_entry" VALUES\(\d+,'[^']*','[^']*','sign_in)"""
                           r"""|sign_in_|setting \(audit_head|audit_entry \(\d+,[^,]*,[^,]*,sign_in""")


class CommandLineTest(unittest.TestCase):
    """A folder and a database path for each test, gone afterwards."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="gatehouse-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.database = self.folder / "gatehouse.sqlite"

    def environment(self):
        """Signed in, without a display, and with a home of its own."""
        kept = {name: value for name, value in os.environ.items()
                if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LC_ALL", "LANG", "LANGUAGE")}
        return {**kept, "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder / "data"),
                "XDG_CONFIG_HOME": str(self.folder / "config"),
                "XDG_STATE_HOME": str(self.folder / "state"), "LC_ALL": "C.UTF-8", **SIGNED_IN}

    def command(self, *arguments):
        return [PROGRAM, "--database", url_of(self.database), *map(str, arguments)]

    def start(self, *arguments, prefix=(), input=None, env=None, **options):
        """Runs the program on the test's database and gives what came of it."""
        command = [*prefix, *self.command(*arguments)]
        options.setdefault("stdout", subprocess.PIPE)
        return subprocess.run(command, input=input if input is not None else "", stderr=subprocess.PIPE, text=True,
                              encoding="utf-8", timeout=PATIENCE, env={**self.environment(), **(env or {})}, check=False,
                              **options)

    def run_for(self, status, *arguments, **options):
        """Runs it and demands that exit status."""
        ended = self.start(*arguments, **options)
        self.assertEqual(status, ended.returncode, f"{arguments}: {ended.stdout} {ended.stderr}")
        return ended

    def output(self, *arguments, **options):
        return self.run_for(DONE, *arguments, **options).stdout

    def json(self, *arguments, status=DONE, **options):
        return json.loads(self.run_for(status, *arguments, "--json", **options).stdout)

    def init_with_samples(self):
        """Gives the secrets that were printed, by client ID."""
        return dict(line.split() for line in self.output("init", "--sample-data").splitlines())

    def import_file(self, content, name="import.json"):
        path = self.folder / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    def gatehouse_file(self, *clients, **head):
        return self.import_file({"format": "gatehouse", "version": 1, **head, "clients": list(clients)})

    def client_ids(self):
        return [client["client_id"] for client in self.json("client", "list")]

    def content(self):
        """All that the database says but of sign-ins, to show that nothing changed."""
        return [line for line in dump(self.database) if not SIGN_IN_NOTES.match(line)]

    def raw(self):
        """All that is kept of it, as bytes."""
        return "\n".join(dump(self.database)).encode() if ON_SERVER else self.database.read_bytes()

    def sql(self, statement, *values):
        """What somebody does without Gatehouse; gives the rows as texts."""
        return execute(self.database, statement, values)

    def assert_says(self, text, ended):
        self.assertIn(text.lower(), ended.stderr.lower())
