"""Runs keyring_states.cpp against a real Secret Service in each of its states, on a session bus of its own, without a display."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import unittest

from gi.repository import Gio, GLib

from waiting import wait_until

TEST = (os.environ["UNIT_SERVICES"], "keyring_states")
SERVICE = "org.freedesktop.secrets"


class KeyringTest(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="gatehouse-keyring-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        (self.home / "run").mkdir(mode=0o700)
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("XDG_", "DBUS_", "GNOME_")) and name not in ("DISPLAY", "WAYLAND_DISPLAY",
                                                                                     "DESKTOP_SESSION")}
        self.environment = {**kept, "HOME": str(self.home), "XDG_DATA_HOME": str(self.home / "data"),
                            "XDG_RUNTIME_DIR": str(self.home / "run"),
                            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.home}/no-bus"}

    def start(self, *command, **options):
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL, **options)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        process.terminate()
        process.wait(timeout=10)
        for stream in (process.stdin, process.stdout):
            if stream:
                stream.close()

    def start_bus(self):
        bus = self.start("dbus-daemon", "--session", "--nofork", "--print-address", stdout=subprocess.PIPE, text=True)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()

    def connection(self):
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        return Gio.DBusConnection.new_for_address_sync(self.environment["DBUS_SESSION_BUS_ADDRESS"], flags, None, None)

    def ask_bus(self, connection, method, arguments):
        return connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
                                    GLib.Variant(*arguments), None, Gio.DBusCallFlags.NONE, 5000, None).unpack()[0]

    def start_keyring(self, *options, password=None):
        daemon = self.start("gnome-keyring-daemon", "--foreground", "--components=secrets", *options,
                            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        if password:
            daemon.stdin.write(password.encode())
        daemon.stdin.close()
        connection = self.connection()
        wait_until(lambda: self.ask_bus(connection, "NameHasOwner", ("(s)", (SERVICE,))), 20, "the keyring to start")
        connection.close_sync(None)
        return daemon

    def check(self, *functions):
        done = subprocess.run([*TEST, *functions], env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
        totals = re.search(r"Totals: (\d+) passed, (\d+) failed, (\d+) skipped", done.stdout)
        self.assertIsNotNone(totals, done.stdout)
        # QtTest counts its own beginning and end, too.
        self.assertEqual((str(len(functions) + 2), "0", "0"), totals.groups(), done.stdout)
        self.assertEqual(0, done.returncode, done.stdout)

    def test_unlocked(self):
        self.start_bus()
        self.start_keyring("--unlock", password="test")
        self.check("keeps", "keepsForManyThreads", "holdsTheKeyOfADatabase", "keepsPasswordsOfServers")

    def test_locked(self):
        self.start_bus()
        self.end(self.start_keyring("--unlock", password="test"))
        self.start_keyring()
        self.check("locked")

    def test_no_bus(self):
        self.check("noService")

    def test_service_that_does_not_answer(self):
        self.start_bus()
        daemon = self.start_keyring("--unlock", password="test")
        daemon.send_signal(signal.SIGSTOP)
        self.addCleanup(daemon.send_signal, signal.SIGCONT)
        self.check("silentService")


if __name__ == "__main__":
    unittest.main()
