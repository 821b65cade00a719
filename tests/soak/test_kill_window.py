"""kill -9 at random moments of Save in the window: what it said was saved is there, and nothing is there by half."""
import random
import time
import unittest

from atspi_driver import Desktop
from gatehouse import SIGNED_IN, Window
from kill_rounds import ROUNDS, SEED, KillRounds

CLIENT = "web-shop"


class WindowSaveTest(KillRounds):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())

    def test_save(self):
        whole = self.duration_of_save("round 0")
        usual = self.files()
        for number in range(1, ROUNDS + 1):
            moment = random.Random(f"{SEED} {self.id()} {number}").uniform(0, whole)
            try:
                self.round(f"round {number}", moment)
                self.duration_of_save(f"after {number}")
                self.assert_whole(f"after {number}", True)
                self.assertEqual(usual, self.files(), "left behind")
            except AssertionError as fault:
                raise AssertionError(f"round {number}, killed {moment:.3f} s after Save was pressed, which takes "
                                     f"{whole:.3f} s, GATEHOUSE_KILL_SEED={SEED}: {fault}") from fault

    def opened(self, title):
        """The window with a new title typed, and a secret that is not saved either."""
        session = {name: value for name, value in self.environment().items() if name not in SIGNED_IN}
        window = Window(self.desk, self.database, self.folder, session=session)
        self.addCleanup(window.app.kill)
        window.fill("Search client applications", CLIENT)  # among more than the list reads at once
        window.choose_client(CLIENT)
        self.secret = window.add_secret("Add secret (encrypted)")
        window.tab("Form")
        window.fill("Title", title)
        return window

    def duration_of_save(self, title):
        window = self.opened(title)
        began = time.monotonic()
        window.save()
        took = time.monotonic() - began
        self.assertEqual(0, window.close())
        self.secrets.add(self.secret)
        return took

    def round(self, title, moment):
        window = self.opened(title)
        save = window.win.button("Save")
        until = time.monotonic() + moment
        save.press()
        acknowledged = False
        while time.monotonic() < until and not acknowledged:
            acknowledged = not save.enabled
        window.app.kill()
        self.assert_whole(title, acknowledged)

    def check(self, title, acknowledged):
        """Both of what was typed, or nothing of it."""
        [(stored,)] = self.stored("SELECT title FROM client_application WHERE client_id = ?", CLIENT)
        saved = stored == title
        self.assertTrue(saved or not acknowledged, f"{stored!r} is stored, not {title!r}")
        self.assertEqual(saved, self.secret in self.opened_secrets())
        if saved:
            self.secrets.add(self.secret)


if __name__ == "__main__":
    unittest.main(verbosity=2)
