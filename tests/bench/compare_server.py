"""Compares 1,000 client applications with a real Keycloak, against reading their pages alone: compare_server.py
bench_compare_server. GATEHOUSE_KEYCLOAK names the folder of the server, which tools/test --servers fetches. Target: at most
2.0 times."""
import argparse
import json
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from keycloak import ADMINISTRATOR, running_keycloak  # noqa: E402

AT_A_TIME = 50  # more of them take a busy machine longer than one waits


def fill(realm, exported):
    scopes = {scope for client in exported["clients"]
              for scope in client.get("defaultClientScopes", []) + client.get("optionalClientScopes", [])}
    for scope in scopes - {scope["name"] for scope in realm.admin("GET", "/client-scopes")}:
        realm.add_client_scope(scope)
    clients, users = exported["clients"], exported.get("users", [])
    for first in range(0, len(clients), AT_A_TIME):
        part = clients[first:first + AT_A_TIME]
        names = {client["clientId"] for client in part}
        realm.partial_import({"clients": part, "users": [user for user in users if user["serviceAccountClientId"] in names]})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench")
    options = parser.parse_args()
    server = running_keycloak()
    with server.realm({"realm": "bench", "enabled": True}) as realm:
        with subprocess.Popen([options.bench], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as bench:
            settings = {"url": server.address, "realm": realm.name, "account": ADMINISTRATOR, "secret": server.password}
            bench.stdin.write(json.dumps(settings) + "\n")
            bench.stdin.flush()
            fill(realm, json.loads(bench.stdout.readline()))
            bench.stdin.write("{}\n")
            bench.stdin.flush()
            print(bench.stdout.read(), end="")
        return bench.returncode


if __name__ == "__main__":
    sys.exit(main())
