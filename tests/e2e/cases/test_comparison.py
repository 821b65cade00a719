"""The comparison that the other tests rely on: it finds what differs, and passes what a server takes as equal."""
import unittest

from case_formats import FORMATS, secrets_in
from json_difference import covers, differences, text_of

SPA = {"clientId": "spa", "enabled": "true", "redirectUris": ["https://a.example/1", "https://a.example/2"],
       "defaultClientScopes": ["web-origins"], "attributes": {"logoUri": "", "post.logout.redirect.uris": "+"}}


class ComparisonTest(unittest.TestCase):
    def found(self, form="keycloak", came=None, **changes):
        came = SPA if came is None else came
        return [text_of(path) for path, _, _ in differences(came, {**came, **changes}, FORMATS[form])]

    def test_what_differs(self):
        first, second = SPA["redirectUris"]
        self.assertEqual(["redirectUris[0]", "redirectUris[1]"], self.found(redirectUris=[second, first]))
        self.assertEqual(["redirectUris"], self.found(redirectUris=[first]))
        self.assertEqual(["enabled"], self.found(enabled=False))
        self.assertEqual(["attributes.post.logout.redirect.uris"], self.found(attributes={}))
        self.assertEqual(["attributes.pkce.code.challenge.method"],
                         self.found(attributes={**SPA["attributes"], "pkce.code.challenge.method": "S256"}))
        self.assertEqual(["access"], self.found(came={"access": {"view": True}}, access=None))
        self.assertEqual(["n"], self.found(came={"n": 1}, n=True))

    def test_what_is_equal(self):
        self.assertEqual([], self.found(enabled=True, name=None, description="", secret=None))
        self.assertEqual([], self.found(attributes={"post.logout.redirect.uris": "+"}))

    def test_what_a_server_takes_for_an_absent_key(self):
        self.assertEqual([], self.found(publicClient=False, fullScopeAllowed=True, optionalClientScopes=[]))
        self.assertEqual(["publicClient"], self.found(publicClient=True))
        self.assertEqual(["fullScopeAllowed"], self.found(came={**SPA, "consentRequired": True}, fullScopeAllowed=True))
        self.assertEqual(["optionalClientScopes"], self.found(came={"clientId": "a"}, optionalClientScopes=[]))
        native = {"client_id": "a", "redirect_uris": ["com.example.app:/cb"]}
        self.assertEqual([], self.found("rfc7591", native, application_type="native", require_pkce=True))
        self.assertEqual(["application_type"], self.found("rfc7591", native, application_type="web"))

    def test_names_of_dotnet(self):
        form = FORMATS["identityserver"]
        came = form.read('{"Host": {"clients": {"a": {"ClientId": "a", /* none */ "requirePkce": "true",},},}}')
        back = form.folded({"Clients": [{"clientId": "a", "RequirePkce": True, "RequireClientSecret": True}]})
        self.assertEqual([], list(differences(form.clients(came)["a"], form.clients(back)["a"], form)))

    def test_what_a_loss_covers(self):
        for name, path in (("ClientSecrets[0]", "clientsecrets"), ("redirectUris", "redirectUris[1]"), ("a.b", "a.b")):
            self.assertTrue(covers(name, path))
        for name, path in (("redirect", "redirectUris"), ("a.b", "a.c")):
            self.assertFalse(covers(name, path))

    def test_secrets(self):
        plain = {"ClientSecrets": [{"Value": "plain text"}, {"Type": "JWK", "Value": "{}"}, "secret"],
                 "secret": "**********"}
        self.assertEqual({"plain text"}, secrets_in(plain))
        self.assertEqual({"one", "two"}, secrets_in([{"client_secret": "one"}, {"registration_access_token": "two"}]))
        self.assertEqual(set(), secrets_in({"secret": "$(env:SECRET)", "client_secret": ""}))


if __name__ == "__main__":
    unittest.main()
