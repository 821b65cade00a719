#!/usr/bin/python3
"""Black-box driver for a Qt (or any AT-SPI) desktop program, which runs unmodified.

It knows only what a person with a screen reader knows: roles, labels, states.

    from atspi_driver import Desktop
    with Desktop() as desk:                       # private Xvfb + D-Bus session + window manager
        app = desk.start(["build/dev/app/gatehouse"])
        window = app.window()
        window.check_box("Require PKCE").check()
        window.field("Title").type("Zoë")
        window.button("Save").click()
        app.quit()

Run with Debian's own interpreter, /usr/bin/python3: python3-gi is not in a virtual environment.
Only ONE Desktop per Python process: libatspi keeps one connection per process.

Known limits (Qt 6.8.2): needs the xcb platform (under offscreen nothing is exposed); context menus and
QPushButton/QToolButton menus are not in the tree (see pick_popup), menu-bar menus are; a combo box is
named after its current text, its label is a relation (find() looks at both); QLabel.setAccessibleName
hides the label's text; a cell's 'Toggle' selects it instead of checking it (see check_cell); the text of
a password field is always ''; a disabled tab says that it is enabled and opens by its 'Press' (click it).
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

from atspi_app import App  # noqa: E402
from waiting import DEFAULT_TIMEOUT, AppExited, NotFound, wait_until  # noqa: E402

__all__ = ["DEFAULT_TIMEOUT", "AppExited", "Desktop", "NotFound", "wait_until"]

BUS_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
REPLACED = ("WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS")


class Desktop:
    """A private display, session bus, accessibility bus and window manager for one with-block."""

    def __init__(self, size="1280x1024x24", wm=("blackbox",), verbose=False):
        self.size, self.wm, self.verbose = size, wm, verbose
        self.processes, self.apps = [], []

    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="atspi-")
        self.log = open(os.path.join(self.dir, "desktop.log"), "wb")
        self.environment_before = dict(os.environ)
        try:
            self._start()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def _start(self):
        for name in REPLACED:
            os.environ.pop(name, None)
        os.environ.update(XDG_RUNTIME_DIR=self.dir, NO_AT_BRIDGE="0", QT_QPA_PLATFORM="xcb")
        os.environ["DISPLAY"] = self._start_display()
        bus = self._spawn(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"],
                          stdout=subprocess.PIPE)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        if self.wm and shutil.which(self.wm[0]):
            self._spawn(list(self.wm))
        # started here and not by bus activation, so that it can be stopped by its id
        self._spawn([BUS_LAUNCHER, "--launch-immediately"])
        wait_until(self._switch_accessibility_on, what="org.a11y.Bus")
        Atspi.init()
        Atspi.set_timeout(10_000, 60_000)
        self.root = Atspi.get_desktop(0)

    def _start_display(self):
        reader, writer = os.pipe()
        self._spawn(["Xvfb", "-displayfd", str(writer), "-screen", "0", self.size, "-nolisten", "tcp", "-noreset"],
                    pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as number:
            display = number.readline().strip()
        if not display:
            raise AppExited("Xvfb, which is the display, did not start")
        return ":" + display

    def _switch_accessibility_on(self):
        """This is what makes Qt register its windows; no environment variable is needed."""
        flags = Gio.DBusConnectionFlags
        bus = Gio.DBusConnection.new_for_address_sync(
            os.environ["DBUS_SESSION_BUS_ADDRESS"],
            flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)
        enabled = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))
        bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties", "Set",
                      enabled, None, Gio.DBusCallFlags.NONE, 2000, None)
        bus.close_sync(None)
        return True

    def _spawn(self, command, **how):
        how.setdefault("stdout", self.log)
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=self.log, **how)
        self.processes.append(process)
        return process

    def start(self, command, **how):
        app = App(self, command, **how)
        self.apps.append(app)
        return app

    # --- mouse, keyboard, clipboard, picture ---
    def xdo(self, *arguments):
        done = subprocess.run(["xdotool", *map(str, arguments)], check=True, stdout=subprocess.PIPE)
        return done.stdout.decode()

    def visible_windows(self, pid=None):
        """X window ids, of one process where a pid is given."""
        which = ["--name", ".*"] if pid is None else ["--pid", str(pid)]
        found = subprocess.run(["xdotool", "search", "--onlyvisible", *which], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL)
        return set(found.stdout.decode().split())

    def key(self, *keys):
        self.xdo("key", "--clearmodifiers", *keys)

    def type(self, text, arrived=None):
        """ASCII is typed; anything else is pasted with Ctrl+V, because xdotool turns 'Ü' into 'ü',
        loses Cyrillic, and drops newlines. arrived(line) tells whether a pasted line is there."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.key("Return")
            if not line.isascii():
                self.paste(line)
                if arrived:
                    wait_until(lambda: arrived(line), what=f"the pasted {line!r}")
            elif line:
                self.xdo("type", "--clearmodifiers", "--delay", "8", "--", line)

    def paste(self, text):
        self.set_clipboard(text)
        self.key("ctrl+v")

    def set_clipboard(self, text):
        subprocess.run(["xclip", "-selection", "clipboard", "-i"], input=text.encode(), check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: self.clipboard() == text, what="the clipboard")

    def clipboard(self):
        """'' when nothing is on it."""
        held = subprocess.run(["xclip", "-selection", "clipboard", "-o"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=DEFAULT_TIMEOUT)
        return held.stdout.decode()

    def screenshot(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True)

    def __exit__(self, *error):
        for app in self.apps:
            app.kill()
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()
        if self.verbose:
            with open(os.path.join(self.dir, "desktop.log"), errors="replace") as log:
                print(log.read(), file=sys.stderr)
        shutil.rmtree(self.dir, ignore_errors=True)
        os.environ.clear()
        os.environ.update(self.environment_before)


if __name__ == "__main__":  # atspi_driver.py APP [ARGUMENT]...: prints its accessible tree
    with Desktop() as desktop:
        started = desktop.start(sys.argv[1:])
        started.window()
        print(started.root.tree())
