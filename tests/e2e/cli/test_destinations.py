"""Where output may go and where not, and what is read and written besides plain files."""

import array
import contextlib
import fcntl
import os
import pathlib
import signal
import subprocess
import sys
import termios
import unittest

from command_line import DONE, OUT_OF_REACH, PROGRAM, REFUSED, WRONG_USAGE, CommandLineTest
from waiting import wait_until

WRITERS = (["export", "--format", "gatehouse"], ["consent", "web-shop", "--format", "html"],
           ["consent", "web-shop", "--format", "png"], ["certificate", "export", "--format", "pem"],
           ["certificate", "export", "--format", "jwks"])
ESCAPE = "\x1b[31mred\x1b]0;title\x07\x9b1m"
LONGEST = 30  # seconds
NOWHERE = "https://127.0.0.1:1"
KEY_CLIENT = {"client_id": "bank", "client_name": "Bank", "redirect_uris": ["https://bank.example.com/cb"],
              "token_endpoint_auth_method": "private_key_jwt", "jwks_uri": "https://bank.example.com/jwks"}


class DestinationsTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.output("certificate", "storage", "local", "--folder", self.folder / "certificates")
        self.output("certificate", "rollover")
        self.settings = self.folder / "config/gatehouse/appsettings.json"
        self.settings.parent.mkdir(parents=True)
        self.settings.write_text("{}\n", encoding="ascii")
        self.window = self.settings.with_name("gatehouse.conf")
        self.window.write_text("[window]\n", encoding="ascii")
        self.keys = self.folder / "data/gatehouse/keys"
        self.keep_open()

    def keep_open(self):
        """What is beside the database stays there while another process has it open. Not this one: it would lose its
        locks with the first file of the database that a test closes."""
        code = ("import sqlite3, sys; connection = sqlite3.connect(sys.argv[1]); "
                "connection.execute('SELECT count(*) FROM setting').fetchall(); print(flush=True); sys.stdin.read()")
        reader = subprocess.Popen([sys.executable, "-c", code, self.database], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(reader.communicate, timeout=60)
        reader.stdout.readline()

    def needed(self):
        """What is there and must stay as it is."""
        keys, certificates = list(self.keys.iterdir()), list((self.folder / "certificates").iterdir())
        self.assertTrue(keys and certificates)
        return [self.database, *(pathlib.Path(f"{self.database}-{end}") for end in ("wal", "shm")), self.settings, self.window,
                keys[0], certificates[0]]

    def assert_refused(self, path, *writer, **options):
        ended = self.run_for(OUT_OF_REACH, *writer, "--output", path, **options)
        self.assert_says("cannot be written", ended)
        self.assertRegex(ended.stderr, "it (is|belongs)")

    def ways_to(self, path):
        link = self.folder / f"link-to-{path.name}"
        if not link.is_symlink():
            link.symlink_to(path)
        hard = self.folder / f"other-name-of-{path.name}"
        if not hard.exists():
            hard.hardlink_to(path)
        return [path, link, hard, path.parent / "." / ".." / path.parent.name / path.name]

    def test_what_is_needed_is_not_written_over(self):
        for path in self.needed():
            # By their inodes alone where each sign-in writes on.
            is_written = path.suffix.startswith(".sqlite")
            before = path.stat().st_ino, None if is_written else path.read_bytes()
            for way in self.ways_to(path):
                with self.subTest(way=str(way)):
                    self.assert_refused(way, *WRITERS[0])
            with self.subTest(descriptor=str(path)), open(path, "r+b") as opened:
                self.assert_refused(f"/proc/self/fd/{opened.fileno()}", *WRITERS[0], pass_fds=[opened.fileno()])
                self.assert_refused(f"/dev/fd/{opened.fileno()}", *WRITERS[0], pass_fds=[opened.fileno()])
            self.assertEqual(before[0], path.stat().st_ino)
            if before[1] is not None:
                self.assertEqual(before[1], path.read_bytes())
        self.assertEqual(4, len(self.client_ids()))
        self.output("audit", "verify")

    def test_no_database_and_no_key_is_written_over(self):
        """Also those that are not in use now."""
        other, key = self.folder / "other.sqlite", self.folder / "a-key"
        self.output("copy-to", f"sqlite:{other}")
        beside = pathlib.Path(f"{other}-wal")
        beside.write_bytes(b"changes")
        key.write_bytes(next(self.keys.iterdir()).read_bytes())
        link = self.folder / "link"
        link.symlink_to(other)
        for path in (other, link, beside, key):
            with self.subTest(path=str(path)):
                before = path.read_bytes()
                self.assert_refused(path, *WRITERS[0])
                self.assertEqual(before, path.read_bytes())

    def test_what_was_seen_of_trails_is_not_written_over(self):
        [seen] = (self.folder / "state/gatehouse").glob("audit-*.json")
        link = self.folder / "link"
        link.symlink_to(seen)
        for way in (seen, link, seen.parent / ".." / "gatehouse" / seen.name, seen.parent / f"audit-{'0' * 32}.json"):
            with self.subTest(way=str(way)):
                self.assert_refused(way, *WRITERS[0])
        self.output("audit", "verify")

    def test_every_writer_looks(self):
        before = self.content()
        for writer in WRITERS:
            for path in (self.database, self.settings, next(self.keys.iterdir())):
                with self.subTest(writer=writer, path=str(path)):
                    self.assert_refused(path, *writer)
        self.assertEqual(before, self.content())

    def test_names_that_are_needed_next(self):
        self.settings.unlink()
        dangling = self.folder / "dangling"
        dangling.symlink_to(f"{self.database}-journal")
        for path in (pathlib.Path(f"{self.database}-journal"), dangling, self.settings,
                     self.keys / "gatehouse--data-protection-encryption-key.0190",
                     self.folder / "certificates" / f"{'a' * 64}.p12", self.keys):
            with self.subTest(path=str(path)):
                before = path.exists()
                self.assert_refused(path, *WRITERS[0])
                self.assertEqual(before, path.exists())

    def test_standard_output_that_leads_to_the_database(self):
        before = self.database.read_bytes()
        with open(self.database, "ab") as opened:
            ended = self.run_for(OUT_OF_REACH, "client", "list", stdout=opened)
        self.assert_says("/dev/stdout", ended)
        self.assertEqual(before, self.database.read_bytes())

    def test_no_database_is_made_where_something_is_needed(self):
        self.window.unlink()
        other = self.folder / "other.sqlite"
        dangling = self.folder / "dangling"
        dangling.symlink_to(self.window)
        for path in (f"{self.database}-journal", self.window, dangling, self.keys / f"key.{'0' * 32}",
                     *(f"{other}-{end}" for end in ("wal", "shm", "journal"))):
            for verb in ("copy-to", "init"):
                with self.subTest(path=str(path), verb=verb):
                    target = f"sqlite:{path}"
                    ended = (self.run_for(OUT_OF_REACH, verb, target) if verb == "copy-to" else
                             subprocess.run([PROGRAM, "--database", target, verb], env=self.environment(), text=True,
                                            stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST, check=False))
                    self.assertEqual(OUT_OF_REACH, ended.returncode, ended.stderr)
                    self.assertRegex(ended.stderr, "No database is made|cannot become a database")
                    self.assertFalse(os.path.exists(path), path)
        copy = self.folder / "copy.sqlite"
        self.output("copy-to", f"sqlite:{copy}")
        self.assertTrue(copy.stat().st_size)
        self.output("audit", "verify")

    def test_beside_them_is_fine(self):
        for path in (self.folder / "gatehouse.sqlite.json", self.folder / "certificates" / "clients.json",
                     self.folder / "gatehouse.json"):
            self.run_for(DONE, *WRITERS[0], "--output", path)
            self.assertTrue(path.read_bytes().startswith(b"{"))

    def test_name_that_is_empty(self):
        for writer in WRITERS:
            with self.subTest(writer=writer):
                self.assert_says("--output", self.run_for(WRONG_USAGE, *writer, "--output", ""))

    def test_open_file_is_written_on_where_it_stands(self):
        path = self.folder / "log"
        link = self.folder / "link"
        link.symlink_to("/dev/stdout")
        for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev//stdout", "//dev/./stdout", "/dev/fd/../fd/1",
                     "/proc/thread-self/fd/1", link):
            with open(path, "wb") as log:
                log.write(b"before\n")
                log.flush()
                self.run_for(DONE, *WRITERS[0], "--output", name, stdout=log)
                log.write(b"after\n")
            self.assertRegex(path.read_bytes(), rb"\Abefore\n\{(.|\n)*\}\nafter\n\Z")

    def start_running(self, *arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL):
        running = subprocess.Popen(self.command(*arguments), stdin=stdin, stdout=stdout,
                                   stderr=subprocess.PIPE, env=self.environment(), text=True)

        def end():
            running.kill()
            running.communicate()
        self.addCleanup(end)
        return running

    def test_pipes_that_nobody_takes_part_in(self):
        pipes = {name: self.folder / name for name in ("read", "written")}
        for pipe in pipes.values():
            os.mkfifo(pipe)
        running = {"nobody reads": self.start_running(*WRITERS[0], "--output", pipes["read"]),
                   "nobody writes": self.start_running("import", pipes["written"])}
        for reason, process in running.items():
            said = process.communicate(timeout=LONGEST)[1]
            self.assertEqual(OUT_OF_REACH, process.returncode, said)
            self.assertIn(reason, said)

    def test_interrupt_where_nobody_takes_part(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for arguments in ([*WRITERS[0], "--output", pipe], ["import", pipe]):
            with self.subTest(arguments=arguments):
                process = self.start_running(*arguments)
                wait_until(lambda: catches_interrupt(process.pid), LONGEST, "the task to begin")
                process.send_signal(signal.SIGINT)
                said = process.communicate(timeout=5)[1]
                self.assertEqual(REFUSED, process.returncode, said)
                self.assertIn("cancelled", said)

    def test_interrupt_where_the_reader_sleeps(self):
        self.output("licence", "--unlimited")
        self.output("import", self.gatehouse_file(*({"client_id": f"client-{i}", "title": "x" * 150}
                                                    for i in range(300))))
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for by_name in (True, False):
            with self.subTest(by_name=by_name), contextlib.ExitStack() as opened:
                reader = opened.enter_context(open(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb"))
                fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
                arguments = ["--output", pipe] if by_name else []
                writer = subprocess.DEVNULL if by_name else opened.enter_context(open(pipe, "wb"))
                process = self.start_running(*WRITERS[0], *arguments, stdout=writer)
                wait_until(lambda: catches_interrupt(process.pid) and has_unread(reader), LONGEST, "a full pipe")
                process.send_signal(signal.SIGINT)
                said = process.communicate(timeout=5)[1]
                self.assertEqual(REFUSED, process.returncode, said)
                self.assertIn("cancelled", said)

    def test_endless_devices(self):
        for device in ("/dev/zero", "/dev/urandom"):
            with self.subTest(device=device):
                self.assert_bounded("import", device)
        self.assert_says("plain file", self.run_for(OUT_OF_REACH, "--settings", "/dev/zero", "client", "list"))

    def assert_bounded(self, *arguments, stdin=subprocess.DEVNULL):
        process = self.start_running(*arguments, stdin=stdin)
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertIn(process.returncode, (REFUSED, WRONG_USAGE, OUT_OF_REACH), said)
        self.assertLess(used.ru_maxrss, 400 * 1024)  # KiB

    def endless_pipe(self):
        path = self.folder / "endless"
        os.mkfifo(path)
        with open(os.open(path, os.O_RDWR), "wb") as pipe:  # which waits for nobody
            writer = subprocess.Popen(["cat", "/dev/zero"], stdout=pipe)
        self.addCleanup(writer.wait)
        self.addCleanup(writer.kill)
        return path

    def test_endless_files_of_other_commands(self):
        self.output("licence", "--unlimited")
        self.output("import", self.import_file([KEY_CLIENT], "keys.json"))
        pipe = self.endless_pipe()
        for path in ("/dev/zero", "/dev/urandom", pipe):
            for arguments in (("certificate", "import", path),
                              ("server", "add", "endless", "--kind", "keycloak", "--url", NOWHERE, "--realm", "staff", "--ca",
                               path),
                              ("try", KEY_CLIENT["client_id"], "--issuer", NOWHERE, "--key", path)):
                with self.subTest(arguments=arguments):
                    self.assert_bounded(*arguments)
            with self.subTest(explained=path), open(path, "rb") as endless:
                self.assert_bounded("explain", "-", stdin=endless)

    def test_database_that_is_no_file(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for path in (pipe, "/dev/zero", "/dev/null"):
            with self.subTest(path=str(path)):
                self.database = path
                self.assert_says("no plain file", self.run_for(OUT_OF_REACH, "client", "list"))

    def test_settings_that_are_named_must_be_there(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        for path, reason in ((self.folder / "missing.json", "no such file"), (pipe, "no plain file"),
                             (self.folder, "no plain file")):
            with self.subTest(path=str(path)):
                for arguments in (["client", "list"], ["licence"], []):
                    ended = self.run_for(OUT_OF_REACH, "--settings", path, *arguments,
                                         env={"QT_QPA_PLATFORM": "offscreen"})
                    self.assert_says(reason, ended)
                    self.assert_says(str(path), ended)
        self.settings.unlink()
        self.run_for(DONE, "client", "list")

    def test_nothing_steers_the_terminal(self):
        for arguments in ([f"--{ESCAPE}"], [ESCAPE], ["client", ESCAPE], ["export", "--format", ESCAPE],
                          ["--database", ESCAPE, "client", "list"], ["client", "show", ESCAPE],
                          ["import", ESCAPE], ["--settings", ESCAPE, "client", "list"],
                          [*WRITERS[0], "--output", f"/nowhere/{ESCAPE}"]):
            with self.subTest(arguments=arguments):
                ended = self.start(*arguments)
                self.assertNotEqual(DONE, ended.returncode)
                for stream in (ended.stdout, ended.stderr):
                    self.assertNotRegex(stream, r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def catches_interrupt(process):
    lines = pathlib.Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    caught = next(line.split()[1] for line in lines if line.startswith("SigCgt:"))
    return bool(int(caught, 16) >> (signal.SIGINT - 1) & 1)


def has_unread(pipe):
    waiting = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, waiting)
    return waiting[0] > 0


if __name__ == "__main__":
    unittest.main()
