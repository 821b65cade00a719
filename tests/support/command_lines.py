"""The command lines of a program and of what it starts, which everybody on the machine can read."""
import os
import threading
from pathlib import Path

STEP = 0.002  # seconds


class CommandLines:
    """Looks at those of all descendants of this process for one with-block; seen holds each once, arguments apart by NUL."""

    def __enter__(self):
        self.seen = set()
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look_on, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._watch.join()

    def _look_on(self):
        while not self._over.wait(STEP):
            self.seen |= command_lines_below(os.getpid())


def command_lines_below(parent):
    found = set()
    for child in children(parent):
        try:
            found.add(Path(f"/proc/{child}/cmdline").read_bytes())
        except OSError:  # ended since
            continue
        found |= command_lines_below(child)
    return found


def children(parent):
    """Of all its threads."""
    try:
        tasks = os.listdir(f"/proc/{parent}/task")
    except OSError:  # ended since
        return
    for task in tasks:
        try:
            yield from Path(f"/proc/{parent}/task/{task}/children").read_text().split()
        except OSError:
            continue
