"""A first start up to an enabled client application, secrets that can be read again, and the key they are kept with;
no secret of a session is left lying around."""
import re
import stat
import unittest

from gatehouse import ADMINISTRATOR, PASSWORD, command_line
from waiting import PATIENCE, wait_until
from window_test import BACKUP_PASSWORD, WRONG_PASSWORD, WindowTest


class SecurityTest(WindowTest):
    def test_first_administrator_sets_up_and_a_certificate_comes_by_itself(self):
        window = self.open(signs_in=False)
        self.create_administrator(window)
        window.add_user("price-bot")
        self.type_machine(window)
        window.press("Save")
        self.say(window, "has to be chosen where signing certificates are kept")
        self.assertEqual(self.stored("SELECT count(*) FROM client_application"), [(0,)])

        window.press("Set up certificate storage")
        wait_until(lambda: window.win.absent(name="Set up certificate storage"), PATIENCE, "the banner to go")
        window.save()
        self.secrets.append(window.add_secret())
        self.secrets.append(window.add_secret("Add secret (encrypted)"))
        self.row_with(window, "Encrypted")
        window.enable_and_save()
        window.page("Certificate storage")
        certificates = window.win.table("Certificates")
        wait_until(lambda: [row[0] for row in certificates.rows()] == ["Active"], PATIENCE, "an active certificate")
        self.close(window)
        self.assertIn("price-feed", command_line(self.database, "client", "list"))

    def create_administrator(self, window):
        create = window.win.button("Create main administrator")
        window.fill("User ID", ADMINISTRATOR)
        self.choose_password(window.win, "kort", "kort")
        self.say(window, "Make it longer")
        self.assertFalse(create.enabled)
        self.choose_password(window.win, PASSWORD, WRONG_PASSWORD)
        self.say(window, "not the same")
        self.assertFalse(create.enabled)
        self.choose_password(window.win, PASSWORD, PASSWORD)
        window.press("Create main administrator")
        window.await_inside()

    def choose_password(self, place, password, repeated):
        place.field("Password").type(password)
        place.field("Repeat password").type(repeated)

    def type_machine(self, window):
        window.add_client("price-feed", "Price feed")
        window.win.check_box("Support OpenID Connect").uncheck()
        window.win.combo("Grant type").choose("Client credentials")
        window.win.combo("Identity").choose("price-bot – price-bot (service account)")
        window.check_scope("api")

    def row_with(self, window, storage):
        table = window.win.table("Secrets")
        return wait_until(lambda: next((row for row in table.rows() if storage in row), None), PATIENCE, f"a secret {storage}")

    def test_encrypted_secret_is_revealed_and_a_hashed_one_is_not(self):
        self.init_with_samples()
        window = self.open()
        window.choose_client("price-feed")
        encrypted = window.add_secret("Add secret (encrypted)")
        self.secrets.append(encrypted)
        self.row_with(window, "Encrypted")
        window.save()
        self.assertEqual(self.revealed(window, encrypted), encrypted)
        self.assertEqual([text for text in self.shown(window) if encrypted in text], [])

        hashed = window.add_secret()
        self.secrets.append(hashed)
        window.save()
        self.select_secret(window, hashed[-4:])
        window.press("Reveal")
        self.say(window, f"Secret …{re.escape(hashed[-4:])} is kept as a hash: nobody can read it again")
        self.close(window)

    def select_secret(self, window, last_four):
        window.tab("Secrets")
        table = window.win.table("Secrets")
        column = table.headers().index("Last four characters")
        row = wait_until(lambda: table.row_of(f"…{last_four}", column) + 1, PATIENCE, f"secret …{last_four}") - 1
        table.select_row(row)

    def revealed(self, window, secret):
        """What is shown, copied, and hidden again by the Enter key."""
        self.select_secret(window, secret[-4:])
        window.press("Reveal")
        question = window.app.window("Reveal secret")
        self.assertEqual([text for text in self.shown(window) if secret in text], [])
        question.button("Reveal secret").press()
        copy = wait_until(lambda: window.app.window("Reveal secret").button("Copy", timeout=0), PATIENCE, "the secret")
        field = window.app.window("Reveal secret").field("Secret")
        shown = field.text
        self.desk.set_clipboard("something else")
        copy.press()
        wait_until(lambda: self.desk.clipboard() == shown, what="the secret on the clipboard")
        field.focus_keyboard()
        self.desk.key("Return")
        window.app.gone("Reveal secret")
        return shown

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

        before = self.sealed_secrets()
        window.press("Replace key")
        window.app.window("Replace key").button("Replace key").press()
        self.say(window, "The encryption key is replaced")
        after = self.sealed_secrets()
        self.assertEqual((len(before), len(after), before.isdisjoint(after)), (1, 1, True))
        window.page("Client applications")
        window.choose_client("price-feed")
        self.assertEqual(self.revealed(window, secret), secret)
        self.close(window)

    def back_key_up(self, window, path):
        window.press("Back up key")
        dialog = window.app.window("Back up key")
        dialog.field("File name").type(str(path))
        self.assertFalse(dialog.button("Back up key").enabled)
        self.choose_password(dialog, BACKUP_PASSWORD, BACKUP_PASSWORD)
        wait_until(lambda: dialog.button("Back up key").enabled, what="a password that is strong enough")
        dialog.button("Back up key").press()
        self.say(window, f"backed up to \"{re.escape(str(path))}\"")

    def sealed_secrets(self):
        return {row[0] for row in self.stored("SELECT sealed FROM client_secret WHERE sealed <> ''")}


if __name__ == "__main__":
    unittest.main(verbosity=2)
