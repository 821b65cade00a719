"""The verbs of Gatehouse's command line about one realm of a Keycloak."""
from keycloak import ADMINISTRATOR
from server_verbs import ServerVerbs


def keycloak_verbs(realm, address=None, samples=True):
    """With another address where something stands between."""
    return ServerVerbs("--kind", "keycloak", "--url", address or realm.server.address, "--realm", realm.name, "--user",
                       ADMINISTRATOR, secret=realm.server.password, samples=samples)
