"""The authorization server Ory Hydra on free loopback ports, in memory, so that nothing of it stays.

    with Hydra() as server:
        server.client("shop")["redirect_uris"]
"""
import base64
import contextlib
import json
import os
import secrets
import subprocess
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from oauth import Refused
from server_process import ServerProcess
from waiting import PATIENCE


def program():
    """Where tools/test --servers has built it; nothing where it could not."""
    path = os.environ.get("GATEHOUSE_HYDRA", "")
    return path if os.access(path, os.X_OK) else None


class Hydra(ServerProcess):
    """What it is told outlives a kill -9 where it `lasts`."""

    name = "Hydra"
    ports = 2
    first_path = "/health/ready"

    def __init__(self, lasts=False):
        self._lasts = lasts

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gatehouse-hydra-")))
            self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            self._system_secret = secrets.token_urlsafe()
            self._start_on_free_ports()
            stack.callback(self._stop)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        self._stack.close()

    def _command(self):
        admin, public = self._ports
        self.issuer = f"http://127.0.0.1:{public}"
        config = self._folder / "hydra.yml"
        config.write_text(f"""dsn: {self._database()}
serve:
  public: {{port: {public}, host: 127.0.0.1}}
  admin: {{port: {admin}, host: 127.0.0.1}}
urls:
  self: {{issuer: "{self.issuer}"}}
  login: "http://127.0.0.1:9/login"
  consent: "http://127.0.0.1:9/consent"
  logout: "http://127.0.0.1:9/logout"
secrets: {{system: ["{self._system_secret}"]}}
log: {{level: warn}}
""")
        if self._lasts:
            subprocess.run([program(), "migrate", "sql", "up", "--yes", "--config", config, "--read-from-env"], check=True,
                           env={**os.environ, "DSN": self._database()}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, timeout=PATIENCE)
        return [program(), "serve", "all", "--dev", "--sqa-opt-out", "-c", config]

    def _database(self):
        return f"sqlite://{self._folder}/hydra.sqlite?_fk=true" if self._lasts else "memory"

    def _do(self, method, path, body=None):
        status, _, answer = self.request(method, path, body)
        if status >= 300:
            raise Refused(f"{method} {path}", status, answer)
        return answer

    def client(self, client_id):
        return self._do("GET", f"/admin/clients/{client_id}")

    def clients(self):
        """As many as it gives at once."""
        return self._do("GET", "/admin/clients?page_size=1000")

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
