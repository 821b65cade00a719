"""The dialogs in which a window compares with a server, pushes to it and takes from it."""
import re

from atspi_finding import BUTTONS
from waiting import PATIENCE, wait_until

COMPARED = "Compared client applications"
DIFFERENT = "Fields that differ"


class ServerDialogs:
    """For a WindowTest."""

    def dialog(self, window, action):
        window.press(action)
        return window.app.window(action)

    def compare(self, dialog):
        """The state of each client application, by client ID."""
        wait_until(lambda: dialog.button("Compare").enabled, PATIENCE, "a server to compare with")
        dialog.button("Compare").press()
        table = dialog.table(COMPARED)
        wait_until(lambda: dialog.button("Save as text…").enabled, PATIENCE, "the comparison")
        return {row[0]: row[1] for row in table.rows()}

    def plan(self, dialog, button):
        wait_until(lambda: dialog.button("Show plan").enabled, PATIENCE, "a server to plan for")
        dialog.button("Show plan").press()
        wait_until(lambda: dialog.button(button).enabled, PATIENCE, f"{button} to be offered")

    def say_in(self, dialog, pattern):
        return wait_until(lambda: next((label.text for label in dialog.find_all("label")
                                        if re.search(pattern, label.text or "")), None),
                          PATIENCE, f"a message with {pattern!r}")

    def close_dialog(self, window, dialog, title):
        dialog.find_all(BUTTONS, "Close")[-1].press()  # the first may be a message's
        window.app.gone(title)

    def plan_with_conflict(self, window):
        """Of one client application; nothing can be pushed before something is chosen."""
        push = self.dialog(window, "Push to server")
        wait_until(lambda: push.button("Show plan").enabled, PATIENCE, "a server to plan for")
        push.button("Show plan").press()
        wait_until(lambda: push.table("What happens").n_rows() == 1, PATIENCE, "the plan")
        self.assertFalse(push.button("Push").enabled)
        return push

    def push_ours(self, push):
        push.button("In all conflicts take what is here").press()
        wait_until(lambda: push.button("Push").enabled, PATIENCE, "Push to be offered")
        push.button("Push").press()
        self.say_in(push, "1 of 1 client application")
