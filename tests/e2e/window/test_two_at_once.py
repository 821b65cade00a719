"""Two administrators in two windows on one database: nobody's work is lost, and who is second is asked no more than
needed."""
import json
import tempfile
import unittest

from atspi_driver import Desktop
from gatehouse import Window, command_line
from waiting import PATIENCE, wait_until

CLIENT = "web-shop"


class TwoAtOnce(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-"))
        self.database = f"{self.folder}/gatehouse.sqlite"
        command_line(self.database, "init", "--sample-data")
        self.windows = [self.open(), self.open()]

    def open(self):
        window = Window(self.desk, self.database, self.folder)
        self.addCleanup(window.app.kill)
        window.choose_client(CLIENT)
        return window

    def stored(self):
        return json.loads(command_line(self.database, "client", "show", CLIENT, "--json"))

    def say(self, window, text):
        return wait_until(lambda: next((said for said in window.messages() if text in said), None), PATIENCE, text)

    def type_and_save(self, window, label, text):
        window.to_front()
        window.fill(label, text)
        window.save()

    def test_different_fields_are_both_saved(self):
        first, second = self.windows
        second.fill("Home page", "https://second.example.com/")
        self.type_and_save(first, "Title", "Of the first")
        second.save()
        self.say(second, 'Title is now "Of the first"')
        self.assertEqual("Of the first", second.win.field("Title").text)
        self.assertEqual(("Of the first", "https://second.example.com/"),
                         (self.stored()["title"], self.stored()["client_uri"]))

    def test_the_same_field_is_chosen(self):
        first, second = self.windows
        second.fill("Title", "Of the second")
        self.type_and_save(first, "Title", "Of the first")
        second.press("Save")
        dialog = second.app.window("Merge changes")
        table = dialog.table("Changes")
        self.assertEqual(["Field", "As it was", "Theirs", "Mine", "What happens"], table.headers())
        self.assertEqual(["Title", "Web shop", "Of the first", "Of the second"], table.rows()[0][:4])
        self.assertFalse(dialog.button("Save").enabled)
        dialog.button("Cancel").press()
        second.app.gone("Merge changes")
        self.say(second, "What you typed is kept")
        self.assertEqual("Of the second", second.win.field("Title").text)
        second.press("Save")
        dialog = second.app.window("Merge changes")
        dialog.button("Keep mine in all").press()
        wait_until(lambda: dialog.button("Save").enabled, what="Save to be offered")
        dialog.button("Save").press()
        wait_until(lambda: not second.is_modified(), PATIENCE, "everything to be saved")
        self.assertEqual("Of the second", self.stored()["title"])

    def test_a_deleted_one_is_kept_as_new(self):
        _, second = self.windows
        second.fill("Title", "Of the second")
        command_line(self.database, "client", "delete", CLIENT, "--yes")
        second.press("Save")
        self.say(second, "was deleted by somebody else")
        second.win.button("Keep as new").press()
        wait_until(lambda: not second.is_modified(), PATIENCE, "everything to be saved")
        self.assertEqual("Of the second", self.stored()["title"])
        self.assertTrue(self.stored()["login_redirects"])

    def test_a_deleted_one_is_dropped(self):
        _, second = self.windows
        second.fill("Title", "Of the second")
        command_line(self.database, "client", "delete", CLIENT, "--yes")
        second.press("Save")
        self.say(second, "was deleted by somebody else")
        second.win.button("Drop").press()
        wait_until(lambda: not second.is_modified(), PATIENCE, "nothing to be unsaved")
        listed = json.loads(command_line(self.database, "client", "list", "--json"))
        self.assertNotIn(CLIENT, [client["client_id"] for client in listed])


if __name__ == "__main__":
    unittest.main()
