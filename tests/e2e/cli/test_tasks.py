"""What long work shows on the command line, and how it is stopped."""

import array
import contextlib
import fcntl
import json
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import tempfile
import termios
import time
import unittest

from command_line import DONE, OUT_OF_REACH, REFUSED, CommandLineTest
from waiting import wait_until

CLIENTS = 1500
LONGEST = 60  # seconds
PIPE_SIZE = 65536  # bytes, pipe(7)
BAR = re.compile(rb"Exporting client applications  \[(#*)(-*)\] +(\d+) %  (\d+) of (\d+)")
LINE = re.compile(rb"Exporting client applications: \d+ of (\d+)(?:, [\d.,]+ per second, [\w ]+ left)?\n")


class Running:
    """A command that writes more to a pipe than fits in it, so that it is at work for as long as we read slowly."""

    def __init__(self, test, *arguments, on_terminal):
        self.said = b""
        self.data = b""
        self.folder = test.environment().get("TMPDIR", tempfile.gettempdir())
        if on_terminal:
            self.notes, child = pty.openpty()
        else:
            self.notes, child = os.pipe()
        self.process = subprocess.Popen(test.command(*arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=child, env={**test.environment(), "TERM": "xterm"})
        os.close(child)
        test.addCleanup(self.end)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        os.close(self.notes)

    def hear(self, seconds):
        """What it says until then, or nothing; false once it has nothing more to say."""
        if not select.select([self.notes], [], [], seconds)[0]:
            return True
        try:
            heard = os.read(self.notes, 65536)
        except OSError:  # how a terminal tells that nobody is there any more
            heard = b""
        self.said += heard
        return bool(heard)

    def read_slowly_until(self, said):
        """Takes a piece of the data now and then until what it says matches."""
        give_up = time.monotonic() + LONGEST
        while not re.search(said, self.said):
            if time.monotonic() > give_up or not self.hear(0.05):
                raise AssertionError(f"not said: {said}; but: {self.said}")
            self.data += os.read(self.process.stdout.fileno(), 4096)

    def wait_until_stuck(self):
        """Until the pipe is full, so that it takes no step more before something is read."""
        sizes = []

        def is_full():
            waiting = array.array("i", [0])
            fcntl.ioctl(self.process.stdout, termios.FIONREAD, waiting)
            sizes.append(waiting[0])
            return waiting[0] > PIPE_SIZE * 3 // 4 and len(sizes) > 5 and len(set(sizes[-5:])) == 1
        wait_until(is_full, LONGEST, "the pipe to be full")

    def send(self, signal_number):
        """Sends a signal that is caught, and waits until it has arrived."""
        self.process.send_signal(signal_number)
        wait_until(lambda: not self.catches(signal_number), LONGEST, "the signal to arrive")

    def catches(self, signal_number):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        caught = int(re.search(r"^SigCgt:\s*(\w+)$", status, re.MULTILINE).group(1), 16)
        return bool(caught >> (signal_number - 1) & 1)

    def empty_temporary_files(self):
        """As if the disk lost them."""
        for opened in self.opened_temporary_files():
            os.truncate(opened, 0)

    def temporary_files(self):
        """What is in them, which have no name."""
        return [opened.read_bytes() for opened in self.opened_temporary_files()]

    def opened_temporary_files(self):
        opened = pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir()
        return [file for file in opened if os.readlink(file).startswith(f"{self.folder}/") and "(deleted)" in os.readlink(file)]

    def finish(self):
        while piece := os.read(self.process.stdout.fileno(), 65536):
            self.data += piece
        while self.hear(LONGEST):
            pass
        return self.process.wait(LONGEST)


class TasksTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.output("licence", "--unlimited")
        self.many = json.dumps({"format": "gatehouse", "version": 1, "clients": [
            {"client_id": f"client-{i}", "title": f"Title of client {i}"} for i in range(CLIENTS)]})

    def export_many(self, on_terminal):
        self.output("import", self.import_file(self.many))
        return Running(self, "export", "--format", "gatehouse", on_terminal=on_terminal)

    def test_bar_on_a_terminal(self):
        running = self.export_many(on_terminal=True)
        running.read_slowly_until(BAR)
        self.assertEqual(DONE, running.finish(), running.said)
        exported = len(json.loads(running.data)["clients"])
        for filled, rest, percent, done, total in BAR.findall(running.said):
            self.assertEqual(exported, int(total))
            self.assertEqual(int(done) * 100 // exported, int(percent))
            self.assertEqual(int(percent) * len(filled + rest) // 100, len(filled))
            self.assertGreater(len(filled + rest), 10)
        self.assertTrue(running.said.endswith(b"\r\x1b[K"), running.said[-80:])

    def test_plain_lines_elsewhere(self):
        running = self.export_many(on_terminal=False)
        running.read_slowly_until(LINE)
        self.assertEqual(DONE, running.finish(), running.said)
        self.assertEqual(b"", LINE.sub(b"", running.said))
        self.assertIn(b" per second, ", running.said)
        self.assertEqual(str(len(json.loads(running.data)["clients"])), LINE.search(running.said).group(1).decode())

    def test_interrupt_cancels_an_export(self):
        running = self.export_many(on_terminal=True)
        running.read_slowly_until(BAR)
        running.send(signal.SIGINT)
        self.assertEqual(REFUSED, running.finish(), running.said)
        self.assertIn(b"\r\x1b[KThe export was cancelled.", running.said)
        self.assertRaises(ValueError, json.loads, running.data)

    def test_interrupt_cancels_an_export_that_nobody_reads(self):
        running = self.export_many(on_terminal=True)
        running.read_slowly_until(BAR)
        running.wait_until_stuck()
        running.process.send_signal(signal.SIGINT)
        self.assertEqual(REFUSED, running.process.wait(LONGEST))
        while running.hear(LONGEST):
            pass
        self.assertIn(b"The export was cancelled.", running.said)

    def import_many_from_pipe(self, stop=None):
        """Stops it while it waits for the file, then gives it the file, which it may not want any more."""
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        running = Running(self, "import", pipe, on_terminal=False)
        refused = contextlib.suppress(BrokenPipeError) if stop else contextlib.nullcontext()
        with refused, open(pipe, "w", encoding="utf-8") as file:  # opened once the other side is, too
            if stop:
                running.send(stop)
            file.write(self.many)
        return running

    def assert_cancels_import(self, stop):
        before = self.content()
        running = self.import_many_from_pipe(stop)
        self.assertEqual(REFUSED, running.finish(), running.said)
        self.assertIn(b"Nothing was changed", running.said)
        self.assertEqual(before, self.content())

    def test_interrupt_cancels_an_import_whole(self):
        self.assert_cancels_import(signal.SIGINT)

    def test_termination_cancels_an_import_whole(self):
        self.assert_cancels_import(signal.SIGTERM)

    def test_the_same_import_is_done_when_nothing_stops_it(self):
        running = self.import_many_from_pipe()
        self.assertEqual(DONE, running.finish(), running.said)
        self.assertIn("client-7", self.client_ids())

    def test_import_stays_when_its_report_cannot_be_made(self):
        title = "x" * 200
        texts = {"en": {"profile": "x" * 9_000}}
        self.many = json.dumps({"format": "gatehouse", "version": 1, "clients": [
            {"client_id": f"client-{i}", "title": title, "consent_texts": texts} for i in range(CLIENTS)]})
        running = Running(self, "import", self.import_file(self.many), "--json", on_terminal=False)
        running.wait_until_stuck()  # in the report, which comes after the import
        running.empty_temporary_files()
        self.assertEqual(OUT_OF_REACH, running.finish(), running.said)
        self.assertIn(b"The file was imported, but", running.said)
        self.assertIn(f"client-{CLIENTS - 1}", self.client_ids())

    def test_short_work_shows_nothing(self):
        for on_terminal in (True, False):
            running = Running(self, "export", "--format", "gatehouse", on_terminal=on_terminal)
            self.assertEqual(DONE, running.finish())
            self.assertEqual(b"", running.said)


if __name__ == "__main__":
    unittest.main()
