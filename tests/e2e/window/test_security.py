"""Who gets into the window, what is locked away, and that no secret of a session is left lying around."""
import re
import sqlite3
import stat
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import ADMINISTRATOR, PASSWORD, Window, command_line
from traces import traces
from waiting import wait_until

WRONG_PASSWORD = "Winter!2025-kort?"
OTHER_PASSWORD = "Herfst!2027-nat?"
BACKUP_PASSWORD = "Lente!2028-warm?"
PASSWORDS = (PASSWORD, WRONG_PASSWORD, OTHER_PASSWORD, BACKUP_PASSWORD)
SAMPLE_CLIENTS = ("web-shop", "price-feed", "staff-portal")
NOT_LET_IN = re.compile("not signed in")
WAIT = re.compile(r"too many tries.*Wait \d+ second")
MAKES_A_KEY = 30  # seconds: an RSA key may take long on a busy machine


class SecurityTest(unittest.TestCase):
    """A database and a home for each test. After it neither has any of its secrets and passwords, and nor has what the
    program wrote on standard output and standard error."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        self.database = self.folder / "gatehouse.sqlite"
        self.secrets = list(PASSWORDS)
        self.windows = []

    def tearDown(self):
        for window in self.windows:
            window.app.kill()

    def open(self, signs_in=True):
        window = Window(self.desk, self.database, self.folder, signs_in)
        self.windows.append(window)
        return window

    def init_with_samples(self):
        printed = command_line(self.database, "init", "--sample-data")
        self.secrets += [line.split()[1] for line in printed.splitlines()]

    def say(self, window, pattern):
        return wait_until(lambda: next((text for text in window.messages() if re.search(pattern, text)), None),
                          MAKES_A_KEY, f"a message with {pattern!r}")

    def try_to_get_in(self, window, user_id, password, button="Sign in"):
        """Returns why not."""
        if user_id:
            window.fill("User ID", user_id)
        field = window.win.field("Password")
        field.type(password)
        window.press(button)
        wait_until(lambda: field.enabled and not window.win.button(button).enabled, 20, "the answer")
        return self.say(window, f"{NOT_LET_IN.pattern}|{WAIT.pattern}")

    def row_with(self, window, storage):
        table = window.win.table("Secrets")
        return wait_until(lambda: next((row for row in table.rows() if storage in row), None), 20, f"a secret {storage}")

    def select_secret(self, window, last_four):
        window.tab("Secrets")
        table = window.win.table("Secrets")
        column = table.headers().index("Last four characters")
        row = wait_until(lambda: table.row_of(f"…{last_four}", column) + 1, 20, f"secret …{last_four}") - 1
        table.select_row(row)

    def revealed(self, window, secret):
        self.select_secret(window, secret[-4:])
        window.press("Reveal")
        window.app.window("Reveal secret").button("Reveal secret").press()
        hide = wait_until(lambda: window.app.window("Reveal secret").button("Hide", timeout=0), what="the secret to be shown")
        shown = window.app.window("Reveal secret").field("Secret").text
        hide.press()
        window.app.gone("Reveal secret")
        return shown

    def assert_shows_nothing_of(self, window, *texts):
        shown = [text for part in window.app.root.walk(into_items=True) for text in (part.name, part.description, part.text)]
        self.assertTrue(any(shown))
        for text in texts:
            self.assertEqual([found for found in shown if text in found], [])

    def assert_hygiene(self, *without):
        """without: files that were to have it."""
        files = {str(path): path.read_bytes() for path in self.folder.rglob("*") if path.is_file() and path not in without}
        self.assertIn(str(self.database), files)
        for number, window in enumerate(self.windows):
            files[f"output of window {number}"] = window.app.output().encode()
        for secret in self.secrets:
            for trace in traces(secret):
                self.assertEqual([name for name, content in files.items() if trace in content], [], f"{secret!r}")

    def close(self, window):
        self.assert_hygiene()  # while the journal of the database is there
        self.assertEqual(window.close(), 0)
        self.assert_hygiene()

    # --- the tests ---

    def test_first_administrator_sets_up_and_a_certificate_comes_by_itself(self):
        window = self.open(signs_in=False)
        create = window.win.button("Create main administrator")
        window.fill("User ID", ADMINISTRATOR)
        self.choose_password(window, "kort", "kort")
        self.say(window, "Too weak")
        self.assertFalse(create.enabled)
        self.choose_password(window, PASSWORD, WRONG_PASSWORD)
        self.say(window, "not the same")
        self.assertFalse(create.enabled)
        self.choose_password(window, PASSWORD, PASSWORD)
        window.press("Create main administrator")
        window.await_inside()

        window.add_user("price-bot")
        window.press("Set up certificate storage")
        wait_until(lambda: window.win.absent(name="Set up certificate storage"), MAKES_A_KEY, "the banner to go")
        self.add_machine(window)
        window.page("Certificate storage")
        certificates = window.win.table("Certificates")
        wait_until(lambda: [row[0] for row in certificates.rows()] == ["Active"], MAKES_A_KEY, "an active certificate")
        self.close(window)
        self.assertIn("price-feed", command_line(self.database, "client", "list"))

    def choose_password(self, window, password, repeated):
        window.win.field("Password").type(password)
        window.win.field("Repeat password").type(repeated)

    def add_machine(self, window):
        window.add_client("price-feed", "Price feed")
        window.win.check_box("Support OpenID Connect").uncheck()
        window.win.combo("Grant type").choose("Client credentials")
        window.win.combo("Identity").choose("price-bot – price-bot (service account)")
        window.check_scope("api")
        window.save()
        self.secrets.append(window.add_secret())
        self.secrets.append(window.add_secret("Add secret (encrypted)"))
        self.row_with(window, "Encrypted")
        window.enable_and_save()

    def test_encrypted_secret_is_revealed_and_a_hashed_one_is_not(self):
        self.init_with_samples()
        window = self.open()
        window.choose_client("price-feed")
        encrypted = window.add_secret("Add secret (encrypted)")
        self.secrets.append(encrypted)
        self.row_with(window, "Encrypted")
        window.save()
        self.assertEqual(self.revealed(window, encrypted), encrypted)
        self.assert_shows_nothing_of(window, encrypted)

        hashed = window.add_secret()
        self.secrets.append(hashed)
        window.save()
        self.select_secret(window, hashed[-4:])
        window.press("Reveal")
        self.say(window, f"Secret …{re.escape(hashed[-4:])} is kept as a hash: nobody can read it again")
        self.close(window)
        self.assertNotIn(self.desk.clipboard(), self.secrets)

    def test_locked_window_shows_nothing_and_keeps_what_was_typed(self):
        self.init_with_samples()
        window = self.open(signs_in=False)
        unknown = self.try_to_get_in(window, "nobody", WRONG_PASSWORD)
        window.sign_in()
        window.choose_client("web-shop")
        secret = window.add_secret()
        self.secrets.append(secret)
        window.tab("Form")
        window.fill("Title", "Typed before")
        window.app.menu("File", "Lock")
        window.win.button("Unlock")
        self.assert_shows_nothing_of(window, *SAMPLE_CLIENTS, "Typed before", secret[-4:])
        wait_until(lambda: self.desk.clipboard() != secret, what="the secret to leave the clipboard")
        self.assertEqual(self.try_to_get_in(window, None, WRONG_PASSWORD, "Unlock"), unknown)
        self.assert_shows_nothing_of(window, *SAMPLE_CLIENTS, "Typed before", secret[-4:])

        window.win.field("Password").type(PASSWORD)
        window.press("Unlock")
        window.await_inside()
        self.assertEqual(window.win.field("Client ID").text, "web-shop")
        self.assertEqual(window.win.field("Title").text, "Typed before")
        window.save()
        self.assertIn("Typed before", command_line(self.database, "client", "show", "web-shop"))
        self.close(window)

    def test_key_is_checked_replaced_and_backed_up(self):
        self.init_with_samples()
        secret = command_line(self.database, "secret", "add", "price-feed", "--encrypted").strip()
        self.secrets.append(secret)
        window = self.open()
        window.page("Encryption")
        self.say(window, "Encryption is ready")
        window.press("Check")
        self.say(window, "it is the one of this database")
        backup = self.folder / "backups" / "key.gatehouse-key"
        backup.parent.mkdir()
        self.back_key_up(window, backup)
        self.assertEqual(stat.S_IMODE(backup.stat().st_mode), 0o600)

        sealed = self.sealed_secret()
        window.press("Replace key")
        window.app.window("Replace key").button("Replace key").press()
        self.say(window, "The encryption key is replaced")
        self.assertNotEqual(self.sealed_secret(), sealed)
        window.page("Client applications")
        window.choose_client("price-feed")
        self.assertEqual(self.revealed(window, secret), secret)
        self.close(window)

    def back_key_up(self, window, path):
        window.press("Back up key")
        dialog = window.app.window("Back up key")
        dialog.field("File name").type(str(path))
        self.assertFalse(dialog.button("Back up key").enabled)
        dialog.field("Password").type(BACKUP_PASSWORD)
        dialog.field("Repeat password").type(BACKUP_PASSWORD)
        wait_until(lambda: dialog.button("Back up key").enabled, what="a password that is strong enough")
        dialog.button("Back up key").press()
        self.say(window, f"backed up to \"{re.escape(str(path))}\"")

    def sealed_secret(self):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            rows = connection.execute("SELECT sealed FROM client_secret WHERE sealed <> ''").fetchall()
        connection.close()
        return rows

    def test_only_enabled_main_administrators_get_in(self):
        self.init_with_samples()
        command_line(self.database, "user", "add", "plain")
        command_line(self.database, "user", "password", "plain", typed=f"{OTHER_PASSWORD}\n")
        command_line(self.database, "user", "add", "left", "--main-administrator", typed=f"{OTHER_PASSWORD}\n")
        self.disable_user("left")
        window = self.open(signs_in=False)
        refused = {self.try_to_get_in(window, user_id, OTHER_PASSWORD) for user_id in ("nobody", "plain", "left", ADMINISTRATOR)}
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

    def test_sixth_try_in_a_row_waits_even_with_the_right_password(self):
        self.init_with_samples()
        window = self.open(signs_in=False)
        for _ in range(5):
            self.assertRegex(self.try_to_get_in(window, ADMINISTRATOR, WRONG_PASSWORD), NOT_LET_IN)
        self.assertRegex(self.try_to_get_in(window, ADMINISTRATOR, WRONG_PASSWORD), WAIT)
        self.assertRegex(self.try_to_get_in(window, ADMINISTRATOR, PASSWORD), WAIT)
        self.assert_shows_nothing_of(window, *SAMPLE_CLIENTS)
        self.close(window)


if __name__ == "__main__":
    unittest.main(verbosity=2)
