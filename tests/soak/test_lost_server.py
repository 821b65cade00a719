"""kill -9 of the server in the middle of saves by commands and by a window, of these, and of a server whose standby takes
over: what was acknowledged is there once, nothing is there by half, and the window goes on by itself."""
import json
import os
import random
import re
import shutil
import signal
import statistics
import sys
import threading
import time
import unittest

from postgres import PORT, USER, PostgresServer
from waiting import PATIENCE, wait_until
from writers import FIELDS, OUT_OF_REACH, WritersTest

ROUNDS = int(os.environ.get("GATEHOUSE_KILL_ROUNDS", "2"))
SEED = int(os.environ.get("GATEHOUSE_KILL_SEED") or time.time_ns() % 10**9)
WRITERS = 3
USABLE = 10.0  # seconds
BUSY = 4  # times as long on a machine that has other things to do
LONG = 20  # rounds, for which a machine is left alone
OF_THE_WINDOW = "staff-portal"
OF_WRITERS = ("web-shop", "order-desk")
REDIRECTS = 20


class LostServerRounds(WritersTest):
    def setUp(self):
        super().setUp()
        self.done("licence", "--unlimited")
        self.added, self.written, self.round, self.waits = set(), 0, 0, []
        print(f"{self.id()}: {ROUNDS} rounds, GATEHOUSE_KILL_SEED={SEED}", file=sys.stderr, flush=True)

    # --- writers ---
    def write(self, number, stopped):
        """By turns a field, and a client application with rows of its own."""
        count = 0
        while not stopped.is_set():
            count += 1
            mark = f"r{self.round}-w{number}-{count}"
            if count % 2:
                self.change(OF_WRITERS[number % 2], FIELDS[count // 2 % 2], f"{mark} wrote")
            else:
                self.add(mark)

    def add(self, client_id):
        redirects = json.dumps([f"https://{client_id}.example.com/{row}" for row in range(REDIRECTS)])
        if self.write_verb("client", "add", client_id, f"title={client_id}", "support_openid=true",
                           "grant_type=authorization_code", f"login_redirects={redirects}"):
            with self.lock:
                self.added.add(client_id)

    def opened_window(self):
        window = self.opened()
        window.fill("Search client applications", OF_THE_WINDOW)  # among rows that come in meanwhile
        window.choose_client(OF_THE_WINDOW)
        return window

    def begin_save(self):
        self.written += 1
        title = f"A window wrote {self.written}"
        self.window.fill("Title", title)
        self.window.press("Save")
        return title

    def save_in_window(self):
        """Presses Save again where it is offered again and the server answers: then it was not saved."""
        title = self.begin_save()

        def is_saved():
            if not self.window.is_modified():
                return True
            is_gone = any("What you typed stays here" in text for text in self.window.messages())
            button = self.window.win.button("Save")
            if button.enabled and not is_gone:
                button.press()
            return False
        try:
            wait_until(is_saved, PATIENCE, f"{title!r} to be saved")
        except AssertionError as missing:
            raise AssertionError(f"{missing}; the window says {self.window.messages()}") from None
        with self.lock:
            self.acknowledged[OF_THE_WINDOW, "title"].append(title)

    def run_rounds(self):
        self.window = self.opened_window()
        for self.round in range(1, ROUNDS + 1):
            chance = random.Random(f"{SEED} {self.id()} {self.round}")
            try:
                self.disturb_writers(chance)
                self.check()
            except AssertionError as fault:
                raise AssertionError(f"round {self.round}, GATEHOUSE_KILL_SEED={SEED}: {fault}") from fault
        usual, longest = statistics.median(self.waits), max(self.waits)
        print(f"{self.id()}: {sum(map(len, self.acknowledged.values())) + len(self.added)} changes acknowledged; the window had "
              f"saved again {usual:.1f} s after it could, {longest:.1f} s at most", file=sys.stderr, flush=True)
        self.assertLess(usual, USABLE)
        self.assertLess(longest, USABLE if ROUNDS >= LONG else BUSY * USABLE)
        self.assertEqual(0, self.window.close())

    def disturb_writers(self, chance):
        stopped = threading.Event()
        writers = [threading.Thread(target=self.write, args=(number, stopped)) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        try:
            self.disturb(chance)
        finally:
            stopped.set()
            for writer in writers:
                writer.join()

    def disturb(self, chance):
        """The server goes at a random moment while the window saves once after the other."""
        killer = threading.Timer(chance.uniform(0.2, 3), self.take_away)
        killer.start()
        while killer.is_alive():
            self.save_in_window()
        self.save_in_window()
        self.waits.append(time.monotonic() - self.there_again)

    def take_away(self):
        try:
            self.take_server_away()
            self.there_again = time.monotonic()
        except Exception as fault:  # of another thread than the test's
            self.faults.append(repr(fault))

    # --- what is left ---
    def check(self):
        entries = self.check_trail()
        added = [entry["name"] for entry in entries
                 if entry["subject"] == "client_application" and entry["action"] == "add" and "-w" in entry["name"]]
        self.assertEqual(len(added), len(set(added)), "added twice")
        self.assertLessEqual(self.added, set(added), "acknowledged, and lost")
        there = {client["client_id"]: client for client in json.loads(self.done("export", "--format", "gatehouse"))["clients"]
                 if re.match(r"r\d+-w", client["client_id"])}
        self.assertEqual(set(added), set(there))
        for client_id, client in there.items():
            self.assertEqual(REDIRECTS, len(client["login_redirects"]), f"{client_id} is there by half")


class KilledServerTest(LostServerRounds):
    def start(self):
        self.server = PostgresServer(durable=True)
        self.addCleanup(self.server.stop)
        self.server.start()
        return self.server.make("team")

    def take_server_away(self):
        self.server.kill()
        self.server.start()

    def test_server(self):
        self.run_rounds()


class KilledClientTest(LostServerRounds):
    """Commands and the window are killed, as a rule in the middle of their work; the server lives on."""
    start = KilledServerTest.start

    def write_verb(self, *arguments):
        with self.begin_verb(*arguments) as started:
            chance = random.Random(f"{SEED} {self.id()} {arguments}")
            killer = threading.Timer(chance.uniform(0.1, 1.5), started.kill)
            killer.start()
            said = started.communicate()[1]
            killer.cancel()
        if started.returncode not in (0, OUT_OF_REACH, -signal.SIGKILL):
            self.faults.append(f"{arguments}: {said}")
        return started.returncode == 0

    def disturb(self, chance):
        self.save_in_window()
        moment = chance.uniform(0, 0.3)
        self.begin_save()
        time.sleep(moment)
        self.window.app.kill()
        killed = time.monotonic()
        self.window = self.opened_window()
        self.save_in_window()
        self.waits.append(time.monotonic() - killed)

    def test_client(self):
        self.run_rounds()


class FailoverTest(LostServerRounds):
    """Of two servers one is a synchronous standby, which has what was acknowledged, and takes over. The other one is its
    standby in the next round."""

    def start(self):
        self.primary = PostgresServer(durable=True)
        self.addCleanup(lambda: self.primary.stop())
        self.primary.start()
        self.primary.make("team")
        self.make_standby()
        return f"postgresql://{USER}@/team?host={self.primary.folder},{self.standby.folder}&port={PORT},{PORT}"

    def make_standby(self, folder=None):
        self.standby = PostgresServer(folder, durable=True, primary=self.primary)
        self.addCleanup(self.standby.stop)
        self.standby.start()
        self.primary.wait_for_standby()

    def take_server_away(self):
        self.primary.kill()
        self.standby.promote()

    def check(self):
        super().check()
        gone, self.primary = self.primary, self.standby
        shutil.rmtree(gone.data)
        self.make_standby(gone.folder)

    def test_failover(self):
        self.run_rounds()


if __name__ == "__main__":
    unittest.main(verbosity=2)
