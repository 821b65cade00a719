import os
import pwd
import shutil
import resource
import signal
import sqlite3
import subprocess
import unittest

from command_line import DONE, OUT_OF_REACH, PROGRAM, CommandLineTest

WRITING = (["user", "add", "x"], ["licence", "--limit", "9"], ["client", "delete", "web-shop", "--yes"],
           ["secret", "add", "web-shop"])


class FilesTest(CommandLineTest):
    """Databases that are damaged, locked, read-only, somebody else's or too new."""

    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.assertFalse(self.database.with_name("gatehouse.sqlite-wal").exists(), "the database was not closed")

    def all_verbs(self):
        path = self.gatehouse_file({"client_id": "new"})
        return (*WRITING, ["client", "list"], ["client", "show", "web-shop"], ["client", "check"], ["secret", "list"],
                ["user", "list"], ["licence"], ["export", "--format", "gatehouse"], ["import", path])

    def assert_refused_untouched(self, text):
        before = self.database.read_bytes()
        for arguments in self.all_verbs():
            with self.subTest(arguments=arguments):
                ended = self.run_for(OUT_OF_REACH, *arguments)
                self.assertEqual("", ended.stdout)
                self.assert_says(text, ended)
                self.assert_says(str(self.database), ended)
                self.assertEqual(before, self.database.read_bytes())

    def test_newer_schema(self):
        with sqlite3.connect(self.database) as connection:
            connection.execute("INSERT INTO schema_version VALUES (1000000)")
        connection.close()
        self.assert_refused_untouched("newer gatehouse")

    def test_garbage(self):
        self.database.write_bytes(os.urandom(20_000))
        self.assert_refused_untouched("damaged")

    def test_somebody_elses_database(self):
        self.database.unlink()
        with sqlite3.connect(self.database) as connection:
            connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.close()
        self.assert_refused_untouched("another program")

    def test_damaged_page(self):
        content = bytearray(self.database.read_bytes())
        content[4096:] = os.urandom(len(content) - 4096)
        self.database.write_bytes(content)
        self.assert_refused_untouched("damaged")

    def test_folder_instead_of_a_file(self):
        self.database.unlink()
        self.database.mkdir()
        self.run_for(OUT_OF_REACH, "client", "list")

    def test_locked(self):
        before = self.content()
        connection = sqlite3.connect(self.database, isolation_level=None)
        self.addCleanup(connection.close)
        connection.execute("BEGIN EXCLUSIVE")
        ended = self.run_for(OUT_OF_REACH, "user", "add", "x")
        self.assert_says("locked", ended)
        connection.execute("ROLLBACK")
        self.assertEqual(before, self.content())
        self.run_for(DONE, "user", "add", "x")

    def test_full_disk(self):
        many = [{"client_id": f"client-{i}", "title": "x" * 150} for i in range(500)]
        self.output("licence", "--unlimited")
        before = self.content()
        path = self.gatehouse_file(*many)
        size = self.database.stat().st_size

        def small_disk():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, size + 8192))

        self.run_for(OUT_OF_REACH, "import", path, preexec_fn=small_disk)
        self.assertEqual(before, self.content())
        self.run_for(DONE, "import", path)

    def unprivileged(self):
        """A command that runs the program where permissions hold: as root they do not, so it runs as nobody then."""
        if os.geteuid() != 0:
            return []
        nobody = pwd.getpwnam("nobody")
        return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]

    def test_read_only(self):
        program = shutil.copy2(PROGRAM, self.folder / "program")  # where nobody may read it
        command = [*self.unprivileged(), program, "--database", f"sqlite:{self.database}"]
        self.database.chmod(0o444)
        before = self.database.read_bytes()
        for folder_mode, reason in ((0o555, "can only be read"), (0o777, "can only be read")):
            self.folder.chmod(folder_mode)
            for arguments in WRITING:
                with self.subTest(folder_mode=oct(folder_mode), arguments=arguments):
                    ended = subprocess.run([*command, *arguments], env=self.environment(), capture_output=True, text=True,
                                           stdin=subprocess.DEVNULL, timeout=60, check=False)
                    self.assertEqual(OUT_OF_REACH, ended.returncode, ended.stderr)
                    self.assertEqual("", ended.stdout)
                    self.assertIn(reason, ended.stderr)
                    self.assertEqual(before, self.database.read_bytes())


if __name__ == "__main__":
    unittest.main()
