"""Prints for each client application of Keycloak's files what differs after a way through Gatehouse."""
import sys
from pathlib import Path

from keycloak import Keycloak
from keycloak_round_trip import compare_file, summary


def shown(realm):
    yield realm.name
    for word, reason in (("refused by Keycloak", realm.refused), ("its client applications alone, since", realm.reduced)):
        if reason:
            yield f"  {word}: {reason}"
    for client in realm.clients:
        faults = client.faults()
        yield f"  {client.client_id}: {'as it was' if not faults else f'{len(faults)} differences'}"
        for fault in faults:
            yield f"    {fault}"
    for client_id in realm.untold:
        yield f"  {client_id}: neither taken nor named"


def main(paths):
    realms = []
    with Keycloak() as server:
        for path in paths:
            for realm in compare_file(server, Path(path)):
                realms.append(realm)
                print("\n".join(shown(realm)), flush=True)
    print(summary(realms))
    return 0 if any(realm.clients for realm in realms) and not any(realm.faults() for realm in realms) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
