"""Two windows and the command line on one database: each sees what the other saves, and who has what open."""
import time
import unittest

from atspi_driver import Desktop
from gatehouse import ADMINISTRATOR, command_line
from waiting import PATIENCE, wait_until
from window_test import WindowTest

SOON = 1.0  # seconds
ROUNDS = 5
OTHER = "berta"
OTHER_PASSWORD = "Lente!2029-groen?"


class Colleagues(WindowTest):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop(size="2600x1024x24"))  # for two windows side by side

    def setUp(self):
        super().setUp()
        self.init_with_samples()
        command_line(self.database, "user", "add", OTHER, "--main-administrator", typed=f"{OTHER_PASSWORD}\n")
        self.secrets.append(OTHER_PASSWORD)
        self.one = self.open()
        self.place(self.one, 0)
        self.two = self.open(signs_in=False)
        self.place(self.two, 1300)
        self.two.sign_in(OTHER, OTHER_PASSWORD)

    def place(self, window, left):
        (shown,) = wait_until(lambda: self.desk.visible_windows(window.app.proc.pid), what="the window on the display")
        self.desk.xdo("windowsize", shown, 1280, 800, "windowmove", shown, left, 0)
        wait_until(lambda: left <= window.win.rect[0] < left + 20, what="the window's place")

    def table(self, window):
        return window.win.table("Client applications")

    def listed(self, window):
        return [row[0] for row in self.table(window).rows()]

    def row(self, window, client_id):
        table = self.table(window)
        return table.rows()[table.row_of(client_id)]

    def seconds_until(self, condition, what):
        begun = time.monotonic()
        wait_until(condition, what=what)
        return time.monotonic() - begun

    def assert_soon(self, change, is_seen):
        """The best of some rounds counts: the machine may have other things to do, and looking takes time, too."""
        best = None
        for round_number in range(ROUNDS):
            value = f"Round {round_number}"
            change(value)
            taken = self.seconds_until(lambda: is_seen(value), f"{value} to be seen")
            best = taken if best is None else min(best, taken)
            if best <= SOON:
                return
        self.fail(f"the best of {ROUNDS} took {best:.2f} seconds")

    def test_saves_of_others_appear_within_a_second(self):
        for window in (self.one, self.two):
            window.choose_client("web-shop")
        title = self.two.win.field("Title")
        self.assert_soon(lambda value: command_line(self.database, "client", "set", "web-shop", f"title={value}"),
                         lambda value: title.text == value)
        self.assertIn(title.text, self.row(self.two, "web-shop"))
        self.one.win.field("Title").type("By the other window")
        self.one.save()
        wait_until(lambda: title.text == "By the other window", what="the save of the other window")
        self.assertFalse(self.two.is_modified())

    def test_rows_come_and_go_and_what_is_open_stays(self):
        self.two.choose_client("web-shop")
        command_line(self.database, "licence", "--unlimited")
        command_line(self.database, "client", "add", "aaa", "title=First", "support_openid=false",
                     "support_api=true", "grant_type=client_credentials", "identity=svc-price-feed")
        table = self.table(self.two)
        wait_until(lambda: self.listed(self.two)[0] == "aaa", what="the new row")
        self.assertEqual(self.two.win.field("Client ID").text, "web-shop")
        self.assertTrue(table.cell(table.row_of("web-shop"), 0).selected)
        command_line(self.database, "client", "delete", "aaa", "--yes")
        wait_until(lambda: "aaa" not in self.listed(self.two), what="the row gone")
        self.assertTrue(table.cell(table.row_of("web-shop"), 0).selected)
        command_line(self.database, "client", "delete", "web-shop", "--yes")
        self.say(self.two, '"web-shop" was deleted by somebody else')

    def test_who_types_is_left_alone_and_told(self):
        for window in (self.one, self.two):
            window.choose_client("web-shop")
        field = self.two.win.field("Title")
        field.type("Mine")
        self.one.win.field("Description").type("Theirs")
        self.one.save()
        told = self.say(self.two, "saved client application")
        self.assertIn(f"{ADMINISTRATOR} saved", told)
        self.assertIn("Save merges", told)
        self.assertEqual(field.text, "Mine")

    def test_who_has_it_open_and_who_edits_it(self):
        for window in (self.one, self.two):
            window.choose_client("web-shop")
        self.say(self.one, f"^{OTHER} has this open$")
        self.say(self.two, f"^{ADMINISTRATOR} has this open$")
        self.two.win.field("Title").type("Typed")
        self.say(self.one, f"^{OTHER} is editing this since ")
        self.two.press("Revert")
        self.say(self.one, f"^{OTHER} has this open$")
        self.two.choose_client("order-desk")
        self.silent(self.one)
        self.two.choose_client("web-shop")
        self.say(self.one, f"^{OTHER} has this open$")
        self.two.page("Users")
        self.silent(self.one)
        self.two.page("Client applications")
        self.say(self.one, f"^{OTHER} has this open$")
        self.assertEqual(self.two.close(), 0)
        self.silent(self.one)
        self.assertEqual(self.stored(f"SELECT user_id FROM presence WHERE user_id = '{OTHER}'"), [])

    def test_killed_window_is_forgotten(self):
        for window in (self.one, self.two):
            window.choose_client("web-shop")
        self.say(self.one, f"^{OTHER} has this open$")
        self.two.app.kill()
        self.silent(self.one, PATIENCE)
        # Removed by whoever writes next.
        wait_until(lambda: not self.stored(f"SELECT 1 FROM presence WHERE user_id = '{OTHER}'"), what="the row gone")

    def test_presence_is_in_no_export_and_in_no_audit_trail(self):
        self.one.choose_client("web-shop")
        wait_until(lambda: self.stored("SELECT 1 FROM presence WHERE application_id <> ''"), what="a row")
        (machine,) = self.stored("SELECT DISTINCT machine FROM presence")[0]
        self.assertTrue(machine)
        exported = command_line(self.database, "export", "--format", "gatehouse")
        self.assertNotIn("presence", exported)
        self.assertEqual(self.stored("SELECT 1 FROM audit_entry WHERE subject = 'presence' OR changes LIKE '%presence%'"), [])

    def silent(self, window, timeout=None):
        wait_until(lambda: not any(OTHER in text and ("open" in text or "editing" in text) for text in window.messages()),
                   timeout, what="nothing to be said of others")


if __name__ == "__main__":
    unittest.main(verbosity=2)
