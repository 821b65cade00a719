"""The window while the server of its database is gone: it says so and counts, keeps what is typed, and goes on by itself."""
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import ADMINISTRATOR, PASSWORD, PROGRAM, SIGNED_IN, Window, home_at
from postgres import PORT, USER, PostgresServer
from postgres_proxy import PostgresProxy, through
from waiting import PATIENCE, wait_until

GONE = r"The database server .* does not answer\. What you typed stays here\."
CLIENT = "web-shop"


class LostServerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())
        cls.server = PostgresServer()
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        cls.count = 0

    def setUp(self):
        type(self).count += 1
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-lost-")))
        self.url = self.server.make(f"lost{self.count}")
        self.done("init", "--sample-data")

    def done(self, *arguments):
        ended = subprocess.run([PROGRAM, "--database", self.url, *arguments], text=True, stdin=subprocess.DEVNULL,
                               env={**os.environ, **home_at(self.folder), **SIGNED_IN}, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, timeout=PATIENCE)
        self.assertEqual(0, ended.returncode, ended.stderr)
        return ended.stdout

    def opened(self, url):
        window = Window(self.desk, url, self.folder)
        self.addCleanup(window.app.kill)
        window.choose_client(CLIENT)
        return window

    def say(self, window, pattern):
        return window.heard(pattern)

    def is_gone_told(self, window):
        return any(re.search(GONE, text) for text in window.messages())

    def assert_back(self, window):
        wait_until(lambda: not self.is_gone_told(window), PATIENCE, "the bar to go")
        self.assertEqual([], [text for text in window.messages() if "out of reach" in text])

    def stored_once(self, title):
        """What is stored, and in the audit trail one entry of it."""
        self.assertEqual(title, json.loads(self.done("client", "show", CLIENT, "--json"))["title"])
        entries = json.loads(self.done("audit", "list", "--json", "--limit", "1000"))
        written = [change["after"] for entry in entries if entry["name"] == CLIENT and entry["action"] == "change"
                   for change in entry["changes"] if change["field"] == "title"]
        self.assertEqual([title], written)
        self.done("audit", "verify")

    def test_server_killed_and_started_again(self):
        window = self.opened(self.url)
        window.fill("Title", "Typed before")
        self.server.kill()
        try:
            self.say(window, GONE + r" Next try in \d+ s\.$")
            counted = {self.say(window, r"Next try in \d+ s")}
            wait_until(lambda: counted.add(self.say(window, r"Next try in \d+ s")) or len(counted) > 2, PATIENCE,
                       "the seconds to be counted")
            window.fill("Title", "Typed meanwhile")
            window.press("Save")
            self.say(window, r"^Not saved\. The database server is out of reach")
            self.assertTrue(window.is_modified())
        finally:
            self.server.start()
        window.press("Try now")
        self.assert_back(window)
        self.assertEqual("Typed meanwhile", window.win.field("Title").text)
        window.save()
        self.stored_once("Typed meanwhile")
        self.assertEqual(0, window.close())

    def test_sign_in_while_the_server_is_gone(self):
        window = Window(self.desk, self.url, self.folder, signs_in=False)
        self.addCleanup(window.app.kill)
        wait_until(lambda: window.win.button("Sign in"), PATIENCE, "the sign-in page")
        self.server.kill()
        try:
            window.fill("User ID", ADMINISTRATOR)
            window.win.field("Password").type(PASSWORD)
            window.press("Sign in")
            self.say(window, GONE)
            self.say(window, "^The database server is out of reach")
        finally:
            self.server.start()
        self.assert_back(window)
        window.win.field("Password").type(PASSWORD)
        window.press("Sign in")
        window.await_inside()

    def test_other_database_of_that_name(self):
        window = self.opened(self.url)
        window.fill("Title", "Typed before")
        self.server.sql(f'DROP DATABASE "lost{self.count}" WITH (FORCE)')
        self.server.make(f"lost{self.count}")
        self.done("init", "--sample-data")
        self.say(window, "Another database has the name of the one that was open")
        self.assertEqual("Typed before", window.win.field("Title").text)
        window.press("Open again")
        self.say(window, "may be another one now. Sign in to go on")
        self.assertFalse(self.is_gone_told(window))
        window.sign_in()

    def test_window_closes_while_the_server_is_gone(self):
        window = self.opened(self.url)
        self.server.kill()
        try:
            self.say(window, GONE)
            self.assertEqual(0, window.close())
        finally:
            self.server.start()

    def save_cut_by(self, proxy, after):
        """The server has it or not, and no answer comes."""
        window = self.opened(through(self.url, self.server, proxy))
        window.fill("Title", "Typed once")
        proxy.cut(b"COMMIT", after=after, behind=b"Typed once", closes=True)
        window.press("Save")
        self.say(window, "Whether the last change was saved is looked up once it answers")
        return window

    def test_answer_to_a_save_never_comes(self):
        with PostgresProxy(self.server) as proxy:
            window = self.save_cut_by(proxy, after=True)
            self.assertTrue(window.is_modified())
            proxy.open()
            self.assert_back(window)
            wait_until(lambda: not window.is_modified(), PATIENCE, "what was saved to be known")
            self.stored_once("Typed once")
            self.assertEqual(0, window.close())

    def test_save_never_arrives(self):
        with PostgresProxy(self.server) as proxy:
            window = self.save_cut_by(proxy, after=False)
            proxy.open()
            self.say(window, "out of reach for a moment, before this was saved")
            self.assertTrue(window.is_modified())
            self.assertEqual("Typed once", window.win.field("Title").text)
            window.save()
            self.stored_once("Typed once")

    def test_standby_that_takes_over_late(self):
        """Until then there is a server that can only be read: what is typed waits for it to be written to."""
        primary = PostgresServer(durable=True)
        self.addCleanup(primary.stop)
        primary.start().make("team")
        standby = PostgresServer(durable=True, primary=primary)
        self.addCleanup(standby.stop)
        standby.start()
        primary.wait_for_standby()
        self.url = f"postgresql://{USER}@/team?host={primary.folder},{standby.folder}&port={PORT},{PORT}"
        self.done("init", "--sample-data")
        window = self.opened(self.url)
        primary.kill()
        self.say(window, r"^The database can only be read at the moment\. .* standby.* What you typed stays here")
        window.fill("Title", "Typed before it took over")
        self.assertTrue(window.is_modified())
        self.assertFalse(window.win.button("Save").enabled)
        window.add_redirects("Allowed login redirects", "https://shop.example.com/late")
        window.tab("Form")
        standby.promote()
        wait_until(lambda: window.win.button("Save").enabled, PATIENCE, "Save to be offered")
        self.assertEqual("Typed before it took over", window.win.field("Title").text)
        window.save()
        self.stored_once("Typed before it took over")
        self.assertIn("https://shop.example.com/late",
                      json.loads(self.done("client", "show", CLIENT, "--json"))["login_redirects"])
        self.assertEqual(0, window.close())

    def test_cut_in_the_middle_of_an_import(self):
        file = self.folder / "clients.json"
        file.write_text(json.dumps({"format": "gatehouse", "version": 1, "clients": [
            {"client_id": "imported", "title": "Imported once"}]}))
        self.done("licence", "--unlimited")
        with PostgresProxy(self.server) as proxy:
            window = self.opened(through(self.url, self.server, proxy))
            window.press("Import")
            dialog = window.app.window("Import client applications")
            dialog.field("File name").type(str(file))
            button = dialog.button("Import")
            wait_until(lambda: button.enabled, PATIENCE, "Import to be offered")
            proxy.cut(b"NOTIFY", after=True, behind=b"Imported once", closes=True)
            button.press()
            wait_until(lambda: proxy.cuts, PATIENCE, "the cut")
            proxy.open()
            wait_until(lambda: window.win.table("Client applications").row_of("imported") >= 0, PATIENCE,
                       "what was imported")
        entries = json.loads(self.done("audit", "list", "--json", "--limit", "1000"))
        self.assertEqual(1, len([entry for entry in entries if entry["name"] == "imported"]))
        self.done("audit", "verify")


if __name__ == "__main__":
    unittest.main(verbosity=2)
