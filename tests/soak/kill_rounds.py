"""Ends the program by kill -9 at random moments of some work, and looks after each what is left of it."""
import contextlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from command_line import DONE, CommandLineTest
from waiting import PATIENCE

ROUNDS = int(os.environ.get("GATEHOUSE_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("GATEHOUSE_KILL_SEED") or time.time_ns() % 10**9)
CLIENTS = 200
# Names that are made at random: record keys, thumbprints, identifiers of keys and databases.
RANDOM_NAME = re.compile(r"[0-9a-f]{8,}(-[0-9a-f]{4,})*")
# What ends a round, which then names itself: a machine that was too slow for it, too.
FAULTS = AssertionError, subprocess.TimeoutExpired
WITH_SECRETS = ("export", "--format", "gatehouse", "--include-secrets", "--yes")


def computed(pid):
    """Seconds of a process and all its threads; the number of the clock is that of clock_getcpuclockid(3)."""
    with contextlib.suppress(OSError):  # it may have ended since
        return time.clock_gettime((~pid << 3) | 2)
    return 0


class KillRounds(CommandLineTest):
    """A database with sealed secrets and certificates, a home and a folder for temporary files, and the work of a
    subclass: work(number) starts it, check(number, acknowledged) looks what became of it."""

    def setUp(self):
        super().setUp()
        self.elsewhere = self.folder / "elsewhere"   # what the test puts aside
        for folder in (self.elsewhere, self.folder / "tmp", self.folder / "output"):
            folder.mkdir()
        self.secrets = set()
        self.init_with_samples()
        self.output("licence", "--unlimited")
        self.output("certificate", "storage", "local", "--folder", self.folder / "certificates", "--overlap-hours", 0,
                    "--token-lifetime-hours", 1)
        self.output("certificate", "rollover")
        self.output("import", self.clients_file(CLIENTS, "at first"))
        self.secrets |= {self.secret_of(number) for number in range(CLIENTS)}
        print(f"{self.id()}: {ROUNDS} rounds, GATEHOUSE_KILL_SEED={SEED}", file=sys.stderr, flush=True)

    def environment(self):
        return {**super().environment(), "TMPDIR": str(self.folder / "tmp"),
                "XDG_CACHE_HOME": str(self.folder / "cache"), "XDG_STATE_HOME": str(self.folder / "state")}

    def clients_file(self, clients, title):
        path = self.elsewhere / "clients.json"
        path.write_text(json.dumps({"format": "gatehouse", "version": 1, "clients": [
            {"client_id": f"client-{number}", "title": f"Client {number} {title}",
             "secrets": [{"description": "imported", "secret": self.secret_of(number)}]} for number in range(clients)]}))
        return path

    @staticmethod
    def secret_of(number):
        """As long as a generated one, and as hard to guess."""
        return random.Random(f"secret {number}").randbytes(32).hex()

    # --- the rounds ---
    def run_rounds(self):
        signed_in = self.cost_of("licence")
        self.before(0)
        whole = self.cost_of(*self.work(0))
        self.assertTrue(self.acknowledged(*self.told()), self.told())
        self.assert_whole(0, True)
        usual = self.files()
        for number in range(1, ROUNDS + 1):
            moment = self.moment(number, signed_in, whole)
            try:
                self.before(number)
                acknowledged = self.killed(number, moment)
                self.assert_whole(number, acknowledged)
                self.finish(f"after {number}")
                self.assertEqual(usual, self.files(), "left behind")
            except FAULTS as fault:
                raise AssertionError(f"round {number}, killed after {moment:.3f} of {whole:.3f} s of computing, "
                                     f"GATEHOUSE_KILL_SEED={SEED}: {fault}") from fault
        self.check_at_the_end()

    def cost_of(self, *arguments):
        """In seconds of computing, which are the same on a busy machine."""
        started = self.begin(*arguments)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(DONE, started.returncode, self.told())
        return used.ru_utime + used.ru_stime

    def moment(self, number, signed_in, whole):
        """Three of four fall behind the sign-in, which is the same for all work."""
        chance = random.Random(f"{SEED} {self.id()} {number}")
        return chance.uniform(0, signed_in) if number % 4 == 0 else chance.uniform(min(signed_in, whole) * 0.9, whole)

    def killed(self, number, moment):
        """Whether it said before it ended that the work was done."""
        arguments = self.work(number)
        started = self.begin(*arguments)
        until = time.monotonic() + PATIENCE
        while started.poll() is None and time.monotonic() < until:
            time.sleep(0.0005)
            if self.is_due(number, started.pid, moment):
                started.kill()
                started.wait(PATIENCE)
        self.assertIn(started.returncode, (DONE, -signal.SIGKILL), f"{arguments}: {self.told()}")
        return self.acknowledged(*self.told())

    def begin(self, *arguments):
        """What it prints goes to files, because a pipe may get full."""
        with open(self.elsewhere / "printed", "wb") as printed, open(self.elsewhere / "said", "wb") as said:
            return subprocess.Popen(self.command(*arguments), stdin=subprocess.DEVNULL, stdout=printed, stderr=said,
                                    env=self.environment())

    def told(self):
        return [(self.elsewhere / name).read_text(errors="replace") for name in ("printed", "said")]

    def finish(self, number):
        """The same work undisturbed, as at the next ordinary start."""
        self.before(number)
        ended = self.run_for(DONE, *self.work(number))
        self.assertTrue(self.acknowledged(ended.stdout, ended.stderr), f"{ended.stdout}{ended.stderr}")
        self.assert_whole(number, True)

    # --- what a subclass says ---
    def before(self, number):
        pass

    def is_due(self, number, pid, moment):
        return computed(pid) >= moment

    def check_at_the_end(self):
        pass

    # --- what is left ---
    def assert_whole(self, number, acknowledged):
        self.assert_sound()
        self.check(number, acknowledged)
        self.output("audit", "verify")
        self.assertLessEqual(self.secrets, self.opened_secrets(), "sealed secrets")

    def assert_sound(self):
        self.assertEqual([("ok",)], self.stored("PRAGMA integrity_check"))
        self.assertEqual([], self.stored("PRAGMA foreign_key_check"))

    def stored(self, query, *values):
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return connection.execute(query, values).fetchall()

    def opened_secrets(self, **options):
        """Those that are stored so that they can be read again."""
        exported = json.loads(self.output(*WITH_SECRETS, **options))
        return {secret["secret"] for client in exported["clients"] for secret in client.get("secrets", ())
                if "secret" in secret}

    def files(self):
        """What lies around, by the kind of its name. SQLite's own files come and go beside the database."""
        found = set()
        for path in self.folder.rglob("*"):
            place = path.relative_to(self.folder)
            if place.parts[0] != self.elsewhere.name and path.is_file():
                found.add(RANDOM_NAME.sub("*", re.sub(r"(\.sqlite)-(wal|shm)$", r"\1", str(place))))
        return sorted(found)

    def backed_up(self):
        """A copy of the database as somebody makes one who closes the program first."""
        path = self.elsewhere / "backup.sqlite"
        path.unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(self.database)) as connection, \
                contextlib.closing(sqlite3.connect(path)) as copy:
            connection.backup(copy)
        path.chmod(0o600)
        return path

    def opened_backup(self, path):
        """The secrets in a copy, put where nothing knows of what came after it."""
        state = self.elsewhere / "state"
        shutil.rmtree(state, ignore_errors=True)
        original, self.database = self.database, path
        try:
            return self.opened_secrets(env={"XDG_STATE_HOME": str(state)})
        finally:
            self.database = original
