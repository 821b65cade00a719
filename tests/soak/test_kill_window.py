"""kill -9 at random moments of Save in the window: what it said was saved is there, and nothing is there by half."""
import random
import time
import unittest

from atspi_driver import Desktop
from gatehouse import SIGNED_IN, Window
from kill_rounds import FAULTS, ROUNDS, SEED, KillRounds
from waiting import wait_until

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
                self.round(f"round {number}", None if number % 3 == 0 else moment)
                self.duration_of_save(f"after {number}")
                self.assert_whole(f"after {number}", True)
                self.assertEqual(usual, self.files(), "left behind")
            except FAULTS as fault:
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
        wait_until(window.is_modified, what="the star in the title")
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
        """Without a moment it is killed as soon as the window says that everything is saved."""
        window = self.opened(title)
        until = time.monotonic() + (moment or 0)
        window.win.button("Save").press()
        if moment is None:
            wait_until(lambda: not window.is_modified(), what="everything to be saved")
        while moment is not None and time.monotonic() < until:
            time.sleep(0.001)
        window.app.kill()
        self.assert_whole(title, moment is None)

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
