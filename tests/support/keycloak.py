"""The authorization server Keycloak on free loopback ports, in memory, so that nothing of it stays.

    with Keycloak() as server, server.realm({"realm": "shop", "enabled": True}) as realm:
        realm.partial_import({"clients": [...]})
        realm.clients()["web-shop"]["redirectUris"]
"""
import atexit
import contextlib
import functools
import os
import re
import secrets
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from json_server import JsonServer
from keycloak_realm import Realm
from oauth import Refused
from waiting import PATIENCE, AppExited, NotFound, wait_until

ADMINISTRATOR = "admin"
TOKEN_IS_USED_FOR = 30  # seconds, of the 60 that it lives
STARTS = 3
START_TIMEOUT = 4 * PATIENCE  # some eight seconds on an idle machine
STOP_TIMEOUT = REQUEST_TIMEOUT = PATIENCE


class Keycloak(JsonServer):
    """Started from the folder in GATEHOUSE_KEYCLOAK; its ADMINISTRATOR, with that password, is signed in."""

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self._log = stack.enter_context(tempfile.NamedTemporaryFile(prefix="gatehouse-keycloak-"))
            self.password = secrets.token_urlsafe()
            self._start_on_free_ports()
            stack.callback(self._stop)
            self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            self._token_until = 0
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        self._stack.close()

    def _start_on_free_ports(self):
        """Another program may take a port before the server does."""
        for attempt in range(STARTS):
            with socket.create_server(("127.0.0.1", 0)) as first, socket.create_server(("127.0.0.1", 0)) as second:
                port, management_port = (listener.getsockname()[1] for listener in (first, second))
            self._start(port, management_port)
            try:
                return wait_until(self._answers, START_TIMEOUT, "Keycloak's first answer")
            except AppExited:
                if attempt == STARTS - 1:
                    raise
            except NotFound as late:
                self._stop()
                raise NotFound(f"{late}\n{self.output()}") from None
            except BaseException:
                self._stop()
                raise

    def _start(self, port, management_port):
        """It ends with this process, whatever ends that."""
        self.address = f"http://127.0.0.1:{port}"
        environment = {**os.environ, "JAVA_OPTS_KC_HEAP": "-Xms128m -Xmx512m",
                       "KC_BOOTSTRAP_ADMIN_USERNAME": ADMINISTRATOR, "KC_BOOTSTRAP_ADMIN_PASSWORD": self.password}
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", installed() / "bin/kc.sh", "start", "--optimized", "--cache=local",
             "--http-enabled=true", "--hostname-strict=false", "--http-host=127.0.0.1", f"--http-port={port}",
             f"--http-management-port={management_port}"],
            stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log, env=environment)

    def _answers(self):
        self._check_running("the start")
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{self.address}/realms/master", timeout=REQUEST_TIMEOUT) as answer:
            return answer.status == 200

    def _check_running(self, what):
        if self._process.poll() is not None:
            raise AppExited(f"Keycloak ended with {self._process.returncode} at {what}:\n{self.output()}")

    def output(self):
        return Path(self._log.name).read_text(errors="replace")

    def _stop(self):
        self._process.terminate()
        try:
            self._process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def admin(self, method, path, body=None):
        """A request to the admin API; its answer, or Refused."""
        said = len(self.output())
        status, _, answer = self.request(method, f"/admin/{path}", body,
                                         headers={"Authorization": f"Bearer {self._administrator_token()}"})
        if status >= 300:
            raise Refused(f"{method} {path}", status, self._reason(answer, self.output()[said:]))
        return answer

    @staticmethod
    def _reason(answer, log):
        """Some answers say no more than that the log says it."""
        if isinstance(answer, dict) and answer.get("errorMessage"):
            return answer["errorMessage"]
        errors = re.findall(r"^(?:Caused by: |.* ERROR .*?\) )(.*)$", log, re.MULTILINE)
        return errors[-1] if errors else answer

    def _administrator_token(self):
        if time.monotonic() > self._token_until:
            self._token = self.token("master", grant_type="password", client_id="admin-cli", username=ADMINISTRATOR,
                                     password=self.password)["access_token"]
            self._token_until = time.monotonic() + TOKEN_IS_USED_FOR
        return self._token

    def token(self, realm, **form):
        """What the token endpoint answers (RFC 6749 5.1), or Refused."""
        status, _, answer = self.request("POST", f"/realms/{urllib.parse.quote(realm)}/protocol/openid-connect/token",
                                         form=form)
        if status != 200:
            raise Refused("token", status, answer)
        return answer

    @contextlib.contextmanager
    def realm(self, representation):
        """A realm made from a realm file, for one with-block."""
        self.admin("POST", "realms", representation)
        realm = Realm(self, representation["realm"])
        try:
            yield realm
        finally:
            realm.delete()


def installed():
    try:
        return Path(os.environ["GATEHOUSE_KEYCLOAK"])
    except KeyError:
        raise RuntimeError("GATEHOUSE_KEYCLOAK names no Keycloak: tools/test --servers does, and fetches it") from None


@functools.cache
def running_keycloak():
    """The one of this process, started when it is asked for first."""
    server = Keycloak()
    server.__enter__()
    atexit.register(server.__exit__)
    return server
