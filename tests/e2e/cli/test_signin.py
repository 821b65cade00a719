import fcntl
import os
import pathlib
import pty
import re
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import termios
import time
import unittest

from command_line import (DONE, NOT_SIGNED_IN, OUT_OF_REACH, PROGRAM, REFUSED, WRONG_USAGE,
                          CommandLineTest)
from gatehouse import ADMINISTRATOR, PASSWORD
from waiting import wait_until

OTHER_PASSWORD = "Herfst:2026-nat?"
NOBODY = {"GATEHOUSE_USER": "", "GATEHOUSE_PASSWORD": ""}
VERBS = (["client", "list"], ["client", "list", "--json"], ["client", "show", "web-shop"], ["client", "check"],
         ["client", "delete", "web-shop", "--yes"], ["secret", "list"], ["secret", "add", "web-shop"],
         ["secret", "remove", "web-shop", "abcd", "--yes"], ["consent", "web-shop"], ["export", "--format", "gatehouse"],
         ["user", "list"], ["user", "add", "x"], ["user", "password", "admin"], ["licence"], ["licence", "--unlimited"])


def user(name, password=PASSWORD):
    return {"GATEHOUSE_USER": name, "GATEHOUSE_PASSWORD": password}


class SignInTest(CommandLineTest):
    def change(self, *statements):
        with sqlite3.connect(self.database) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    def add_administrator(self, name, password=PASSWORD):
        self.output("user", "add", name, "--main-administrator", input=f"{password}\n")

    def on_terminal(self, *arguments, typed=(), env=None, before_last=lambda process: None):
        """Runs it on a terminal of its own, with standard input at its end; answers each prompt. Gives exit status,
        output and what the terminal showed."""
        person, terminal = pty.openpty()
        try:
            started = subprocess.Popen(
                self.command(*arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=terminal, text=True,
                start_new_session=True, preexec_fn=lambda: fcntl.ioctl(terminal, termios.TIOCSCTTY, 0),
                pass_fds=[terminal], env={**self.environment(), **(env or NOBODY)})
            shown = ""
            for prompt, answer in typed:
                while prompt not in shown:
                    self.assertTrue(select.select([person], [], [], 60)[0], f"no {prompt} after {shown}")
                    shown += os.read(person, 4096).decode()
                if answer == typed[-1][1]:
                    before_last(started)
                os.write(person, f"{answer}\n".encode())
            output, _ = started.communicate(timeout=60)
            os.set_blocking(person, False)
            try:
                while True:
                    shown += os.read(person, 4096).decode()
            except BlockingIOError:
                return started.returncode, output, shown
        finally:
            os.close(person)
            os.close(terminal)


class WhoGetsInTest(SignInTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()

    def test_nobody_else_sees_or_changes_anything(self):
        for name in ("disabled", "plain", "svc"):
            self.add_administrator(name)
        self.change("UPDATE iam_user SET enabled = 0 WHERE user_id = 'disabled'",
                    "UPDATE iam_user SET main_administrator = 0 WHERE user_id = 'plain'",
                    "UPDATE iam_user SET service_account = 1 WHERE user_id = 'svc'")
        before = self.content()
        import_file = ["import", str(self.gatehouse_file({"client_id": "new"}))]
        kinds = [user(ADMINISTRATOR, "wrong"), user("disabled"), user("plain"), user("svc"), user("nobody"),
                 user("price-feed"), user("", PASSWORD) | {"GATEHOUSE_USER": "' OR 1=1 --"}]
        messages = set()
        for number, verb in enumerate((*VERBS, import_file)):
            kind = kinds[number % len(kinds)]
            with self.subTest(verb=verb, user=kind["GATEHOUSE_USER"]):
                ended = self.run_for(NOT_SIGNED_IN, *verb, env=kind)
                self.assertEqual("", ended.stdout)
                messages.add(ended.stderr)
        self.assertEqual(1, len(messages), messages)
        self.assertNotIn("web-shop", messages.pop())
        self.assertEqual(before, self.content())

    def test_nobody_to_ask(self):
        before = self.content()
        for verb in VERBS:
            with self.subTest(verb=verb):
                ended = self.run_for(NOT_SIGNED_IN, *verb, env=NOBODY, start_new_session=True)
                self.assertEqual("", ended.stdout)
                self.assert_says("GATEHOUSE_USER", ended)
        self.assertEqual(before, self.content())

    def test_user_id_in_any_case(self):
        self.run_for(DONE, "client", "list", env=user(ADMINISTRATOR.upper()))

    def test_asked_on_the_terminal(self):
        status, output, shown = self.on_terminal(
            "client", "list", typed=[("User ID:", ADMINISTRATOR), (f"Password of {ADMINISTRATOR}:", PASSWORD)])
        self.assertEqual(DONE, status, shown)
        self.assertIn("web-shop", output)
        self.assertNotIn(PASSWORD, shown)

    def test_only_what_the_environment_does_not_say_is_asked(self):
        for env, typed in ((user(ADMINISTRATOR, ""), ("Password of", PASSWORD)),
                           (user("", PASSWORD), ("User ID:", ADMINISTRATOR))):
            with self.subTest(env=env):
                self.assertEqual(DONE, self.on_terminal("client", "list", typed=[typed], env=env)[0])

    def test_wrong_password_on_the_terminal(self):
        status, output, shown = self.on_terminal("client", "list", typed=[("User ID:", ADMINISTRATOR), ("Password", "wrong")])
        self.assertEqual((NOT_SIGNED_IN, ""), (status, output))
        self.assertIn("not signed in", shown)

    def test_guesses_become_slow_and_the_right_password_gets_in(self):
        for _ in range(7):
            self.run_for(NOT_SIGNED_IN, "client", "list", env=user(ADMINISTRATOR, "wrong"))
        began = time.monotonic()
        for _ in range(3):
            self.run_for(NOT_SIGNED_IN, "client", "list", env=user(ADMINISTRATOR, "wrong"))
        self.assertGreater(time.monotonic() - began, 8)
        ended = self.run_for(DONE, "client", "list")
        self.assertIn("web-shop", ended.stdout)
        self.assertRegex(ended.stderr, r"10 tries to sign in as .* failed .* on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\.")
        self.assertEqual("", self.run_for(DONE, "client", "list").stderr)

    def test_a_working_script_frees_no_guesses(self):
        """Many guesses at once, beside a script that goes on working."""
        def guess():
            return subprocess.Popen(self.command("client", "list"), env={**self.environment(), "GATEHOUSE_PASSWORD": "wrong"},
                                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        guesses = [guess() for _ in range(16)]
        try:
            wait_until(lambda: self.failures() >= 9, 240, "guesses to fail")
            began = time.monotonic()
            for _ in range(4):
                self.run_for(DONE, "client", "list")
                self.run_for(NOT_SIGNED_IN, "client", "list", env=user(ADMINISTRATOR, "wrong"))
            self.assertGreater(time.monotonic() - began, 8)  # 3 s apart
        finally:
            for one in guesses:
                one.kill()
                one.wait()

    def failures(self):
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            count = connection.execute("SELECT coalesce(sum(pressure), 0) FROM sign_in_attempt").fetchone()[0]
        connection.close()
        return count

    def test_a_try_that_a_lock_keeps_from_being_noted(self):
        holder = sqlite3.connect(self.database, isolation_level=None)
        try:
            holder.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            ended = self.run_for(DONE, "client", "list")
            self.assertGreater(time.monotonic() - began, 3)
            self.assertIn("web-shop", ended.stdout)
            self.assert_says("not noted in the audit trail", ended)
            self.run_for(NOT_SIGNED_IN, "client", "list", env=user(ADMINISTRATOR, "wrong"))
        finally:
            holder.close()
        self.assertEqual("", self.run_for(DONE, "client", "list").stderr)

    def test_damaged_password_in_the_database(self):
        self.change("UPDATE iam_user SET password = substr(password, 1, 50)")
        self.assert_says("is damaged", self.run_for(OUT_OF_REACH, "client", "list"))

    def test_what_is_no_text_is_no_password(self):
        before = self.content()
        ended = subprocess.run(self.command("client", "list"), env={**self.environment(), "GATEHOUSE_PASSWORD": b"caf\xe9"},
                               stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        self.assertEqual((NOT_SIGNED_IN, b""), (ended.returncode, ended.stdout))
        self.assertIn(b"no text", ended.stderr)
        for typed in (b"a password that is caf\xe9\n", b"a password that\0goes on here\n"):
            ended = subprocess.run(self.command("user", "password", ADMINISTRATOR), env=self.environment(), input=typed,
                                   capture_output=True, timeout=60, check=False)
            self.assertEqual(REFUSED, ended.returncode)
            self.assertIn(b"no text", ended.stderr)
        self.assertEqual(before, self.content())

    def test_too_little_memory_is_no_wrong_password(self):
        def limit(process):
            size = int(pathlib.Path(f"/proc/{process.pid}/statm").read_text().split()[0]) * resource.getpagesize()
            resource.prlimit(process.pid, resource.RLIMIT_AS, (size + (24 << 20), resource.RLIM_INFINITY))

        status, output, shown = self.on_terminal(
            "client", "list", typed=[("User ID:", ADMINISTRATOR), ("Password of", PASSWORD)], before_last=limit,
            env=NOBODY | {"ASAN_OPTIONS": "allocator_may_return_null=1:" + os.environ.get("ASAN_OPTIONS", "")})
        self.assertEqual((OUT_OF_REACH, ""), (status, output), shown)
        self.assertIn("not enough free memory", shown)
        self.assertEqual("", self.run_for(DONE, "client", "list").stderr)

    def test_many_commands_at_once(self):
        started = [subprocess.Popen(self.command("client", "list"), env=self.environment(), stdin=subprocess.DEVNULL,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(8)]
        for one in started:
            output, said = one.communicate(timeout=60)
            self.assertEqual(DONE, one.returncode, said)
            self.assertIn("web-shop", output)

    def test_database_without_main_administrator(self):
        self.change("UPDATE iam_user SET main_administrator = 0")
        before = self.content()
        for verb in VERBS:
            ended = self.run_for(NOT_SIGNED_IN, *verb)
            self.assertEqual("", ended.stdout)
            self.assert_says("gatehouse init", ended)
        self.assertEqual(before, self.content())

    def test_password_is_nowhere(self):
        started = subprocess.Popen(self.command("secret", "add", "web-shop", "--stdin"), env=self.environment(),
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        process = pathlib.Path(f"/proc/{started.pid}")
        # The limit comes first: until the program runs, the process has the test's own environment.
        wait_until(lambda: re.search(r"Max core file size +0 +0 ", (process / "limits").read_text()), 30, "no core files")
        wait_until(lambda: PASSWORD.encode() not in self.environment_of(process), 30, "the password to be forgotten")
        output, _ = started.communicate(b"k3Vw9_pQz7-Lm2Rt8.Td6Fg3Hj8Kl5+Wq\n", timeout=60)
        self.assertEqual(DONE, started.returncode, output)
        for path in self.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(PASSWORD.encode(), path.read_bytes(), path)

    def environment_of(self, process):
        """What others could read; nothing where the kernel refuses."""
        try:
            return (process / "environ").read_bytes()
        except PermissionError:
            return b""


class AdministratorsTest(SignInTest):
    def setUp(self):
        super().setUp()
        self.output("init")

    def test_add_main_administrator(self):
        self.add_administrator("anna", OTHER_PASSWORD)
        listed = {one["user_id"]: one["main_administrator"] for one in self.json("user", "list")}
        self.assertEqual({ADMINISTRATOR: True, "anna": True}, listed)
        self.run_for(DONE, "user", "list", env=user("anna", OTHER_PASSWORD))
        self.run_for(NOT_SIGNED_IN, "user", "list", env=user("anna", PASSWORD))

    def test_weak_password_adds_nobody(self):
        before = self.content()
        for password in ("", "short", "PASSword12", "alllowercaseletters", "GatehouseGatehouse"):
            ended = self.run_for(REFUSED, "user", "add", "anna", "--main-administrator", input=f"{password}\n")
            self.assert_says("too weak", ended)
        self.assertEqual(before, self.content())

    def test_kinds_of_characters_do_not_matter(self):
        self.add_administrator("anna", "onvoorspelbaretreinkaartjesbakkerij")
        self.run_for(DONE, "user", "list", env=user("anna", "onvoorspelbaretreinkaartjesbakkerij"))

    def test_one_text_however_it_is_composed(self):
        self.add_administrator("anna", "cafe\u0301 zonder lepel")
        self.run_for(DONE, "user", "list", env=user("anna", "caf\u00e9 zonder lepel"))

    def test_who_may_not_any_more_is_told_in_the_middle_of_a_command(self):
        self.add_administrator("anna", OTHER_PASSWORD)
        self.init_samples_for_secrets()
        path = self.folder / "clients.json"
        person, terminal = pty.openpty()
        try:
            started = subprocess.Popen(
                self.command("export", "--format", "gatehouse", "--include-secrets", "--output", path), stdin=terminal,
                stdout=subprocess.PIPE, stderr=terminal, env={**self.environment(), **user("anna", OTHER_PASSWORD)})
            shown = ""
            while "[y/N]" not in shown:
                self.assertTrue(select.select([person], [], [], 60)[0], f"no question after {shown}")
                shown += os.read(person, 4096).decode()
            self.change("UPDATE iam_user SET main_administrator = 0 WHERE user_id = 'anna'")
            os.write(person, b"y\n")
            started.communicate(timeout=60)
            while select.select([person], [], [], 0)[0]:
                shown += os.read(person, 4096).decode()
        finally:
            os.close(person)
            os.close(terminal)
        self.assertEqual(NOT_SIGNED_IN, started.returncode, shown)
        self.assertIn("may not work in this database any more", shown)
        self.assertFalse(path.exists())

    def init_samples_for_secrets(self):
        self.output("import", self.gatehouse_file({"client_id": "shop", "title": "Shop"}))
        self.output("secret", "add", "shop", "--encrypted")

    def test_service_account_is_no_main_administrator(self):
        self.run_for(WRONG_USAGE, "user", "add", "svc", "--main-administrator", "--service-account", input=f"{PASSWORD}\n")

    def test_change_password(self):
        self.output("user", "password", ADMINISTRATOR, input=f"{OTHER_PASSWORD}\n")
        self.run_for(NOT_SIGNED_IN, "user", "list")
        self.run_for(DONE, "user", "list", env=user(ADMINISTRATOR, OTHER_PASSWORD))
        ended = self.run_for(REFUSED, "user", "password", ADMINISTRATOR, input="weak\n", env=user(ADMINISTRATOR, OTHER_PASSWORD))
        self.assert_says("too weak", ended)
        ended = self.run_for(REFUSED, "user", "password", "nobody", input=f"{PASSWORD}\n", env=user(ADMINISTRATOR, OTHER_PASSWORD))
        self.assert_says("no user", ended)

    def test_import_disables_no_last_administrator(self):
        before = self.content()
        path = self.gatehouse_file(users=[{"user_id": ADMINISTRATOR, "enabled": False}])
        ended = self.run_for(REFUSED, "import", path, "--on-conflict", "overwrite")
        self.assert_says("only main administrator", ended)
        self.assertEqual(before, self.content())

    def test_export_holds_no_password(self):
        self.assertNotIn("argon2", self.output("export", "--format", "gatehouse"))


class InitTest(SignInTest):
    def assert_nothing_is_there(self):
        self.assertEqual([], list(self.folder.glob("gatehouse.sqlite*")))

    def test_needs_to_know_who(self):
        ended = self.run_for(NOT_SIGNED_IN, "init", env=NOBODY, start_new_session=True)
        self.assert_says("GATEHOUSE_USER", ended)
        self.assert_nothing_is_there()

    def test_refuses_before_making_anything(self):
        for env, said in ((user("anna", "weak"), "too weak"), (user("an na"), "a space")):
            self.assert_says(said, self.run_for(REFUSED, "init", "--sample-data", env=env))
            self.assert_nothing_is_there()

    def test_on_the_terminal(self):
        status, _, shown = self.on_terminal("init", typed=[("User ID:", "anna"), ("New password of anna:", PASSWORD),
                                                           ("Once more:", PASSWORD)])
        self.assertEqual(DONE, status, shown)
        self.assertNotIn(PASSWORD, shown)
        self.run_for(DONE, "client", "list", env=user("anna"))

    def test_two_passwords_on_the_terminal(self):
        status, _, shown = self.on_terminal("init", typed=[("User ID:", "anna"), ("New password of anna:", PASSWORD),
                                                           ("Once more:", OTHER_PASSWORD)])
        self.assertEqual(REFUSED, status)
        self.assertIn("not the same", shown)
        self.assert_nothing_is_there()

    def test_leaves_nothing_half_made(self):
        def small_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        for limit in (0, 20_000, 60_000, 150_000):
            with self.subTest(limit=limit):
                self.run_for(OUT_OF_REACH, "init", "--sample-data", preexec_fn=small_disk)
                self.assert_nothing_is_there()
        self.run_for(DONE, "init", "--sample-data")

    def test_takes_back_the_key_it_made(self):
        alone = self.folder / "without-its-plugin"
        shutil.copy(PROGRAM, alone)
        ended = self.run_for(OUT_OF_REACH, "init", "--sample-data", executable=alone)
        self.assert_says("certificates", ended)
        self.assert_nothing_is_there()
        self.assertEqual([], list(self.folder.rglob("*encryption-key*")))

    def test_gives_a_database_a_main_administrator(self):
        self.init_with_samples()
        self.change("UPDATE iam_user SET main_administrator = 0, password = ''")
        self.assert_says("too weak", self.run_for(REFUSED, "init", env=user("anna", "weak")))
        self.run_for(DONE, "init", env=user("anna"))
        self.assertIn("web-shop", self.run_for(DONE, "client", "list", env=user("anna")).stdout)
        before = self.content()
        self.assert_says("already", self.run_for(REFUSED, "init", env=user("bert")))
        self.assertEqual(before, self.content())

    def test_two_at_once(self):
        started = [subprocess.Popen(self.command("init"), env={**self.environment(), **user(name)}, stderr=subprocess.PIPE,
                                    text=True) for name in ("anna", "bert")]
        statuses = {name: (one.communicate(timeout=60), one.returncode) for name, one in zip(("anna", "bert"), started)}
        winners = [name for name, (_, status) in statuses.items() if status == DONE]
        self.assertEqual(1, len(winners), statuses)
        self.assertEqual(winners, [one["user_id"] for one in self.json("user", "list", env=user(winners[0]))])


if __name__ == "__main__":
    unittest.main()
