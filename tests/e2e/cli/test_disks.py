"""Databases on disks that are full or read-only, that others write to for long, or that go away."""

import concurrent.futures
import contextlib
import os
import pathlib
import pwd
import shutil
import sqlite3
import subprocess
import time
import unittest

from command_line import DONE, OUT_OF_REACH, PROGRAM, CommandLineTest

READING = (["client", "list"], ["client", "show", "web-shop"], ["client", "check"], ["audit", "list"],
           ["audit", "verify"], ["export", "--format", "gatehouse"])
WRITING = (["user", "add", "x"], ["licence", "--limit", "9"], ["secret", "add", "web-shop"])
DISCLOSING = (["export", "--format", "gatehouse", "--include-secrets", "--yes"],
              ["certificate", "export", "--format", "jwks", "--private"])
FULL = "(?i)no space left|disk is full"


def can_mount():
    """Root in a container may be no root."""
    tried = os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "true"], check=False, stderr=subprocess.DEVNULL)
    return tried and tried.returncode == 0


class DisksTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.elsewhere = self.folder / "elsewhere.json"

    def disk(self, size):
        """A small disk of its own."""
        if not can_mount():
            self.skipTest("a small disk can only be made by root")
        disk = self.folder / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", disk], check=True)
        self.addCleanup(subprocess.run, ["umount", "--lazy", disk], check=True)
        return disk

    def disk_with_database(self, size):
        disk = self.disk(size)
        self.database = pathlib.Path(shutil.copy2(self.database, disk))
        return disk

    def remount(self, disk, mode):
        subprocess.run(["mount", "-o", f"remount,{mode}", disk], check=True)

    def fill(self, disk):
        """Leaves nothing; gives what to delete for room."""
        path = disk / "filling"
        size = 1 << 20
        with open(path, "wb", buffering=0) as file:
            while size:
                try:
                    file.write(b"x" * size)
                except OSError:
                    size //= 2
        return path

    def many_clients(self, count):
        self.output("licence", "--unlimited")
        redirects = [f"https://shop.example.com/{'y' * 300}/{number}" for number in range(6)]
        return self.gatehouse_file(*({"client_id": f"client-{i}", "title": "x" * 150, "login_redirects": redirects}
                                     for i in range(count)))

    def side_by_side(self, verbs):
        """Each sign-in that cannot be noted waits for some seconds."""
        with concurrent.futures.ThreadPoolExecutor(len(verbs)) as pool:
            return zip(verbs, pool.map(lambda arguments: self.start(*arguments), verbs))

    def assert_reading_works(self, *, says):
        for arguments, ended in self.side_by_side(READING):
            with self.subTest(arguments=arguments):
                self.assertEqual(DONE, ended.returncode, ended.stderr)
                self.assertTrue(ended.stdout or "no problems" in ended.stderr)
                self.assert_says(says, ended)
        self.run_for(DONE, "export", "--format", "gatehouse", "--output", self.elsewhere)
        self.assertIn("web-shop", self.elsewhere.read_text(encoding="utf-8"))

    def assert_writing_is_refused(self, *, says):
        for arguments in (*WRITING, *DISCLOSING):
            with self.subTest(arguments=arguments):
                ended = self.run_for(OUT_OF_REACH, *arguments)
                self.assertEqual("", ended.stdout)
                self.assert_says(says, ended)

    def test_full_disk(self):
        filling = self.fill(self.disk_with_database("4m"))
        before = self.database.read_bytes()
        self.assert_reading_works(says="can only be read")
        self.assert_writing_is_refused(says="the disk is full.")
        ended = self.run_for(OUT_OF_REACH, "export", "--format", "gatehouse", "--output", filling.with_name("x"))
        self.assertRegex(ended.stderr, FULL)
        self.assertEqual(before, self.database.read_bytes())
        filling.unlink()
        for arguments in WRITING:
            self.run_for(DONE, *arguments)

    def test_full_disk_with_empty_files_beside_the_database(self):
        """As one leaves them who was killed there, or as others make and remove them at this moment."""
        self.fill(self.disk_with_database("4m"))
        beside = [pathlib.Path(f"{self.database}-{end}") for end in ("wal", "shm")]
        for left in (beside, beside[:1], beside[1:]):
            for path in left:
                path.touch()
            with self.subTest(left=[path.name for path in left]):
                self.assertIn("web-shop", self.run_for(DONE, "client", "list").stdout)
            for path in left:
                path.unlink(missing_ok=True)

    def test_full_disk_that_many_look_at(self):
        self.fill(self.disk_with_database("4m"))
        for _, ended in self.side_by_side([["licence"]] * 12):
            self.assertEqual(DONE, ended.returncode, ended.stderr)

    def test_disk_that_fills_up(self):
        self.disk_with_database("4m")
        many = self.many_clients(3000)
        before = self.content()
        self.assertRegex(self.run_for(OUT_OF_REACH, "import", many).stderr, FULL)
        self.assertEqual(before, self.content())
        self.assertEqual(4, len(self.client_ids()))

    def test_full_temporary_folder(self):
        many = self.many_clients(6000)
        disk = self.disk("64k")
        self.fill(disk)
        ended = self.run_for(OUT_OF_REACH, "import", many, env={"TMPDIR": str(disk)})
        self.assert_says(str(disk), ended)
        self.assertRegex(ended.stderr, FULL)
        self.assertEqual(4, len(self.client_ids()))

    def test_full_state_folder(self):
        """What this machine remembers of the audit trail, and why it cannot, are told."""
        disk = self.disk("64k")
        (disk / "gatehouse").mkdir(0o700)
        self.fill(disk)
        ended = self.run_for(DONE, "client", "list", env={"XDG_STATE_HOME": str(disk)})
        self.assertRegex(ended.stderr, FULL)
        self.assertNotIn("another program", ended.stderr)

    def test_read_only_disk(self):
        self.remount(self.disk_with_database("4m"), "ro")
        self.assert_reading_works(says="read-only for you")
        self.assert_writing_is_refused(says="can only be read")

    def test_read_only_disk_with_changes_beside_the_database(self):
        disk = self.disk_with_database("8m")
        beside = [pathlib.Path(f"{self.database}-{end}") for end in ("wal", "shm")]
        with contextlib.closing(sqlite3.connect(self.database)) as writer:
            writer.execute("UPDATE client_application SET title = 'Last change'")
            writer.commit()
            kept = [path.read_bytes() for path in beside]
        for path, content in zip(beside, kept):
            path.write_bytes(content)
        self.remount(disk, "ro")
        self.assertIn("Last change", self.output("client", "list"))
        self.remount(disk, "rw")
        beside[1].unlink()
        self.remount(disk, "ro")
        ended = self.run_for(OUT_OF_REACH, "client", "list")
        self.assert_says(str(beside[0]), ended)
        self.assertEqual("", ended.stdout)

    def test_older_database_on_a_read_only_disk(self):
        disk = self.disk_with_database("4m")
        with contextlib.closing(sqlite3.connect(self.database)) as older:
            older.execute("DELETE FROM schema_version WHERE version = (SELECT max(version) FROM schema_version)")
            older.commit()
        self.remount(disk, "ro")
        self.assert_says("brought up to date", self.run_for(OUT_OF_REACH, "client", "list"))

    def test_file_that_only_others_may_write(self):
        program = shutil.copy2(PROGRAM, self.folder / "program")  # where nobody may read it
        nobody = pwd.getpwnam("nobody")
        command = [program, "--database", f"sqlite:{self.database}"]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups", *command]
        self.database.chmod(0o444)
        for folder_mode in (0o555, 0o777):
            self.folder.chmod(folder_mode)
            for arguments in (["client", "list"], ["export", "--format", "gatehouse"]):
                with self.subTest(folder_mode=oct(folder_mode), arguments=arguments):
                    ended = subprocess.run([*command, *arguments], env=self.environment(), capture_output=True,
                                           text=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
                    self.assertEqual(DONE, ended.returncode, ended.stderr)
                    self.assertIn("web-shop", ended.stdout)
                    self.assertIn("can only be read", ended.stderr)
                    self.assertEqual([], [path.name for path in self.folder.glob("gatehouse.sqlite-*")])

    def seconds(self, *arguments):
        began = time.monotonic()
        output = self.output(*arguments)
        return time.monotonic() - began, output

    def test_reader_does_not_wait_for_a_writer(self):
        usual = max(self.seconds("client", "list")[0] for _ in range(2))
        with contextlib.closing(sqlite3.connect(self.database, isolation_level=None)) as importing:
            importing.execute("BEGIN IMMEDIATE")
            importing.execute("UPDATE client_application SET title = 'Not yet'")
            passed, listed = self.seconds("client", "list")  # while the lock is held
            # It waits once to note the sign-in, for 3 seconds. Twice, or the 6 of a disk that is read-only, is too much.
            self.assertLess(passed, 5.5 + 2 * usual)
            self.assertNotIn("Not yet", listed)
            self.assertIn("web-shop", self.output("export", "--format", "gatehouse"))
            self.assert_says("locked", self.run_for(OUT_OF_REACH, "user", "add", "x"))
            importing.execute("COMMIT")
        self.assertIn("Not yet", self.output("client", "list"))


if __name__ == "__main__":
    unittest.main()
