"""A window with an authorization server that runs: Debian's Glewlwyd. Added, tested, pushed to, compared and taken from."""
import unittest

from glewlwyd import PASSWORD, USER, Glewlwyd
from server_dialogs import COMPARED, DIFFERENT, ServerDialogs
from waiting import PATIENCE, wait_until
from window_test import WindowTest

SHOP = "web-shop"
SERVER = "Staff sign-in"
TITLE_HERE, TITLE_THERE = "The shop, as it is meant", "The shop, as somebody called it there"


class LiveServerTest(ServerDialogs, WindowTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.server = self.enterContext(Glewlwyd())
        self.server.accept_logout_redirects()

    def add_server(self, window, secret):
        window.page("Servers")
        window.press("Add")
        window.fill("Name", SERVER)
        window.win.combo("Kind").choose("Glewlwyd")
        window.fill("Base URL", self.server.address)
        window.fill("User name", USER)
        window.win.field("Secret").type(secret)
        window.save()

    def test_from_no_server_to_the_same_on_both_sides(self):
        window = self.open()
        self.add_server(window, "not-the-password")
        window.press("Test connection")
        window.heard("user name or password is wrong")
        window.win.field("Secret").type(PASSWORD)
        window.save()
        window.press("Test connection")
        window.heard("Glewlwyd 2")
        window.page("Client applications")

        window.choose_client(SHOP)
        push = self.dialog(window, "Push to server")
        self.plan(push, "Push")
        self.assertEqual([[SHOP, "Add"]], [row for row in push.table("What happens").rows() if row[0] == SHOP])
        push.button("Push").press()
        self.say_in(push, "1 of 1 client application")
        self.close_dialog(window, push, "Push to server")
        there = self.server.client(SHOP)
        self.assertTrue(there["enabled"])
        self.assertEqual([], [secret for secret in self.secrets if secret in str(there)])

        compare = self.dialog(window, "Compare with server")
        self.assertEqual({SHOP: "The same"}, self.compare(compare))
        self.server.change_client({**there, "name": TITLE_THERE})
        compare.button("Compare").press()
        wait_until(lambda: [row[1] for row in compare.table(COMPARED).rows()] == ["Differs"], PATIENCE, "what differs now")
        (difference,) = compare.table(DIFFERENT).rows()
        self.assertEqual(("Title", TITLE_THERE), (difference[0], difference[2]))
        self.close_dialog(window, compare, "Compare with server")

        take = self.dialog(window, "Take from server")
        self.plan(take, "Take")
        take.button("Take").press()
        self.say_in(take, "changed: 1")
        self.close_dialog(window, take, "Take from server")
        wait_until(lambda: window.win.field("Title").text == TITLE_THERE, PATIENCE, "the title of there")

        window.fill("Title", TITLE_HERE)
        window.save()
        push = self.dialog(window, "Push to server")
        self.plan(push, "Push")
        push.button("Push").press()
        self.say_in(push, "1 of 1 client application")
        self.close_dialog(window, push, "Push to server")
        now = self.server.client(SHOP)
        self.assertEqual(TITLE_HERE, now["name"])
        self.assertEqual({name for name in there if there[name] != now[name]}, {"name"})
        self.close(window)

    def test_two_sides_changed_the_same_and_one_is_chosen(self):
        window = self.open()
        self.add_server(window, PASSWORD)
        window.page("Client applications")
        window.choose_client(SHOP)
        push = self.dialog(window, "Push to server")
        self.plan(push, "Push")
        push.button("Push").press()
        self.say_in(push, "1 of 1 client application")
        self.close_dialog(window, push, "Push to server")
        self.server.change_client({**self.server.client(SHOP), "name": TITLE_THERE})
        window.fill("Title", TITLE_HERE)
        window.save()

        push = self.plan_with_conflict(window)
        self.assertEqual(TITLE_THERE, self.server.client(SHOP)["name"])
        self.push_ours(push)
        self.assertEqual(TITLE_HERE, self.server.client(SHOP)["name"])
        self.close_dialog(window, push, "Push to server")
        self.close(window)


if __name__ == "__main__":
    unittest.main()
