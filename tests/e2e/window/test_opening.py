"""Another database is opened in the window: a file, or one on a server that asks for a password."""
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

from gi.repository import Gio, GLib

from atspi_driver import Desktop
from gatehouse import Window, command_line, home_at
from postgres import PostgresServer
from traces import traces
from waiting import PATIENCE, NotFound, wait_until

DATABASE_PASSWORD = "Lente!2026 w/k"
IN_URL = "Lente!2026%20w%2Fk"


class Opening(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = PostgresServer(auth="scram-sha-256", password=DATABASE_PASSWORD)
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        with cls.password_known():
            cls.url = cls.server.make("shared")
            command_line(cls.url, "init", "--sample-data", home=cls.server.folder)
        cls.desk = cls.enterClassContext(Desktop())

    @staticmethod
    def password_known():
        """To the command line and psql; the window is never told."""
        return patch.dict(os.environ, PGPASSWORD=DATABASE_PASSWORD)

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        self.database = self.folder / "gatehouse.sqlite"
        command_line(self.database, "init", "--sample-data")

    def open(self, database, signs_in=True):
        window = Window(self.desk, database, self.folder, signs_in)
        self.addCleanup(window.app.kill)
        return window

    def ask(self, window):
        window.app.menu("File", "Open database")
        return window.app.window("Open database", PATIENCE)

    def say(self, dialog, text):
        def said():
            return next((label.text for label in dialog.find_all("label") if text in label.text), None)
        try:
            return wait_until(said, PATIENCE, text)
        except NotFound:
            raise AssertionError(f"{text!r} is not in {[label.text for label in dialog.find_all('label')]}") from None

    def with_password(self, password=IN_URL):
        return self.url.replace("gatehouse@", f"gatehouse:{password}@")

    def test_server_is_tested_opened_and_remembered(self):
        window = self.open(self.database)
        window.choose_client("web-shop")
        window.fill("Title", "Typed and not saved")
        dialog = self.ask(window)
        dialog.radio("Server (PostgreSQL)").toggle()
        address = dialog.field("URL")
        address.paste(self.with_password("wrong"))
        wait_until(lambda: address.text == self.url, what=f"the URL without a password, not {address.text}")
        dialog.button("Test connection").press()
        self.say(dialog, "refuses the password")
        dialog.field("Password").type(DATABASE_PASSWORD)
        dialog.button("Test connection").press()
        self.say(dialog, "database is there")
        self.assertEqual("shared", dialog.field("Database").text)
        dialog.button("Open").press()

        # Nothing typed is lost.
        question = window.app.window("Unsaved changes", PATIENCE)
        question.button("Keep editing").press()
        window.app.gone("Unsaved changes")
        self.assertEqual("Typed and not saved", window.win.field("Title").text)
        dialog = self.ask(window)
        dialog.radio("Server (PostgreSQL)").toggle()
        dialog.field("URL").paste(self.with_password())
        wait_until(lambda: dialog.field("Password").length == len(DATABASE_PASSWORD), what="the password in its field")
        dialog.button("Open").press()
        window.app.window("Unsaved changes", PATIENCE).button("Save changes").press()
        wait_until(lambda: window.win.find_all("label", "Sign in to Gatehouse"), PATIENCE, "the sign-in page")
        self.assertIn("Typed and not saved", command_line(self.database, "client", "show", "web-shop"))
        window.sign_in()
        window.choose_client("web-shop")
        self.assertNotEqual("Typed and not saved", window.win.field("Title").text)
        window.fill("Title", "On the server")
        window.save()
        with self.password_known():
            self.assertIn("On the server", command_line(self.url, "client", "show", "web-shop", home=self.folder))
        self.assert_hygiene(window)

        # And back, by the menu.
        self.assertEqual(2, len(self.recent(window)))
        window.app.menu("File", "Open recent", re.compile(r".*gatehouse\.sqlite"))
        wait_until(lambda: window.win.find_all("label", "Sign in to Gatehouse"), PATIENCE, "the sign-in page")
        window.sign_in()
        window.choose_client("web-shop")
        self.assertEqual("Typed and not saved", window.win.field("Title").text)
        self.assertEqual(0, window.close())
        self.assertEqual(2, len(self.recent(self.open(self.database, signs_in=False))))

    def recent(self, window):
        menu = window.app.window_with_menubar().find("menu bar", only_showing=False)
        entries = menu.find("menu item", "File", only_showing=False).find("menu item", "Open recent", only_showing=False)
        return [entry.name for entry in entries.find_all("menu item", only_showing=False) if entry.name]

    def assert_hygiene(self, window):
        files = {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        files["output"] = window.app.output().encode()
        self.assertTrue([name for name, content in files.items() if b"postgresql:" in content], "nothing is remembered")
        for trace in traces(DATABASE_PASSWORD):
            self.assertEqual([name for name, content in files.items() if trace in content], [])

    def test_password_that_nobody_gave_is_asked_for(self):
        window = self.open(self.url, signs_in=False)
        dialog = window.app.window("Password of the database", PATIENCE)
        self.say(dialog, "asks for the password")
        dialog.field("Password").type("wrong")
        dialog.button("Connect").press()
        dialog = wait_until(lambda: next((found for found in [window.app.window("Password of the database")]
                                          if found.find_all("label", re.compile("refuses the password"))), None),
                            PATIENCE, "to be asked again")
        dialog.field("Password").type(DATABASE_PASSWORD)
        dialog.button("Connect").press()
        window.app.gone("Password of the database", PATIENCE)
        window.win = window.app.window_with_menubar()  # the dialog was there first
        window.sign_in()
        window.choose_client("web-shop")

    def test_password_is_kept_in_the_keyring(self):
        self.start_keyring()
        window = self.open(self.database, signs_in=False)
        dialog = self.ask(window)
        dialog.radio("Server (PostgreSQL)").toggle()
        dialog.field("URL").paste(self.with_password())
        wait_until(lambda: dialog.field("Password").length == len(DATABASE_PASSWORD), what="the password in its field")
        dialog.check_box("Keep the password in the keyring").check()
        dialog.button("Open").press()
        window.app.gone("Open database")
        window.sign_in()
        settings = self.folder / "config/gatehouse/gatehouse.conf"
        wait_until(lambda: re.search('inKeyring="?postgresql:', settings.read_text()), PATIENCE, "it to be kept")
        self.assertEqual(0, window.close())
        again = self.open(self.url)  # and is asked for nothing but who signs in
        again.choose_client("web-shop")

    def start_keyring(self):
        daemon = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
                                  env={**os.environ, **home_at(self.folder)}, stdin=subprocess.PIPE,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(daemon.wait)
        self.addCleanup(daemon.terminate)
        daemon.stdin.write(b"test")
        daemon.stdin.close()
        bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        owner = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                 GLib.Variant("(s)", ("org.freedesktop.secrets",)), None, Gio.DBusCallFlags.NONE, 5000, None)
        wait_until(lambda: bus.call_sync(*owner).unpack()[0], PATIENCE, "the keyring to start")

    def test_server_that_is_out_of_reach_leaves_a_way_on(self):
        nowhere = self.url.replace(str(self.server.folder).replace("/", "%2F"), f"{self.folder}/none")
        window = self.open(nowhere, signs_in=False)
        wait_until(lambda: window.win.find_all("label", "Gatehouse cannot open the database"), PATIENCE, "what happened")
        window.press("Open database")
        dialog = window.app.window("Open database", PATIENCE)
        dialog.field("File name").type(str(self.database))
        dialog.button("Open").press()
        window.app.gone("Open database")
        window.sign_in()
        window.choose_client("web-shop")


if __name__ == "__main__":
    unittest.main(verbosity=2)
