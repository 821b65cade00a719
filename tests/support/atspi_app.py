"""A started program and its windows."""
import os
import subprocess
import time

from atspi_element import Element
from waiting import PATIENCE, AppExited, NotFound, matches, norm, wait_until


class App:
    """A program on a Desktop, found on the accessibility bus by its process id."""

    def __init__(self, desk, command, env=None, cwd=None, name_timeout=PATIENCE):
        self.desk, self.command = desk, command
        self.log_path = os.path.join(desk.dir, f"app-{time.monotonic_ns()}.log")
        with open(self.log_path, "wb") as log:
            self.proc = subprocess.Popen(command, env={**os.environ, **(env or {})}, cwd=cwd,
                                         stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            accessible = wait_until(self._on_the_bus, name_timeout, f"{command[0]} on the accessibility bus")
        except AssertionError:
            self.kill()
            raise
        self.root = Element(accessible, self)

    def _on_the_bus(self):
        if not self.running():
            raise AppExited(f"{self.command[0]} exited {self.proc.returncode}: {self.output()}")
        for i in range(self.desk.root.get_child_count()):
            child = self.desk.root.get_child_at_index(i)
            if child is not None and child.get_process_id() == self.proc.pid:
                return child
        return None

    def output(self):
        """What it wrote on standard output and standard error so far."""
        with open(self.log_path, errors="replace") as log:
            return log.read()

    def windows(self):
        return [window for window in self.root.children() if window.showing]

    def window(self, title=None, timeout=None):
        """A showing window or dialog by title (a text or a pattern); without one the active, else the last."""
        def look():
            windows = self.windows()
            if title is None:
                active = [window for window in windows if window.has("active")]
                return (active or windows)[-1]
            return next((window for window in windows if matches(window.name, title)), None)
        try:
            return wait_until(look, timeout, f"window {title!r}")
        except NotFound as missing:
            raise NotFound(f"{missing}; there are {[window.name for window in self.windows()]}") from None

    def gone(self, title, timeout=None):
        wait_until(lambda: all(norm(window.name) != norm(title) for window in self.windows()), timeout,
                   f"{title!r} gone")

    def menu(self, *path):
        """menu("File", "New client"): acts on the QAction, the popup need not be open."""
        entry = self.window_with_menubar().find("menu bar", only_showing=False)
        for label in path:
            entry = entry.find("menu item", label, only_showing=False)
        entry.act("Press", "Toggle")

    def window_with_menubar(self):
        for window in self.windows():
            if window.find_all("menu bar", only_showing=False):
                return window
        raise NotFound("no window with a menu bar")

    def running(self):
        return self.proc.poll() is None

    def quit(self, timeout=PATIENCE):
        """SIGTERM (Qt does not handle it: no aboutToQuit). For a clean exit use menu(...) and wait()."""
        self.proc.terminate()
        return self.proc.wait(timeout)

    def wait(self, timeout=PATIENCE):
        return self.proc.wait(timeout)

    def kill(self):
        if self.running():
            self.proc.kill()
        self.proc.wait()
