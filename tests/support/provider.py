"""Runs the authorization server on an exported file, and a client's jobs against it.

    with Provider("clients.json", {"price-feed": secret}) as server:
        tokens = server.client("client-credentials", client_id="price-feed", client_secret=secret, scope="api")
        assert tokens["access_token"]["scope"] == "api"
"""
import json
import os
import select
import subprocess
import tempfile
import time
from pathlib import Path

from waiting import PATIENCE

PEER = Path(__file__).resolve().parent.parent / "e2e" / "peer"
START_TIMEOUT = JOB_TIMEOUT = STOP_TIMEOUT = PATIENCE


class NotAccepted(AssertionError):
    """The server did not start on the file; the text is what it said."""


class Refused(AssertionError):
    """The server refused a job: error, error_description and status as it answered."""

    def __init__(self, job, answer):
        super().__init__(f"{job}: {answer}")
        self.error = answer.get("error")
        self.description = answer.get("error_description")
        self.status = answer.get("status")


class Provider:
    """oidc-provider on an rfc7591 or oidc-provider export, with the secrets and the claims of users that the file does not
    hold, on a free loopback port; its clock may be so many seconds ahead."""

    def __init__(self, export, secrets, claims=None, clock_ahead=0):
        self.export, self.secrets, self.claims, self.clock_ahead = Path(export), secrets, claims or {}, clock_ahead

    def __enter__(self):
        self._errors = tempfile.TemporaryFile()
        self._process = subprocess.Popen(["node", PEER / "provider.mjs", self.export.resolve(),
                                          "--clock-ahead", str(self.clock_ahead)], cwd=PEER,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors)
        try:
            for line in (self.secrets, self.claims):
                self._process.stdin.write(json.dumps(line).encode() + b"\n")
            self._process.stdin.flush()
            self.issuer = self._first_line()["issuer"]
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _first_line(self):
        line = b""
        end = time.monotonic() + START_TIMEOUT
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self._process.stdout], [], [], max(0, end - time.monotonic()))
            read = os.read(self._process.stdout.fileno(), 4096) if ready else b""
            if not read:
                raise NotAccepted(self.output() or f"the server said nothing for {START_TIMEOUT} s")
            line += read
        return json.loads(line)

    def output(self):
        """What it wrote on standard error so far."""
        return os.pread(self._errors.fileno(), 1 << 20, 0).decode(errors="replace")

    def client(self, job, **settings):
        """Does a job of client.mjs and returns what it got; raises Refused where the server refuses."""
        done = subprocess.run(["node", PEER / "client.mjs", job], cwd=PEER, timeout=JOB_TIMEOUT,
                              input=json.dumps({"issuer": self.issuer, **settings}).encode(), stdout=subprocess.PIPE)
        answer = json.loads(done.stdout)
        if done.returncode == 1:
            raise Refused(job, answer)
        if done.returncode != 0:
            raise RuntimeError(f"{job}: {answer.get('broken')}\n{self.output()}")
        return answer

    def __exit__(self, *error):
        self._process.stdin.close()
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()
