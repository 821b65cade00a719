"""kill -9 of an authorization server in the middle of a push of 200 client applications: a second push completes it, and
nothing is there twice, or by half."""
import contextlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
import unittest

import hydra
from glewlwyd import PASSWORD, USER, Glewlwyd
from keycloak import ADMINISTRATOR, Keycloak
from keycloak_comparison import ordered, properties
from keycloak_files import BUILT_IN
from registrar import TOKEN, Registrar
from server_verbs import OUT_OF_REACH, REFUSED, ServerVerbs
from waiting import PATIENCE, wait_until

ROUNDS = int(os.environ.get("GATEHOUSE_KILL_ROUNDS", "2"))
SEED = int(os.environ.get("GATEHOUSE_KILL_SEED") or time.time_ns() % 10**9)
MANY = 200
ACCOUNT = "svc-many"


def client_id_of(number):
    return f"many-{number:03}"


def is_machine(number):
    return number % 2 == 1


def secret_of(number):
    return random.Random(f"secret {number}").randbytes(32).hex()


def client_application(number):
    """One for a machine with a secret, or one for a browser with neither."""
    client = {"client_id": client_id_of(number), "title": f"Client {client_id_of(number)}", "enabled": True,
              "support_api": True, "api_scopes": ["api"]}
    if is_machine(number):
        return {**client, "support_openid": False, "grant_type": "client_credentials", "identity": ACCOUNT,
                "client_authentication": "client_secret",
                "secrets": [{"description": "imported", "secret": secret_of(number)}]}
    return {**client, "support_openid": True, "grant_type": "authorization_code", "client_authentication": "none",
            "require_pkce": True, "default_resources": ["openid", "profile"],
            "login_redirects": [f"https://{client_id_of(number)}.example.com/callback"]}


def many_clients():
    account = {"user_id": ACCOUNT, "name": "Many", "service_account": True, "enabled": True}
    return {"format": "gatehouse", "version": 1, "users": [account],
            "clients": [client_application(number) for number in range(MANY)]}


class KillServerTest:
    """Beside unittest.TestCase: `place()` enters an empty place on a server and sets `server`, `options` and `secret` of
    `server add`, `clients()` lists what is there, as (client ID, what the server says), and `token()` asks for one."""

    @classmethod
    def setUpClass(cls):
        cls.gatehouse = cls.enterClassContext(ServerVerbs(samples=False))
        file = cls.gatehouse.folder / "many.json"
        file.write_text(json.dumps(many_clients()))
        cls.gatehouse.run("import", file)
        print(f"{cls.__name__}: {ROUNDS} rounds, GATEHOUSE_KILL_SEED={SEED}", file=sys.stderr, flush=True)

    def test_push(self):
        for number in range(1, ROUNDS + 1):
            at = random.Random(f"{SEED} {self.id()} {number}").randrange(1, MANY - 1)
            with self.subTest(f"round {number}, killed after {at}, GATEHOUSE_KILL_SEED={SEED}"), self.place():
                self.name = f"peer-{number}"
                self.gatehouse.add_server(self.name, *self.options, secret=self.secret)
                self.assert_broken_off(at)
                self.assert_completed()

    def push(self, *options, **more):
        return self.gatehouse.run("server", "push", self.name, "--yes", *options, **more)

    def assert_broken_off(self, at):
        with self.pushing() as pushing:
            wait_until(lambda: pushing.poll() is not None or self.noted() >= at, PATIENCE, f"{at} client applications")
            self.server.kill()
            _, said = pushing.communicate(timeout=PATIENCE)
        self.assertEqual(OUT_OF_REACH, pushing.returncode, said)
        self.assertIn("Push again", said)
        self.server.start_again()
        there = [client_id for client_id, _ in self.clients()]
        self.assertLessEqual(at, len(there))
        self.assertLess(len(there), MANY)
        self.assertLessEqual(len(there), self.noted() + 1)  # one at a time: the last may not have been answered
        self.breaks_at = len(there)

    def pushing(self):
        command = self.gatehouse.command("server", "push", self.name, "--yes", "--include-secrets")
        return subprocess.Popen(command, env=self.gatehouse.environment(), stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def noted(self):
        """How many Gatehouse knows to be there."""
        database = self.gatehouse.folder / "gatehouse.sqlite"
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM server_client JOIN server ON id = server_id "
                                      "WHERE name = ? AND pushed_at IS NOT NULL", [self.name]).fetchone()[0]

    def assert_completed(self):
        self.push("--include-secrets")
        self.assertEqual({}, self.gatehouse.drift(server=self.name))
        there = sorted(self.clients())
        self.assertEqual([client_id_of(number) for number in range(MANY)], [client_id for client_id, _ in there])
        # But for what is its own, each says what all of its kind say.
        self.assertEqual(2, len({said.replace(client_id, "ID") for client_id, said in there}))
        for number in range(max(0, self.breaks_at - 3), min(MANY, self.breaks_at + 3)):
            if is_machine(number):
                self.assertTrue(self.token(client_id_of(number), secret_of(number))["access_token"])
        self.assertIn("nothing to send", self.push().stderr)


