"""What counts as a difference between two representations of a client application in Keycloak."""
import unittest

from keycloak_comparison import differences

CLIENT = {"id": "1", "clientId": "shop", "redirectUris": ["https://a.example", "https://b.example"], "secret": "s",
          "attributes": {"client.secret.creation.time": "1", "post.logout.redirect.uris": "b##a", "logoUri": "l"},
          "protocolMappers": [{"id": "2", "name": "m", "config": {"claim.name": "c"}}], "optionalClientScopes": []}


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
