"""Files that are large, or pretend to be: what is read of them does not stay in memory."""

import os
import unittest

from command_line import DONE, REFUSED, CommandLineTest

MIB = 1024 * 1024
CLIENTS = 20_000
REDIRECTS_EACH = 30
MEMORY = 200  # MiB, the most that reading any file may take
# A sanitizer keeps what was freed, so that it says nothing of how much memory is needed.
CAN_MEASURE = "ASAN_OPTIONS" not in os.environ


class LargeFilesTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.run_for(DONE, "init")
        self.run_for(DONE, "licence", "--unlimited")

    def dry_run(self, path, *options):
        """Gives exit status, what was said and shown, and the peak of memory in MiB."""
        said = self.folder / "said"
        with open(said, "wb") as notes:
            command = self.command("import", path, "--dry-run", *options)
            process = os.posix_spawn(command[0], command, self.environment(),
                                     file_actions=[(os.POSIX_SPAWN_DUP2, notes.fileno(), 1),
                                                   (os.POSIX_SPAWN_DUP2, notes.fileno(), 2)])
            _, status, usage = os.wait4(process, 0)
        return os.waitstatus_to_exitcode(status), said.read_text(encoding="utf-8"), usage.ru_maxrss / 1024

    def assert_modest(self, peak):
        if CAN_MEASURE:
            self.assertLess(peak, MEMORY)

    def test_memory_does_not_grow_with_the_file(self):
        path = self.folder / "many.json"
        with open(path, "w", encoding="utf-8") as file:
            for number in range(CLIENTS):
                redirects = ", ".join(f'"https://client-{number}.example.com/signed-in/and/back/{redirect}"'
                                      for redirect in range(REDIRECTS_EACH))
                file.write(f'{"," if number else "["}\n{{"client_id": "client-{number}", "scope": "openid", '
                           f'"redirect_uris": [{redirects}], "client_name": "Client {number}"}}')
            file.write("]\n")
        self.assertGreater(path.stat().st_size, 30 * MIB)
        small = self.import_file('[{"client_id": "a", "scope": "openid"}]')
        status, said, floor = self.dry_run(small)
        self.assertEqual(DONE, status, said)
        status, said, peak = self.dry_run(path)
        self.assertEqual(DONE, status, said)
        if CAN_MEASURE:
            self.assertLess(peak, floor + 30, "it is about as much as for a small file")

    def test_names_without_end_are_not_kept(self):
        path = self.folder / "names.json"
        with open(path, "w", encoding="utf-8") as file:
            for number in range(20):
                unknown = ", ".join(f'"unknown_{i}": {i}' for i in range(100))
                file.write(f'{"," if number else "["}{{"client_id": "{number}{"x" * 8 * MIB}", {unknown}}}\n')
            file.write("]")
        _, said, peak = self.dry_run(path, "--format", "rfc7591")
        self.assertIn("Shorten it to at most 400", said)
        self.assert_modest(peak)
        self.assertLess(len(said), MIB)

    def test_scopes_without_end_are_refused(self):
        path = self.folder / "scopes.json"
        with open(path, "w", encoding="utf-8") as file:
            for number in range(8):
                scopes = " ".join(f"scope.{number}.{scope}" for scope in range(9_000))
                file.write(f'{"," if number else "["}{{"client_id": "client-{number}", "scope": "{scopes}"}}\n')
            file.write("]")
        _, said, peak = self.dry_run(path)
        self.assertIn("at most 10000", said)
        self.assert_modest(peak)

    def test_hostile_files_are_refused_with_line_and_column(self):
        # Each is a gibibyte, most of it never written and never read.
        for name, start, reason in (
                ("NUL characters", b"[\n", "line 2, column 1"),
                ("white space", b"[\n" + b" " * 20 * MIB, "more than 16 MiB"),
                ("one text", b'[\n{"client_id": "' + b"x" * 20 * MIB, "more than 16 MiB"),
                ("redirects without end", b'[\n{"client_id": "a", "redirect_uris": ["x"' + b',"https://a.example"' * MIB,
                 "more than 100,000 values at line 2, column"),
                ("client applications without end", b'[\n{"client_id": "a"},' + b"{}," * MIB, "1,000,000 client applications at line 2"),
                ("values around them", b'{"client_id": "a", "x": [' + b"0," * 2 * MIB, "1,000,000 values"),
                ("nesting", b'[\n{"client_id": ' + b"[" * MIB, "64 levels deep at line 2, column 77"),
        ):
            with self.subTest(name):
                path = self.folder / "hostile.json"
                path.write_bytes(start)
                os.truncate(path, 1024 * MIB)
                status, said, peak = self.dry_run(path)
                self.assertEqual(REFUSED, status, said)
                self.assertIn(reason, said)
                self.assertIn("line ", said)
                self.assert_modest(peak)


if __name__ == "__main__":
    unittest.main()