def text_of(client):
    return json.dumps(ordered(client), sort_keys=True)


class KillGlewlwydTest(KillServerTest, unittest.TestCase):
    secret = PASSWORD

    @contextlib.contextmanager
    def place(self):
        with Glewlwyd() as self.server:
            self.options = "--kind", "glewlwyd", "--url", self.server.address, "--user", USER
            yield

    def clients(self):
        return [(client["client_id"], text_of({**client, "password": None})) for client in self.server.clients(MANY + 1)]

    def token(self, client_id, secret):
        self.server.add_scope("api")
        return self.server.token(client_id, secret, grant_type="client_credentials", scope="api")


@unittest.skipUnless(hydra.program(), "Hydra was not built: that takes Go 1.23 or newer, and tools/test --servers")
class KillHydraTest(KillServerTest, unittest.TestCase):
    secret = ""

    @contextlib.contextmanager
    def place(self):
        with hydra.Hydra(lasts=True) as self.server:
            self.options = "--kind", "hydra", "--url", self.server.address
            yield

    def clients(self):
        return [(client["client_id"], text_of({**client, "created_at": "", "updated_at": ""}))
                for client in self.server.clients()]

    def token(self, client_id, secret):
        return self.server.token(client_id, secret, grant_type="client_credentials", scope="api")


class KillRegistrationTest(KillServerTest, unittest.TestCase):
    """Nobody can look whether one came that was not answered: it is sent again only where that is asked for, and may then be
    registered twice."""

    secret = TOKEN

    @contextlib.contextmanager
    def place(self):
        with Registrar(lasts=True) as self.server:
            self.options = "--kind", "registration", "--url", self.server.endpoint
            yield

    def clients(self):
        own = ("client_id", "client_secret", "client_id_issued_at", "client_secret_expires_at")
        return [(client["client_name"].removeprefix("Client "), text_of({**client, **dict.fromkeys(own)}))
                for client in self.server.clients()]

    def assert_completed(self):
        before = self.noted()
        unanswered = [client_id_of(before)] if self.breaks_at > before else []
        self.push("--on-conflict", "fail", status=REFUSED)
        self.assertEqual([client_id_of(before)], list(self.gatehouse.drift(server=self.name)))
        self.push("--on-conflict", "ours")
        self.assertEqual({}, self.gatehouse.drift(server=self.name))
        there = sorted(self.clients())
        self.assertEqual(sorted([*map(client_id_of, range(MANY)), *unanswered]), [client_id for client_id, _ in there])
        self.assertEqual(2, len({said.replace(client_id, "ID") for client_id, said in there}))
        self.assertIn("nothing to send", self.push().stderr)


class KillKeycloakTest(KillServerTest, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = cls.enterClassContext(Keycloak(lasts=True))
        cls.secret = cls.server.password

    @contextlib.contextmanager
    def place(self):
        with self.server.realm({"realm": "gatehouse-kill", "enabled": True}) as self.realm:
            self.options = ("--kind", "keycloak", "--url", self.server.address, "--realm", self.realm.name, "--user",
                            ADMINISTRATOR)
            yield

    def clients(self):
        return [(client["clientId"], json.dumps(properties(client), sort_keys=True))
                for client in self.realm.admin("GET", "/clients?max=1000") if client["clientId"] not in BUILT_IN]

    def token(self, client_id, secret):
        return self.realm.token(client_id, secret, grant_type="client_credentials", scope="api")


if __name__ == "__main__":
    unittest.main(verbosity=2)
