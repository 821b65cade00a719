"""Client applications without a secret, and with keys in its place."""
import re

from case_formats import FORMATS
from cases import CaseTest, main
from command_line import DONE, REFUSED


class PublicClientsTest(CaseTest):
    def test_01_single_page_application(self):
        self.take("01-keycloak-spa-public")
        self.enabled("shop-spa")
        self.values("shop-spa", client_authentication="none", require_pkce=True, secrets=[],
                    allowed_cors_origins=["https://shop.example.com"])
        self.no_problem("shop-spa", "secrets", "client_authentication")
        self.goes_back("shop-spa", {"publicClient": True, "webOrigins": ["+"], "secret": None,
                                    "defaultClientScopes": ["web-origins", "profile", "roles", "email"]})
        self.goes_back("shop-spa", {"post.logout.redirect.uris": "+", "pkce.code.challenge.method": "S256"}, "attributes")

    def test_03_single_page_application(self):
        self.take("03-identityserver-spa")
        self.enabled("spa")
        self.values("spa", client_authentication="none", require_pkce=True, support_api=True, api_scopes=["orders"])
        self.scope_is_new("orders")
        self.goes_back("spa", {"requireclientsecret": False})
        self.expect(not self.back.get("spa", {}).get("clientsecrets"), "spa", "back: no ClientSecrets", self.back.get("spa"))

    def scope_is_new(self, name):
        scopes = [(scope["name"], scope["status"]) for scope in self.report["api_scopes"]]
        self.expect((name, "new") in scopes, None, f"API scope {name} is created and told", scopes)

    def test_44_private_key(self):
        self.take("44-private-key-jwt")
        self.enabled("pkjwt")
        self.values("pkjwt", client_authentication="private_key", secrets=[])
        keys = (self.shown("pkjwt").get("jwks") or {}).get("keys", [])
        self.expect([key.get("kid") for key in keys] == ["k1"], "pkjwt", "one key k1", keys)
        self.no_problem("pkjwt", "secrets")
        self.goes_back("pkjwt", {"token_endpoint_auth_method": "private_key_jwt",
                                 "token_endpoint_auth_signing_alg": "ES256"})
        for form in (*FORMATS, "oidc-provider"):
            self.exported(form, "pkjwt")
            self.expect("client_secret_basic" not in self.exported_text, "pkjwt", f"no client_secret_basic in {form}",
                        self.exported_text)

    def test_72_without_pkce(self):
        self.take("72-keycloak-public-no-pkce")
        self.enabled("old-spa")
        self.title_is_client_id("old-spa")
        self.values("old-spa", client_authentication="none", require_pkce=False,
                    allowed_cors_origins=["https://spa.example.com"])
        self.risk("old-spa", "require_pkce", "PKCE", typed=False)
        self.risk("old-spa", None, "directAccessGrantsEnabled", "RFC 9700 2.4")
        kept = self.shown("old-spa").get("other_settings", {}).get("keycloak", {})
        self.expect(kept.get("directAccessGrantsEnabled") is True, "old-spa", "directAccessGrantsEnabled in Other settings",
                    kept)
        self.values("off-spa", client_authentication="none", enabled=False)
        entry = self.entry("off-spa")
        self.expect(entry.get("enabled") is False, "off-spa", "disabled, as in the file", entry)
        claimed = [text for text in self.texts("off-spa") if "disabled" in text.lower()]
        self.expect(not claimed, "off-spa", "no reason is claimed", claimed)
        self.finish()
        self.turn_pkce_on()

    def turn_pkce_on(self):
        for value, status in ((True, DONE), (False, REFUSED)):
            ended = self.start("client", "set", "old-spa", f"require_pkce={str(value).lower()}")
            self.expect(ended.returncode == status, "old-spa", f"require_pkce={value} gives exit status {status}",
                        f"{ended.returncode} {ended.stderr}")
        self.forget()
        self.values("old-spa", require_pkce=True)

    def test_47_glewlwyd(self):
        self.take("47-glewlwyd-list", not_kept={"gw1": ["authorization_type"]})
        self.enabled("gw1", "gw2")
        self.values("gw1", grant_type="authorization_code", support_refresh_tokens=True)
        scopes = self.shown("gw1").get("api_scopes", [])
        self.expect("g_profile" in scopes, "gw1", "API scope g_profile", scopes)
        self.names_implicit_grants("gw1")
        self.server_knows_secret("gw1")
        self.told("gw1", "Glewlwyd")
        self.values("gw2", client_authentication="none")
        self.goes_back("gw2", {"confidential": False, "password": None})

    def names_implicit_grants(self, client_id):
        said = [text for text in self.texts(client_id) if "RFC 9700 2.1.2" in text]
        for word in ("token", "id_token"):
            named = any(re.search(rf"\b{word}\b", text) for text in said)
            self.expect(named, client_id, f"{word} and RFC 9700 2.1.2 in the report", self.texts(client_id))

    def test_101_certificates(self):
        self.take("101-identityserver-certificates")
        self.enabled("signs", "signs-pem", "thumb", "called")
        for client_id in ("signs", "signs-pem"):
            self.values(client_id, client_authentication="private_key")
            self.no_problem(client_id, "jwks", "secrets")
            kinds = [(key.get("kty"), key.get("crv")) for key in self.shown(client_id)["jwks"]["keys"]]
            self.expect(kinds == [("EC", "P-256")], client_id, "one key on Keys", kinds)
        self.disabled("cut", "key")
        self.told("cut", "certificate", "no key")
        for client_id in ("thumb", "called"):
            self.values(client_id, client_authentication="other")
        self.finish()
        self.output("client", "set", "signs", 'jwks={"keys":[{"kty":"OKP","crv":"Ed25519",'
                    '"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}')
        changed, _ = self.exported("identityserver", "signs")
        secrets = [(secret.get("type"), "Ed25519" in secret["value"]) for secret in changed["signs"]["clientsecrets"]]
        self.expect(secrets == [("JWK", True)], "signs", "a certificate that was taken away is gone", secrets)

    def test_103_public_key_in_pem(self):
        self.take("103-glewlwyd-public-key")
        self.enabled("in-pem")
        self.values("in-pem", client_authentication="private_key")
        kinds = [key.get("kty") for key in self.shown("in-pem")["jwks"]["keys"]]
        self.expect(kinds == ["EC"], "in-pem", "one key on Keys", kinds)
        self.disabled("no-key", "key")
        self.finish()
        self.output("client", "set", "in-pem", 'jwks={"keys":[{"kty":"OKP","crv":"Ed25519",'
                    '"x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}')
        changed, _ = self.exported("glewlwyd", "in-pem")
        kinds = [key.get("kty") for key in changed["in-pem"]["jwks"]["keys"]]
        self.expect(kinds == ["OKP"] and "pubkey" not in changed["in-pem"], "in-pem", "a key that was taken away is gone",
                    changed["in-pem"])

    def test_105_kinds_of_auth0(self):
        self.take("105-auth0-authentication", form="auth0")
        self.enabled("single-page", "native")
        for client_id in ("single-page", "native"):
            self.values(client_id, client_authentication="none", secrets=[])
        self.values("signs", client_authentication="private_key")
        self.disabled("signs", "key")
        self.left_out("signs", "client_authentication_methods", "public key")


if __name__ == "__main__":
    main()
