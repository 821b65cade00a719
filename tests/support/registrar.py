"""npm oidc-provider with dynamic registration (RFC 7591) and its management (RFC 7592), as tests/e2e/peer/registrar.mjs has it.

    with Registrar() as server:
        server.set("https://shop.example.com/callback", client_name="Shop")["client_id"]
"""
import contextlib
import json
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from provider import PEER

TOKEN = "an-initial-access-token"


class Registrar:
    """What is registered outlives a kill -9 where it `lasts`."""

    def __init__(self, lasts=False):
        self._lasts = lasts

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gatehouse-registrar-")))
            self._file = [str(folder / "registered")] if self._lasts else []
            self._start(*self._file)
            stack.callback(self._stop)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        self._stack.close()

    def _start(self, *options):
        self._process = subprocess.Popen(["node", PEER / "registrar.mjs", TOKEN, *options], cwd=PEER, stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.endpoint = json.loads(self._process.stdout.readline())["endpoint"]

    def _stop(self):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def register(self, **metadata):
        """What it answers (RFC 7591 3.2.1)."""
        request = urllib.request.Request(self.endpoint, json.dumps(metadata).encode(), {
            "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def kill(self):
        self._process.kill()
        self._stop()

    def start_again(self):
        self._start(*self._file, str(urllib.parse.urlsplit(self.endpoint).port))

    def _ask(self, **what):
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def set(self, redirect, **metadata):
        """Changes the one client application with that login redirect, as who runs the server can; its metadata now."""
        return self._ask(redirect=redirect, set=metadata)

    def clients(self):
        """The metadata of all, where it lasts."""
        return self._ask(list=True)
