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
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from keycloak_realm import Realm
from oauth import Refused
from server_process import ServerProcess

ADMINISTRATOR = "admin"
TOKEN_IS_USED_FOR = 30  # seconds, of the 60 that it lives


class Keycloak(ServerProcess):
    """Started from the folder in GATEHOUSE_KEYCLOAK; its ADMINISTRATOR, with that password, is signed in. What it is told
    outlives a kill -9 where it `lasts`."""

    name = "Keycloak"
    ports = 2
    first_path = "/realms/master"

    def __init__(self, lasts=False):
        self._lasts = lasts

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self._folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gatehouse-keycloak-")))
            self.password = secrets.token_urlsafe()
            self._start_on_free_ports()
            stack.callback(self._stop)
            self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            self._token_until = 0
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error):
        self._stack.close()

    def _environment(self):
        return {**os.environ, "JAVA_OPTS_KC_HEAP": "-Xms128m -Xmx512m", "KC_BOOTSTRAP_ADMIN_USERNAME": ADMINISTRATOR,
                "KC_BOOTSTRAP_ADMIN_PASSWORD": self.password}

    def _command(self):
        """What is committed is in the file at once, as with the databases that people give it."""
        port, management_port = self._ports
        file = [f"--db-url=jdbc:h2:file:{self._folder}/keycloak;NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0"]
        return [installed() / "bin/kc.sh", "start", "--optimized", "--cache=local", "--http-enabled=true",
                "--hostname-strict=false", "--http-host=127.0.0.1", f"--http-port={port}",
                f"--http-management-port={management_port}", *(file if self._lasts else [])]

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
