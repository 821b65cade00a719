import base64
import concurrent.futures
import datetime
import hashlib
import os
import pty
import re
import signal
import subprocess
import termios
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, WRONG_USAGE, CommandLineTest

TYPED = "k3Vw-Horse_pQz7.Lm2Rt8/9Zq4Td6F"


class SecretsTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.secrets = self.init_with_samples()

    def hashes(self):
        return self.sql("SELECT * FROM client_secret ORDER BY id")

    def is_stored(self, secret):
        digest = base64.b64encode(hashlib.sha256(secret.encode()).digest()).decode()
        return any(digest in row for row in self.hashes())

    def test_samples_work_and_are_kept_as_hashes_only(self):
        self.assertEqual(4, len(set(self.secrets.values())))
        for secret in self.secrets.values():
            self.assertRegex(secret, r"^[A-Za-z0-9_-]{43}$")
            self.assertTrue(self.is_stored(secret))
            self.assertNotIn(secret.encode(), self.raw())

    def test_generated_secret_is_printed_once(self):
        ended = self.run_for(DONE, "secret", "add", "web-shop", "--description", "second one", "--expires", "2999-12-31")
        secret = ended.stdout.strip()
        self.assertRegex(secret, r"^[A-Za-z0-9_-]{43}$")
        self.assertTrue(self.is_stored(secret))
        self.assertNotIn(secret, ended.stderr)
        listed = self.json("secret", "list", "web-shop")
        self.assertEqual(["Sample", "second one"], [s["description"] for s in listed])
        self.assertEqual(["id", "client_id", "last_four", "storage", "only_server_knows", "weak_length", "only_on", "description",
                          "created_at", "expires_at"], list(listed[1]))
        self.assertEqual((secret[-4:], "2999-12-31T23:59:59Z"), (listed[1]["last_four"], listed[1]["expires_at"]))
        self.assertNotIn(secret, self.output("secret", "list"))

    def test_secret_from_standard_input(self):
        ended = self.run_for(DONE, "secret", "add", "web-shop", "--stdin", input=f"{TYPED}\r\nsecond line\n")
        self.assertEqual("", ended.stdout)
        self.assertNotIn(TYPED, ended.stderr)
        self.assertTrue(self.is_stored(TYPED))

    def test_secret_is_not_shown_while_it_is_typed(self):
        person, terminal = pty.openpty()
        try:
            started = subprocess.Popen(self.command("secret", "add", "web-shop", "--stdin"), stdin=terminal,
                                       stdout=terminal, stderr=terminal, env=self.environment())
            shown = b""
            while b"Secret:" not in shown:
                shown += os.read(person, 4096)
            os.write(person, f"{TYPED}\n".encode())
            self.assertEqual(DONE, started.wait(timeout=60))
            shown += os.read(person, 4096)
            self.assertNotIn(TYPED.encode(), shown)
        finally:
            os.close(person)
            os.close(terminal)
        self.assertTrue(self.is_stored(TYPED))

    def test_terminal_shows_typing_again_when_the_program_is_ended(self):
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(ending=ending):
                person, terminal = pty.openpty()
                try:
                    before = termios.tcgetattr(terminal)
                    started = subprocess.Popen(self.command("secret", "add", "web-shop", "--stdin"), stdin=terminal,
                                               stdout=terminal, stderr=terminal, env=self.environment())
                    shown = b""
                    while b"Secret:" not in shown:
                        shown += os.read(person, 4096)
                    self.assertNotEqual(before, termios.tcgetattr(terminal))
                    started.send_signal(ending)
                    self.assertEqual(-ending, started.wait(timeout=60))
                    self.assertEqual(before, termios.tcgetattr(terminal))
                finally:
                    os.close(person)
                    os.close(terminal)

    def test_secrets_that_can_be_guessed_are_refused(self):
        before = self.content()
        for typed in ("", "short", "secret", "q" * 40, "abcdefgh" * 5, "with spaces in it " * 3, "ü" * 40):
            with self.subTest(typed=typed):
                ended = self.run_for(REFUSED, "secret", "add", "web-shop", "--stdin", input=f"{typed}\n")
                self.assertNotEqual("", ended.stderr)
                if len(typed) > 8:
                    self.assertNotIn(typed, ended.stderr)
        self.assertEqual(before, self.content())

    def test_expiry_must_be_ahead(self):
        self.assert_says("past", self.run_for(REFUSED, "secret", "add", "web-shop", "--expires", "2020-01-01"))
        today = datetime.datetime.now(datetime.timezone.utc).date()
        self.run_for(DONE, "secret", "add", "web-shop", "--expires", (today + datetime.timedelta(days=1)).isoformat())

    def test_many_at_once_are_all_added(self):
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            ended = list(pool.map(lambda number: self.start("secret", "add", "web-shop", "--description", f"n{number}"),
                                  range(6)))
        self.assertEqual([(DONE, "")] * 6,
                         [(one.returncode, "" if one.returncode == DONE else one.stderr) for one in ended])
        added = {secret["description"] for secret in self.json("secret", "list", "web-shop")}
        self.assertEqual({"Sample", *(f"n{number}" for number in range(6))}, added)

    def test_public_client_gets_none(self):
        self.output("client", "add", "spa", "client_authentication=none", "login_redirects=[\"https://spa.example.com/cb\"]")
        for options in ([], ["--generate"], ["--encrypted"]):
            ended = self.run_for(REFUSED, "secret", "add", "spa", *options)
            self.assert_says("a public client has no secret", ended)
            self.assertEqual("", ended.stdout)

    def test_unknown_client(self):
        self.assert_says("nobody", self.run_for(REFUSED, "secret", "add", "nobody"))
        self.assert_says("nobody", self.run_for(REFUSED, "secret", "list", "nobody"))
        self.assert_says("nobody", self.run_for(REFUSED, "secret", "remove", "nobody", "abcd", "--yes"))

    def test_remove_by_last_four_and_by_key(self):
        for name in ("last_four", "id"):
            with self.subTest(name=name):
                self.output("secret", "add", "web-shop", "--description", "temporary")
                added = [s for s in self.json("secret", "list", "web-shop") if s["description"] == "temporary"][0]
                self.output("secret", "remove", "web-shop", "--yes", "--", added[name])
                self.assertEqual(["Sample"], [s["description"] for s in self.json("secret", "list", "web-shop")])

    def test_remove_needs_one_that_exists(self):
        self.assert_says("no secret", self.run_for(REFUSED, "secret", "remove", "web-shop", "!!!!", "--yes"))

    def test_remove_of_several_with_the_same_end(self):
        for start in ("k3Vw9_pQz7-Lm2Rt8", "Wq5.xN1~cB6yJ4hS0"):
            self.output("secret", "add", "web-shop", "--stdin", input=f"{start}-Td6Fg3Hj8Kl5-same\n")
        ended = self.run_for(REFUSED, "secret", "remove", "web-shop", "same", "--yes")
        self.assert_says("by its key", ended)
        self.assertEqual(3, len(self.json("secret", "list", "web-shop")))

    def test_last_secret_of_an_enabled_client_stays(self):
        before = self.content()
        end = self.secrets["web-shop"][-4:]
        ended = self.run_for(REFUSED, "secret", "remove", "web-shop", "--yes", "--", end)
        self.assert_says("secret is missing", ended)
        self.assertEqual(before, self.content())

    def test_remove_needs_yes_without_a_terminal(self):
        self.output("secret", "add", "web-shop")
        before = self.content()
        end = self.secrets["web-shop"][-4:]
        self.run_for(WRONG_USAGE, "secret", "remove", "web-shop", "--", end)
        self.assertEqual(before, self.content())

    def test_secret_that_nobody_saw_is_named(self):
        with open("/dev/full", "w") as full:
            ended = self.run_for(OUT_OF_REACH, "secret", "add", "web-shop", stdout=full)
        end = re.search("…(.{4})", ended.stderr).group(1)
        self.assertIn(end, [s["last_four"] for s in self.json("secret", "list", "web-shop")])
        self.assert_says("remove it", ended)


if __name__ == "__main__":
    unittest.main()
