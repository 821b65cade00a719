"""The authorization server Ory Hydra on free loopback ports, in memory, so that nothing of it stays.

    with Hydra() as server:
        server.client("shop")["redirect_uris"]
"""
import base64
import contextlib
import json
import os
import secrets
import socket
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from json_server import JsonServer
from oauth import Refused
from waiting import PATIENCE, AppExited, wait_until

STARTS = 3
STOP_TIMEOUT = PATIENCE


def program():
    """Where tools/test --servers has built it; nothing where it could not."""
    path = os.environ.get("GATEHOUSE_HYDRA", "")
    return path if os.access(path, os.X_OK) else None


class Hydra(JsonServer):
    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gatehouse-hydra-")))
            self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            self._start_on_free_ports()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        self._stop()
        self._stack.close()

    def _start_on_free_ports(self):
        """Another program may take a port before the server does."""
        for attempt in range(STARTS):
            with socket.create_server(("127.0.0.1", 0)) as first, socket.create_server(("127.0.0.1", 0)) as second:
                public, admin = (listener.getsockname()[1] for listener in (first, second))
            self._start(public, admin)
            try:
                return wait_until(self._answers, 4 * PATIENCE, "Hydra's first answer")
            except BaseException as error:
                self._stop()
                if not isinstance(error, AppExited) or attempt == STARTS - 1:
                    raise

    def _start(self, public, admin):
        self.issuer, self.address = f"http://127.0.0.1:{public}", f"http://127.0.0.1:{admin}"
        config = self._folder / "hydra.yml"
        config.write_text(f"""dsn: memory
serve:
  public: {{port: {public}, host: 127.0.0.1}}
  admin: {{port: {admin}, host: 127.0.0.1}}
urls:
  self: {{issuer: "{self.issuer}"}}
  login: "http://127.0.0.1:9/login"
  consent: "http://127.0.0.1:9/consent"
  logout: "http://127.0.0.1:9/logout"
secrets: {{system: ["{secrets.token_urlsafe()}"]}}
log: {{level: warn}}
""")
        self._log = self._folder / "log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", program(), "serve", "all", "--dev", "--sqa-opt-out", "-c", config],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def _answers(self):
        self._check_running("the start")
        with self._opener.open(f"{self.address}/health/ready", timeout=PATIENCE) as answer:
            return answer.status == 200

    def _check_running(self, what):
        if self._process.poll() is not None:
            raise AppExited(f"Hydra ended with {self._process.returncode} at {what}:\n"
                            f"{self._log.read_text(errors='replace')}")

    def _stop(self):
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _do(self, method, path, body=None):
        status, _, answer = self.request(method, path, body)
        if status >= 300:
            raise Refused(f"{method} {path}", status, answer)
        return answer

    def client(self, client_id):
        return self._do("GET", f"/admin/clients/{client_id}")

    def add_client(self, client):
        return self._do("POST", "/admin/clients", client)

    def token(self, client_id, secret, **form):
        """What the token endpoint gives a client that names itself by client_secret_basic."""
        credentials = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        request = urllib.request.Request(f"{self.issuer}/oauth2/token", urllib.parse.urlencode(form).encode(),
                                         {"Authorization": f"Basic {credentials}"})
        with self._opener.open(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())

    def replace_client(self, client):
        return self._do("PUT", f"/admin/clients/{client['client_id']}", client)
