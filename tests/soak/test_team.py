"""Two windows and ten writers on the command line, all at once on one server: every acknowledged change is in the
database, the audit trail is whole, and replaying it finds no change that overwrote another unseen."""
import contextlib
import json
import os
import subprocess
import tempfile
import threading
import time
import unittest
from collections import defaultdict
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import PROGRAM, SIGNED_IN, Window, home_at
from postgres import PostgresServer
from waiting import PATIENCE, wait_until

WRITERS = 10
SECONDS = float(os.environ.get("GATEHOUSE_TEAM_SECONDS", "10"))
CLIENTS = ("web-shop", "staff-portal", "order-desk")
FIELDS = ("title", "description", "client_uri", "policy_uri")


class TeamTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-team-")))
        self.server = PostgresServer(durable=True)
        self.addCleanup(self.server.stop)
        self.server.start()
        self.url = self.server.make("team")
        self.acknowledged = defaultdict(list)  # (client, field): values, each writer's own
        self.faults = []
        self.lock = threading.Lock()
        self.done("init", "--sample-data")

    def run_verb(self, *arguments):
        return subprocess.run([PROGRAM, "--database", self.url, *arguments], text=True, stdin=subprocess.DEVNULL,
                              env={**os.environ, **home_at(self.folder), **SIGNED_IN}, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=PATIENCE)

    def done(self, *arguments):
        ended = self.run_verb(*arguments)
        self.assertEqual(0, ended.returncode, f"{arguments}: {ended.stderr}")
        return ended.stdout

    def write(self, number, until):
        """Refused only where others hold the turn to write for long; what is acknowledged counts."""
        for count in range(1, 10**6):
            if time.monotonic() > until:
                return
            client, field = CLIENTS[count % len(CLIENTS)], FIELDS[(number + count) % len(FIELDS)]
            value = f"https://w{number}.example.com/{count}" if field.endswith("_uri") else f"{number} wrote {count}"
            ended = self.run_verb("client", "set", client, f"{field}={value}")
            with self.lock:
                if ended.returncode == 0:
                    self.acknowledged[client, field].append(value)
                elif ended.returncode != 4:
                    self.faults.append(ended.stderr)

    def opened(self):
        window = Window(self.desk, self.url, self.folder)
        self.addCleanup(window.app.kill)
        return window

    def work_in_windows(self, until):
        windows = [self.opened(), self.opened()]
        for count in range(1, 10**6):
            window, client = windows[count % 2], CLIENTS[count % len(CLIENTS)]
            window.choose_client(client)
            title = f"A window wrote {count}"
            window.fill("Title", title)
            window.win.button("Save").press()
            self.settle(window)
            with self.lock:
                self.acknowledged[client, "title"].append(title)
            if time.monotonic() > until:
                return [self.assertEqual(0, one.close()) for one in windows]

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

    def test_team(self):
        until = time.monotonic() + SECONDS
        writers = [threading.Thread(target=self.write, args=(number, until)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        try:
            self.work_in_windows(until)
        finally:
            for writer in writers:
                writer.join()
        self.assertEqual([], self.faults)
        self.assertGreater(sum(map(len, self.acknowledged.values())), WRITERS)
        self.done("audit", "verify")
        self.replay(sorted(json.loads(self.done("audit", "list", "--json", "--limit", "1000000")),
                           key=lambda entry: entry["number"]))

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
