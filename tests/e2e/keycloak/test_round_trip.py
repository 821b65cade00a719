"""Keycloak's files on a real Keycloak, as they are and by way of Gatehouse."""
import unittest
from pathlib import Path

from keycloak import running_keycloak
from keycloak_comparison import differences
from keycloak_round_trip import compare_file, summary

DATA = Path(__file__).parents[2] / "data"
CLIENT = {"id": "1", "clientId": "shop", "redirectUris": ["https://a.example", "https://b.example"], "secret": "s",
          "attributes": {"client.secret.creation.time": "1", "post.logout.redirect.uris": "b##a", "logoUri": "l"},
          "protocolMappers": [{"id": "2", "name": "m", "config": {"claim.name": "c"}}], "optionalClientScopes": []}


class RoundTrip(unittest.TestCase):
    def test_clients_are_as_they_were(self):
        paths = sorted([*DATA.glob("keycloak/*.json"), *DATA.glob("*.keycloak*.json")])
        realms = []
        for path in paths:
            for realm in compare_file(running_keycloak(), path):
                realms.append(realm)
                with self.subTest(realm.name):
                    if realm.refused:
                        self.skipTest(f"Keycloak refuses it: {realm.refused}")
                    if realm.faults():
                        self.fail("\n".join(["not as it was:", *realm.faults()]))
        print(f"{len(paths)} files:", summary(realms), flush=True)
        self.assertTrue(any(realm.clients for realm in realms))


class Comparison(unittest.TestCase):
    def test_order_and_what_a_server_makes_up_are_no_difference(self):
        other = {"id": "3", "clientId": "shop", "redirectUris": CLIENT["redirectUris"][::-1], "secret": "t", "name": "",
                 "attributes": {"post.logout.redirect.uris": "a##b", "logoUri": "l"},
                 "protocolMappers": [{"id": "4", "name": "m", "config": {"claim.name": "c"}}]}
        self.assertEqual([], differences(CLIENT, other))

    def test_all_else_is(self):
        for key, value in (("clientId", "Shop"), ("redirectUris", ["https://a.example"]), ("new", False), ("attributes", {}),
                           ("optionalClientScopes", ["phone"]), ("protocolMappers", [])):
            with self.subTest(key):
                self.assertNotEqual([], differences(CLIENT, {**CLIENT, key: value}))


if __name__ == "__main__":
    unittest.main(verbosity=2)
