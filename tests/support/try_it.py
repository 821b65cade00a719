"""What a person does on the tab Try it, and with the browser that it opens."""
import json
import os
import re
import urllib.parse

from browser import Browser
from gatehouse import Window, command_line
from oauth import Refused
from provider import Provider
from waiting import PATIENCE, wait_until
from window_test import WindowTest

WORKED = "All that was tried worked."
REFUSED = "Something was refused"
# Stands for what desktops open addresses by.
XDG_OPEN = """#!/bin/sh
printf '%s\\n' "$1" >> "$GATEHOUSE_TEST_OPENED"
"""
# A JSON Web Token begins so, whatever is in it. What is sealed in a database begins so now and then, but has no dot.
TOKEN = re.compile(rb"eyJ[A-Za-z0-9_-]{12,}\.[A-Za-z0-9_-]{4,}")


class TryItTest(WindowTest):
    """Of a server that knows this user."""

    user, password = "anna", "Zomer!2026-lang?"

    def setUp(self):
        super().setUp()
        self.opened = self.folder / "opened"
        self.visited = 0
        programs = self.folder / "programs"
        programs.mkdir()
        (programs / "xdg-open").write_text(XDG_OPEN)
        (programs / "xdg-open").chmod(0o700)
        self.session = {"PATH": f"{programs}:{os.environ['PATH']}", "GATEHOUSE_TEST_OPENED": str(self.opened)}

    def init_with_own_secrets(self):
        """The client secrets of the samples, by client ID."""
        printed = command_line(self.database, "init", "--sample-data")
        own = dict(line.split()[:2] for line in printed.splitlines())
        self.secrets += own.values()
        return own

    def open(self, signs_in=True):
        window = Window(self.desk, self.database, self.folder, signs_in, self.session)
        self.windows.append(window)
        return window

    def try_it(self, window, client_id, issuer, secret):
        """Begins, visits what is to be visited until it has ended, and gives what is said of it."""
        self.browser = Browser(self.user, self.password)
        window.tab("Form")  # which tells when it is there
        window.choose_client(client_id)
        window.tab("Try it")
        window.fill("Issuer", issuer)
        if secret:
            window.win.field("Client secret").type(secret)
        window.press("Try it")
        return wait_until(lambda: self.visit(window) or self.outcome(window), PATIENCE, "the trial to end")

    @staticmethod
    def outcome(window):
        return next((text for text in window.messages() if text.startswith((WORKED, REFUSED))), None)

    def visit(self, window):
        """Plays the browser where one was asked for, and says nothing."""
        addresses = self.opened.read_text(encoding="utf-8").splitlines() if self.opened.exists() else []
        if len(addresses) == self.visited:
            return
        address = addresses[self.visited]
        self.visited += 1
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        try:
            ended = self.browser.follow(address, asked.get("redirect_uri") or asked["post_logout_redirect_uri"])
        except Refused:
            window.press("It shows an error message")
            return
        self.secrets += re.findall(r"[?&]code=([^&]+)", ended)
        if any("Gatehouse waits for it" in text for text in window.messages()):
            self.browser.get(ended)
        else:
            window.win.field("Where the browser ended").paste(ended)
            window.press("Continue")

    @staticmethod
    def steps(window):
        return {row[0]: row[1] for row in window.win.table("Steps").rows()}

    @staticmethod
    def claims(window, token):
        return {row[1]: row[2] for row in window.win.table("Claims").rows() if row[0] == token}

    def assert_steps(self, window, said, expected):
        rows = window.win.table("Steps").rows()
        done = {row[0]: row[1] for row in rows}
        self.assertEqual((WORKED, expected), (said, {step: done.get(step) for step in expected}), rows)

    def assert_no_token(self, window):
        files = {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}
        shown = "\n".join(self.shown(window)).encode()
        found = [str(name) for name, content in {**files, "window": shown, "output": window.app.output().encode()}.items()
                 if TOKEN.search(content)]
        self.assertEqual([], found)

    def assert_nothing_in_audit_trail(self):
        listed = command_line(self.database, "audit", "list", "--json")
        self.assertGreater(len(json.loads(listed)), 0)
        self.assertEqual([], [secret for secret in self.secrets if secret in listed])
        self.assertIsNone(TOKEN.search(listed.encode()))


class TryProviderTest(TryItTest):
    """Of oidc-provider with the samples and their own secrets."""

    def setUp(self):
        super().setUp()
        self.own = self.init_with_own_secrets()

    def start_server(self, clock_ahead=0):
        exported = self.folder / "provider.json"
        command_line(self.database, "export", "--format", "oidc-provider", "--output", exported)
        known = {client["client_id"] for client in json.loads(exported.read_text(encoding="utf-8"))["clients"]}
        return self.enterContext(Provider(exported, {one: secret for one, secret in self.own.items() if one in known},
                                          {"department": "Sales"}, clock_ahead))
