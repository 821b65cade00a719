"""Files that are odd, or something else than they look like."""
from cases import CaseTest, main
from command_line import REFUSED


class OddFilesTest(CaseTest):
    def test_16_byte_order_mark(self):
        self.take("16-keycloak-bom")
        self.enabled("bom")
        self.values("bom", title="Büro")

    def test_17_utf_16(self):
        self.refused_whole("17-keycloak-utf16", "UTF-8")

    def test_26_text_for_a_number(self):
        self.take("26-rfc7591-response-nulls", status=REFUSED)
        self.refused("s6BhdRkqt3", "s6BhdRkqt3", "client_secret_expires_at")
        error = self.entry("s6BhdRkqt3").get("error") or ""
        self.expect("clients[0]" not in error, "s6BhdRkqt3", "an error without clients[0]", error)

    def test_36_auth0(self):
        shop, single_page = "aBcDeFgHiJkLmNoPqRsTuVwXyZ012345", "spaDeFgHiJkLmNoPqRsTuVwXyZ012345"
        self.take("36-auth0-clients", form="auth0")
        self.enabled(shop, single_page)
        self.values(shop, title="Shop", login_redirects=["https://shop.example.com/callback"],
                    logout_redirects=["https://shop.example.com"])
        self.risk(shop, "secrets", "guessed", typed=64 * "x")
        self.values(single_page, title="Shop SPA", client_authentication="none",
                    login_redirects=["https://spa.example.com/"])
        self.told(single_page, "implicit")

    def test_37_entra(self):
        client_id = "00000000-0000-4000-8000-000000000002"
        self.take("37-entra-manifest", form="entra")
        self.values(client_id, title="Shop", login_redirects=["https://shop.example.com/signin-oidc"])
        self.disabled(client_id, "secret")

    def test_80_section_of_another_name(self):
        self.take("80-identityserver-other-section")
        self.enabled("porch-web")
        secrets = self.shown("porch-web").get("secrets", [])
        self.expect([secret["storage"] for secret in secrets] == ["hashed"], "porch-web", "one secret, a hash", secrets)
        self.goes_back("porch-web", {"updateaccesstokenclaimsonrefresh": True})
        sections = list(self.document)
        self.expect("Clients" in self.document.get("IdentityServerSettings", {}), "porch-web",
                    "back: in the section IdentityServerSettings", sections)

    def test_81_abp(self):
        self.refused_whole("81-abp-settings", "ABP")

    def test_82_comments(self):
        self.take("82-identityserver-comments")
        self.enabled("porch-spa")
        self.values("porch-spa", client_authentication="none")
        self.risk("porch-spa", "login_redirects", "http")

    def test_40_settings_of_an_adapter(self):
        self.refused_whole("40-keycloak-adapter", "no client application")

    def test_52_one_client(self):
        self.take("52-keycloak-single-client")
        self.enabled("single")
        self.goes_back("single", {"fullScopeAllowed": True, "nodeReRegistrationTimeout": -1, "access": {"view": True},
                                  "optionalClientScopes": ["address", "phone", "offline_access"]})

    def test_59_one_good_of_three(self):
        self.take("59-keycloak-one-bad", status=REFUSED)
        self.enabled("good1")
        self.title_is_client_id("good1")
        self.refused("clients[1]", "clients[1]", "clientId")
        self.refused("good2", "good2", "enabled")

    def test_60_text_for_booleans(self):
        self.take("60-keycloak-text-booleans")
        self.enabled("tb")
        self.values("tb", require_consent=False)

    def test_70_name_twice_in_one_object(self):
        self.take("70-keycloak-duplicate-key", status=REFUSED)
        self.enabled("ok1")
        self.refused("dup", "dup", "baseUrl", "34")

    def test_106_long_numbers(self):
        self.take("106-keycloak-long-numbers", not_kept={"long": ["nodeReRegistrationTimeout", "reach"]})
        self.enabled("long")
        self.left_out("long", "nodeReRegistrationTimeout", "64 bits")
        self.left_out("long", "reach", "too large")
        self.goes_back("long", {"notBefore": 18446744073709551615, "weight": 0.12345678901234567890123, "limit": 1e5,
                                "nodeReRegistrationTimeout": None, "reach": None})

    def test_107_clients_by_name(self):
        self.refused_whole("107-keycloak-clients-by-name", "clients", "list")


if __name__ == "__main__":
    main()
