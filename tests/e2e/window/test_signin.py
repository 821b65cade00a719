"""Who gets into the window, and what it shows while nobody is let in."""
import re
import unittest

from gatehouse import ADMINISTRATOR, PASSWORD, command_line
from waiting import PATIENCE, wait_until
from window_test import OTHER_PASSWORD, WRONG_PASSWORD, WindowTest

SAMPLE_CLIENTS = ("web-shop", "price-feed", "staff-portal", "order-desk")
NOT_LET_IN = "not signed in"


class SignInTest(WindowTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()

    def try_to_get_in(self, window, user_id, password, button="Sign in"):
        """Returns why not."""
        if user_id:
            window.fill("User ID", user_id)
        field = window.win.field("Password")
        field.type(password)
        window.press(button)
        # in this order: it is disabled before it is emptied, and enabled again by the answer
        wait_until(lambda: field.length == 0 and field.enabled, PATIENCE, "the answer")
        return self.say(window, NOT_LET_IN)

    def test_only_enabled_main_administrators_get_in(self):
        command_line(self.database, "user", "add", "plain")
        command_line(self.database, "user", "password", "plain", typed=f"{OTHER_PASSWORD}\n")
        command_line(self.database, "user", "add", "left", "--main-administrator", typed=f"{OTHER_PASSWORD}\n")
        self.disable_user("left")
        window = self.open(signs_in=False)
        refused = {self.try_to_get_in(window, user_id, OTHER_PASSWORD)
                   for user_id in ("nobody", "plain", "left", ADMINISTRATOR)}
        self.assertEqual(len(refused), 1, refused)
        self.assertRegex(refused.pop(), NOT_LET_IN)
        self.assert_shows_nothing_of(window, *SAMPLE_CLIENTS)
        self.close(window)

    def disable_user(self, user_id):
        window = self.open()
        window.page("Users")
        users = window.win.table("Users")
        users.select_row(wait_until(lambda: users.row_of(user_id) + 1, what=user_id) - 1)
        wait_until(lambda: window.win.field("User ID").text == user_id, what=f"{user_id} in the form")
        window.win.check_box("Enabled").uncheck()
        window.save()
        self.close(window)

    def test_password_is_set_for_another_who_then_gets_in(self):
        command_line(self.database, "user", "add", "second")
        window = self.open()
        window.page("Users")
        users = window.win.table("Users")
        users.select_row(wait_until(lambda: users.row_of("second") + 1, what="second") - 1)
        window.win.check_box("Main administrator").check()
        window.save()
        window.tab("Password")
        self.say(window, "has no password")
        window.press("Set password")
        dialog = window.app.window("Set password")
        dialog.field("Password").type(OTHER_PASSWORD)
        self.assertFalse(dialog.button("Set password").enabled)
        dialog.field("Repeat password").type(OTHER_PASSWORD)
        wait_until(lambda: dialog.button("Set password").enabled, what="a password typed twice")
        dialog.button("Set password").press()
        window.app.gone("Set password", PATIENCE)
        self.say(window, "has a password, and can sign in")
        self.close(window)

        window = self.open(signs_in=False)
        window.sign_in("second", OTHER_PASSWORD)
        window.choose_client("web-shop")
        self.close(window)

    def test_right_password_gets_in_after_any_number_of_wrong_ones(self):
        window = self.open(signs_in=False)
        for _ in range(7):
            self.assertRegex(self.try_to_get_in(window, ADMINISTRATOR, WRONG_PASSWORD), NOT_LET_IN)
        self.assert_shows_nothing_of(window, *SAMPLE_CLIENTS)
        window.sign_in()
        self.say(window, "7 tries to sign in as .* failed")
        self.close(window)

    def test_locked_window_shows_nothing_and_keeps_what_was_typed(self):
        window = self.open(signs_in=False)
        unknown = self.try_to_get_in(window, "nobody", WRONG_PASSWORD)
        window.sign_in()
        window.choose_client("web-shop")
        secret = window.add_secret()
        self.secrets.append(secret)
        window.tab("Form")
        window.fill("Title", "Typed before")
        hidden = (*SAMPLE_CLIENTS, "Typed before", secret[-4:])
        window.app.menu("File", "Lock")
        window.win.button("Unlock")
        self.assert_shows_nothing_of(window, *hidden)
        self.assert_offers_nothing(window)
        wait_until(lambda: self.desk.clipboard() != secret, what="the secret to leave the clipboard")
        self.assertEqual(self.try_to_get_in(window, None, WRONG_PASSWORD, "Unlock"), unknown)
        window.app.menu("File", "Quit")
        self.say(window, "unsaved edits")
        self.assert_shows_nothing_of(window, *hidden)

        window.win.field("Password").type(PASSWORD)
        window.press("Unlock")
        window.await_inside()
        self.assertEqual(window.win.field("Client ID").text, "web-shop")
        self.assertEqual(window.win.field("Title").text, "Typed before")
        window.save()
        self.assertIn("Typed before", command_line(self.database, "client", "show", "web-shop"))
        self.close(window)

    def assert_offers_nothing(self, window):
        for action in ("Add", "Save", "Delete", "Add secret", "Export", "Import"):
            self.assertFalse(window.win.button(re.compile(f"^{action}$")).enabled, action)


if __name__ == "__main__":
    unittest.main(verbosity=2)
