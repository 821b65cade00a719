"""Writers on the command line and windows, all at once on one server of PostgreSQL, which note what was acknowledged; and
whether the database and its audit trail hold that, once."""
import contextlib
import json
import os
import subprocess
import tempfile
import threading
import unittest
from collections import defaultdict
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import PROGRAM, SIGNED_IN, Window, home_at
from waiting import PATIENCE, wait_until

OUT_OF_REACH = 4
CLIENTS = ("web-shop", "staff-portal", "order-desk")
FIELDS = ("title", "description", "client_uri", "policy_uri")


class WritersTest(unittest.TestCase):
    """A subclass starts its servers in start(), which gives the URL of an empty database."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-team-")))
        self.url = self.start()
        self.acknowledged = defaultdict(list)  # (client, field): values, each writer's own
        self.faults = []
        self.lock = threading.Lock()
        self.done("init", "--sample-data")

    def begin_verb(self, *arguments):
        return subprocess.Popen([PROGRAM, "--database", self.url, *arguments], text=True, stdin=subprocess.DEVNULL,
                                env={**os.environ, **home_at(self.folder), **SIGNED_IN}, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def run_verb(self, *arguments):
        with self.begin_verb(*arguments) as started:
            try:
                printed, said = started.communicate(timeout=PATIENCE)
            finally:
                started.kill()
        return subprocess.CompletedProcess(arguments, started.returncode, printed, said)

    def done(self, *arguments):
        ended = self.run_verb(*arguments)
        self.assertEqual(0, ended.returncode, f"{arguments}: {ended.stderr}")
        return ended.stdout

    def write_verb(self, *arguments):
        """Whether it was acknowledged, which alone counts. Refused only where others hold the turn to write for long, or
        the server is gone."""
        ended = self.run_verb(*arguments)
        if ended.returncode not in (0, OUT_OF_REACH):
            self.faults.append(f"{arguments}: {ended.stderr}")
        return ended.returncode == 0

    def change(self, client, field, value):
        if self.write_verb("client", "set", client, f"{field}={value}"):
            with self.lock:
                self.acknowledged[client, field].append(value)

    def opened(self):
        window = Window(self.desk, self.url, self.folder)
        self.addCleanup(window.app.kill)
        return window

    def settle(self, window):
        """Until what was typed is saved: where a writer has changed the title, too, the person's is kept."""
        def is_saved():
            with contextlib.suppress(AssertionError):
                dialog = window.app.window("Merge changes", timeout=0)
                dialog.button("Keep mine in all").press()
                wait_until(lambda: dialog.button("Save").enabled, what="Save to be offered")
                dialog.button("Save").press()
            return not window.is_modified()
        wait_until(is_saved, PATIENCE, "everything to be saved")

    def check_trail(self):
        """Every acknowledged change is in it once and nothing is overwritten unseen; gives the entries."""
        self.assertEqual([], self.faults)
        self.done("audit", "verify")
        entries = sorted(json.loads(self.done("audit", "list", "--json", "--limit", "1000000")),
                         key=lambda entry: entry["number"])
        self.replay(entries)
        return entries

    def replay(self, entries):
        state, written = defaultdict(dict), defaultdict(list)
        for entry in entries:
            if entry["subject"] != "client_application":
                continue
            for change in entry["changes"]:
                field = change["field"]
                known = state[entry["name"]]
                if entry["action"] == "change" and field in known:
                    self.assertEqual(known[field], change["before"], f"entry {entry['number']}: {field} overwritten unseen")
                known[field] = change["after"]
                written[entry["name"], field].append(change["after"])
        for (client, field), values in self.acknowledged.items():
            self.assertLessEqual(set(values), set(written[client, field]), f"lost of {client}: {field}")
            self.assertEqual(len(written[client, field]), len(set(written[client, field])), "doubled")
        for client in CLIENTS:
            shown = json.loads(self.done("client", "show", client, "--json"))
            self.assertEqual({field: state[client][field] for field in FIELDS if field in state[client]},
                             {field: shown[field] for field in FIELDS if field in state[client]})
