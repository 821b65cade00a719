"""The program under test: its command line, and its window by what stands in it."""
import os
import re
import subprocess
from pathlib import Path

from engines import url_of
from waiting import PATIENCE, NotFound, wait_until

PROGRAM = Path(os.environ.get("GATEHOUSE", Path(__file__).resolve().parents[2] / "build/dev/app/gatehouse"))

ADMINISTRATOR = "admin"
PASSWORD = "Zomer!2026-lang?"
SIGNED_IN = {"GATEHOUSE_USER": ADMINISTRATOR, "GATEHOUSE_PASSWORD": PASSWORD}


def home_at(folder):
    """The environment in which nothing is read from or written to another home."""
    return {"HOME": str(folder), "XDG_CONFIG_HOME": f"{folder}/config", "XDG_DATA_HOME": f"{folder}/.local/share",
            "XDG_CACHE_HOME": f"{folder}/.cache", "XDG_STATE_HOME": f"{folder}/.local/state"}


def run(database, *arguments, typed="", home=None):
    """Runs a verb as ADMINISTRATOR, whom init makes, with the database's folder as home unless another is given, and
    typed on its standard input."""
    return subprocess.run([PROGRAM, "--database", url_of(database), *map(str, arguments)], input=typed.encode(),
                          env={**os.environ, **home_at(home or Path(database).parent), **SIGNED_IN},
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE)


def command_line(database, *arguments, status=0, typed="", home=None):
    """As run(), and returns what it printed; another exit status than expected is a failure."""
    done = run(database, *arguments, typed=typed, home=home)
    if done.returncode != status:
        raise AssertionError(f"gatehouse {' '.join(map(str, arguments))}: {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


class Window:
    """The main window, driven as a person with a screen reader would."""

    def __init__(self, desk, database, home, signs_in=True, session=None):
        """session: the environment of another desktop session than a plain one."""
        self.desk = desk
        environment = {**home_at(home), "LC_ALL": "C.UTF-8", **(session or {})}
        self.app = desk.start([str(PROGRAM), "--database", url_of(database)], env=environment)
        self.win = self.app.window(timeout=PATIENCE)
        if signs_in:
            self.sign_in()

    def sign_in(self, user_id=ADMINISTRATOR, password=PASSWORD):
        """As ADMINISTRATOR, whom init made, or as another."""
        wait_until(lambda: self.win.field("Password"), PATIENCE, "the sign-in page")
        self.win.button("Sign in")
        self.fill("User ID", user_id)
        self.win.field("Password").type(password)
        self.press("Sign in")
        self.await_inside()

    def to_front(self):
        """Where there are several windows, the keyboard is that of the one in front."""
        for window in self.desk.visible_windows(self.app.proc.pid):
            self.desk.xdo("windowactivate", "--sync", window)

    def await_inside(self):
        wait_until(lambda: self.page("Client applications"), PATIENCE, "the first page")

    def page(self, name):
        item = self.win.table("Navigation").find("table cell", name)
        if not item.selected:
            item.click()
            wait_until(lambda: item.selected, what=f"the page {name}")
        return self.win

    def press(self, label):
        """A button of the toolbar or the page, once it is enabled."""
        button = self.win.button(label)
        wait_until(lambda: button.enabled, what=f"{label} to be enabled")
        button.press()

    def tab(self, name):
        self.win.tab(name).click()
        wait_until(lambda: self.win.tab(name).selected, what=f"the tab {name}")

    def fill(self, label, text):
        field = self.win.field(label)
        field.type(text)
        if not self.holds(field, text, 5) and not field.focused:
            field.type(text)  # a window manager may take the keyboard once more from a window that is new
        if not self.holds(field, text):
            raise AssertionError(f"{label} holds {field.text!r}, not {text!r}; {field.states}")

    @staticmethod
    def holds(field, text, timeout=None):
        try:
            return wait_until(lambda: field.text == text, timeout)
        except NotFound:
            return False

    def is_modified(self):
        """By the star in its title, which stays until what was typed is stored."""
        titles = [self.desk.xdo("getwindowname", window) for window in self.desk.visible_windows(self.app.proc.pid)]
        if not titles:
            raise NotFound("no window on the display")
        return any("*" in title for title in titles)

    def save(self):
        """Saves and waits until nothing is unsaved any more."""
        self.press("Save")
        try:
            wait_until(lambda: not self.is_modified() and not self.win.button("Save").enabled, what="everything to be saved")
        except NotFound as missing:
            raise AssertionError(f"{missing}; the window says {self.messages()}") from None

    def heard(self, pattern):
        """Waits until the window says it, and returns all of the message."""
        try:
            return wait_until(lambda: next((text for text in self.messages() if re.search(pattern, text)), None),
                              PATIENCE, f"a message with {pattern!r}")
        except AssertionError as missing:
            raise AssertionError(f"{missing}; the window says {self.messages()}") from None

    def messages(self):
        return [label.text for label in self.win.find_all("label") if label.text]

    def problems(self):
        try:
            table = self.win.table("Problems", timeout=1)
        except NotFound:
            return []
        return [row[-1] for row in table.rows()]

    def choose_client(self, client_id):
        table = self.win.table("Client applications")
        wait_until(lambda: table.row_of(client_id) >= 0, what=f"{client_id} in the list")
        table.select_row(table.row_of(client_id))
        wait_until(lambda: self.win.field("Client ID").text == client_id, what=f"{client_id} in the form")

    def add_user(self, user_id, service_account=True):
        self.page("Users")
        self.press("Add")
        self.fill("User ID", user_id)
        self.win.check_box("Service account").check(service_account)
        self.save()
        self.page("Client applications")

    def add_client(self, client_id, title):
        self.page("Client applications")
        self.press("Add")
        self.fill("Client ID", client_id)
        self.fill("Title", title)

    def add_secret(self, action="Add secret"):
        """Adds a generated secret and returns it as it was copied."""
        self.tab("Secrets")
        self.press(action)
        dialog = self.app.window(action)
        shown = dialog.field("Secret").text
        dialog.button("Copy").press()
        wait_until(lambda: self.desk.clipboard() == shown, what="the secret on the clipboard")
        dialog.button("Add secret").press()
        self.app.gone(action)
        return shown

    def add_redirects(self, tab, *uris):
        self.tab(tab)
        for uri in uris:
            self.fill("New redirect", uri)
            self.press("Add redirect")

    def check_scope(self, name, on=True):
        self.tab("API scopes")
        table = self.win.table("API scopes")
        table.check_cell(table.row_of(name), 0, on)

    def enable_and_save(self):
        self.tab("Form")
        box = self.win.check_box("Enabled")
        wait_until(lambda: box.enabled, what="Enabled to be offered")
        box.check()
        self.save()

    def close(self):
        self.app.menu("File", "Quit")
        return self.app.wait()
