"""Grants, scopes, and what is the server's own."""
from cases import CaseTest, main
from command_line import REFUSED

BUILT_IN = ("account", "account-console", "admin-cli", "broker", "realm-management", "security-admin-console")


class GrantsTest(CaseTest):
    def test_34_code_and_service_account(self):
        self.take("34-keycloak-code-and-service-account")
        self.enabled("backend")
        self.values("backend", grant_type="authorization_code", also_client_credentials=True,
                    identity="service-account-backend")
        self.service_account_is_new("service-account-backend")
        self.goes_back("backend", {"standardFlowEnabled": True, "serviceAccountsEnabled": True})
        self.user_goes_back("service-account-backend", {"serviceAccountClientId": "backend"})

    def service_account_is_new(self, user_id):
        users = [(user["user_id"], user["status"]) for user in self.report["users"]]
        self.expect((user_id, "new") in users, None, f"{user_id} is created and told", users)
        stored = [user for user in self.json("user", "list") if user["user_id"] == user_id]
        self.expect([user["service_account"] for user in stored] == [True], None, f"{user_id} is a service account", stored)

    def user_goes_back(self, username, expected):
        users = [user for user in self.document.get("users", []) if user.get("username") == username]
        self.expect(len(users) == 1 and expected.items() <= users[0].items(), username, f"back: in users with {expected}",
                    self.document.get("users"))

    def test_63_code_and_implicit(self):
        self.take("63-keycloak-code-and-implicit")
        self.enabled("legacy")
        self.values("legacy", grant_type="authorization_code")
        kept = self.shown("legacy").get("other_settings", {}).get("keycloak", {})
        self.expect(kept.get("implicitFlowEnabled") is True, "legacy", "implicitFlowEnabled in Other settings", kept)
        self.risk("legacy", None, "implicitFlowEnabled", "RFC 9700 2.1.2")
        self.goes_back("legacy", {"implicitFlowEnabled": True})

    def test_63_implicit_alone(self):
        self.case = "63-keycloak-code-and-implicit, implicit alone"
        client = {"clientId": "legacy", "enabled": True, "publicClient": True, "standardFlowEnabled": False,
                  "implicitFlowEnabled": True, "redirectUris": ["https://a.example.com/cb"]}
        report = self.json("import", self.import_file({"clients": [client]}), status=REFUSED)
        self.entries = report["clients"]
        self.refused("legacy", "implicit")

    def test_68_service_account(self):
        self.take("68-keycloak-service-account")
        self.enabled("batch")
        self.values("batch", grant_type="client_credentials", identity="service-account-batch", api_scopes=[])
        self.risk("batch", "api_scopes", "roles", typed=[])
        self.goes_back("batch", {"optionalClientScopes": ["address", "phone", "offline_access", "microprofile-jwt"],
                                 "defaultClientScopes": ["web-origins", "acr", "profile", "roles", "email"]})
        self.user_goes_back("service-account-batch", {"realmRoles": ["default-roles-r"],
                                                      "clientRoles": {"realm-management": ["view-users"]}})

    def test_32_built_in_clients(self):
        self.take_mine()
        self.expect(sorted(self.back) == ["mine"], None, "mine alone is exported", sorted(self.back))
        self.finish()
        self.begin_afresh()
        self.output("licence", "--limit", "1")
        self.take_mine()

    def take_mine(self):
        self.take("32-keycloak-realm-builtin")
        clients = [entry["client_id"] for entry in self.entries]
        self.expect(clients == ["mine"], None, "mine alone in the report", clients)
        self.enabled("mine")
        self.told_of_file(*BUILT_IN)

    def test_19_machine_with_claims(self):
        self.take("19-identityserver-camel-claims")
        self.enabled("tenant-job")
        self.risk("tenant-job", "identity", "acts as itself", typed="")
        self.check_tenant_job()
        self.finish()
        self.begin_afresh()
        self.take("19-identityserver-camel-claims", "--identity", "svc", adds={"claims"})
        self.enabled("tenant-job")
        self.values("tenant-job", identity="svc")
        self.no_problem("tenant-job", "identity")
        self.check_tenant_job()

    def check_tenant_job(self):
        self.values("tenant-job", grant_type="client_credentials", api_scopes=["roles", "tenant"])
        scopes = {scope["name"]: scope["status"] for scope in self.report["api_scopes"]}
        self.expect(scopes == {"roles": "new", "tenant": "new"}, None, "both API scopes are created", scopes)
        claims = [(claim.get("type"), claim.get("value")) for claim in self.back.get("tenant-job", {}).get("claims", [])]
        self.expect({("idTenant", "1"), ("role", "Contributor")} <= set(claims), "tenant-job", "back: its claims", claims)
        prefix = self.back.get("tenant-job", {}).get("clientclaimsprefix")
        self.expect(prefix == "", "tenant-job", 'back: ClientClaimsPrefix ""', repr(prefix))
        _, told = self.exported("keycloak")
        lines = [line for line in told.splitlines() if line.startswith("tenant-job: ") and "roles" in line]
        named = any("client scope" in line for line in lines)
        self.expect(named, "tenant-job", "told that roles is a client scope of another meaning in keycloak", told)

    def test_18_clients_as_an_object(self):
        self.take("18-identityserver-map", status=REFUSED)
        self.enabled("shop-web")
        self.values("shop-web", title="Shop web", api_scopes=["WebApi"])
        who = next((entry["place"] for entry in self.entries if entry["status"] == "refused"), "Shop.Client")
        self.refused(who, "Shop.Client", "Profile")

    def test_43_skoruba(self):
        self.take("43-skoruba-seed")
        self.enabled("shop_admin")
        self.values("shop_admin", title="Shop admin", client_uri="https://admin.example.com",
                    allowed_cors_origins=["https://admin.example.com"], custom_resources=["roles"], require_pkce=True,
                    default_resources=["openid", "email", "profile"])
        self.goes_back("shop_admin", {"frontchannellogouturi": "https://admin.example.com/signout-oidc",
                                      "clientclaims": [{"type": "tier", "value": "gold"}]})

    def test_67_old_skoruba(self):
        self.take("67-skoruba-old-api-scopes")
        self.enabled("shop_admin")
        self.values("shop_admin", api_scopes=["shop_api"])
        secrets = self.shown("shop_admin").get("secrets", [])
        self.expect(len(secrets) == 1, "shop_admin", "one secret", secrets)
        titles = {scope["name"]: scope["title"] for scope in self.own_export()["api_scopes"]}
        self.expect(titles.get("shop_api") == "Shop API", None, "API scope shop_api titled Shop API", titles)

    def own_export(self):
        self.exported("gatehouse")
        return self.document

    def test_69_hydra(self):
        self.take("69-hydra-rich", not_kept={"rich": ["registration_access_token"]})
        self.enabled("rich")
        self.values("rich", client_authentication="client_secret", policy_uri="https://r.example.com/p",
                    tos_uri="https://r.example.com/t", client_uri="https://r.example.com", contacts=["a@example.com"],
                    access_token_lifetime=3600, api_scopes=["orders"])
        self.left_out("rich", "registration_access_token")
        self.goes_back("rich", {
            "token_endpoint_auth_method": "client_secret_post", "authorization_code_grant_access_token_lifespan": "1h",
            "refresh_token_grant_refresh_token_lifespan": "720h", "owner": "team-a", "audience": ["https://api.example.com"],
            "metadata": {"tier": "gold"}, "subject_type": "pairwise",
            "sector_identifier_uri": "https://r.example.com/s.json", "frontchannel_logout_uri": "https://r.example.com/f",
            "backchannel_logout_uri": "https://r.example.com/b", "jwks_uri": "https://r.example.com/jwks",
            "skip_logout_consent": True, "registration_access_token": None})

    def test_104_no_scopes(self):
        self.take("104-glewlwyd-no-scopes")
        self.enabled("by-role", "code")
        self.warning("by-role", "api_scopes")

    def test_108_scopes_that_are_not_ours(self):
        self.take("108-rfc7591-scope-without-openid")
        self.enabled("profile-only", "machine")
        self.goes_back("profile-only", {"scope": "profile"})
        self.goes_back("machine", {"scope": "openid"})


if __name__ == "__main__":
    main()
