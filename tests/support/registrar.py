"""npm oidc-provider with dynamic registration (RFC 7591) and its management (RFC 7592), as tests/e2e/peer/registrar.mjs has it.

    with Registrar() as server:
        server.set("https://shop.example.com/callback", client_name="Shop")["client_id"]
"""
import json
import subprocess
import urllib.request

from provider import PEER

TOKEN = "an-initial-access-token"


class Registrar:
    def __enter__(self):
        self._process = subprocess.Popen(["node", PEER / "registrar.mjs", TOKEN], cwd=PEER, stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.endpoint = json.loads(self._process.stdout.readline())["endpoint"]
        return self

    def __exit__(self, *error):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def register(self, **metadata):
        """What it answers (RFC 7591 3.2.1)."""
        request = urllib.request.Request(self.endpoint, json.dumps(metadata).encode(), {
            "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def set(self, redirect, **metadata):
        """Changes the one client application with that login redirect, as who runs the server can; its metadata now."""
        self._process.stdin.write(json.dumps({"redirect": redirect, "set": metadata}).encode() + b"\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())
