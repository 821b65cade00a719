"""A real Keycloak with 1,000 client applications: comparing them takes at most twice the time that reading their pages alone
takes in the same run."""
import json
import os
import subprocess
import sys
import unittest

from keycloak import ADMINISTRATOR, Keycloak

MANY = 1000
MOST = 2.0  # times


def client(number):
    """A third each: machine to machine, in a browser, and with a secret."""
    client_id = f"client-{number:04}"
    common = {"clientId": client_id, "name": f"Client {number}", "protocol": "openid-connect", "enabled": True}
    if number % 3 == 0:
        return {**common, "standardFlowEnabled": False, "serviceAccountsEnabled": True, "secret": f"{client_id}-" + 30 * "x"}
    code = {**common, "redirectUris": [f"https://{client_id}.example.com/callback", f"https://{client_id}.example.com/silent"],
            "attributes": {"pkce.code.challenge.method": "S256",
                           "post.logout.redirect.uris": f"https://{client_id}.example.com/bye"}}
    return {**code, "publicClient": True} if number % 3 == 1 else {**code, "secret": f"{client_id}-" + 30 * "x"}


class ManyClients(unittest.TestCase):
    def test_compare(self):
        server = self.enterContext(Keycloak())
        realm = self.enterContext(server.realm({"realm": "many", "enabled": True,
                                                "clients": [client(number) for number in range(MANY)]}))
        done = subprocess.run([os.environ["BENCH_COMPARE"], server.address, realm.name, ADMINISTRATOR], check=True,
                              env={**os.environ, "GATEHOUSE_SERVER_SECRET": server.password}, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True)
        took = json.loads(done.stdout)
        print(f"comparing {took['clients']} client applications: {took['comparing']:.0f} ms; reading them alone: "
              f"{took['reading']:.0f} ms", file=sys.stderr, flush=True)
        self.assertEqual((MANY, 0), (took["clients"], took["drifted"]))
        self.assertLessEqual(took["comparing"], MOST * took["reading"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
