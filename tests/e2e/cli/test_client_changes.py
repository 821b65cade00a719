"""client add, set, enable and disable: the form's rules and messages without a window."""
import json
import unittest

from command_line import DONE, REFUSED, WRONG_USAGE, CommandLineTest

CALLBACK = '["https://shop.example.com/callback"]'
MACHINE = ("support_openid=false", "grant_type=client_credentials")


class ChangesTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.output("licence", "--unlimited")

    def shown(self, client_id):
        return self.json("client", "show", client_id)

    def refused(self, *arguments, status=REFUSED):
        """Nothing is changed and nothing goes to standard output."""
        before = self.content()
        ended = self.run_for(status, "client", *arguments)
        self.assertEqual("", ended.stdout)
        self.assertEqual(before, self.content())
        return ended

    def history(self, client_id):
        """What was noted of it last."""
        return next(entry for entry in self.json("audit", "list") if entry["name"] == client_id)


class SetTest(ChangesTest):
    def test_only_what_is_named_changes(self):
        before = self.shown("web-shop")
        ended = self.run_for(DONE, "client", "set", "WEB-SHOP", "title=Shop = new", "require_consent=true")
        self.assertIn('Title: "', ended.stdout)
        self.assertIn('becomes "Shop = new"', ended.stdout)
        self.assert_says('"web-shop" is changed', ended)
        self.assertEqual({**before, "title": "Shop = new", "require_consent": True}, self.shown("web-shop"))

    def test_every_kind_of_value(self):
        texts = {"nl": {"profile": "Wie u bent", "email": "", "api": ""}}
        wanted = {"description": "Looked after by the web team", "support_openid": True, "grant_type": "authorization_code",
                  "access_token_lifetime": 600, "id_token_lifetime": None, "contacts": ["web@example.com", "ünal@example.com"],
                  "allowed_cors_origins": ["https://shop.example.com"], "client_uri": "https://shop.example.com/",
                  "consent_texts": texts, "other_settings": {"keycloak": {"surrogateAuthRequired": False}},
                  "login_redirects": ["https://shop.example.com/b", "https://shop.example.com/a"], "logo": None}
        settings = [f"{key}={value if isinstance(value, str) else json.dumps(value)}" for key, value in wanted.items()]
        changed = self.json("client", "set", "web-shop", *settings)
        self.assertEqual(wanted, {key: changed[key] for key in wanted})
        self.assertEqual(changed, self.shown("web-shop"))

    def test_a_key_set(self):
        key = {"kty": "EC", "crv": "P-256", "kid": "k1", "alg": "ES256",
               "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}
        changed = self.json("client", "set", "web-shop", "client_authentication=private_key", f"jwks={json.dumps({'keys': [key]})}")
        self.assertEqual({"keys": [key]}, changed["jwks"])
        self.assertIn("k1, EC, P-256, ES256", self.output("client", "show", "web-shop"))
        ended = self.refused("set", "web-shop", "jwks=" + json.dumps({"keys": [{**key, "d": "jpsQnnGQmL-YBIffH1136cspYG6"}]}))
        self.assertNotIn("jpsQnnGQmL", ended.stderr)

    def test_a_private_key_is_refused_where_keys_do_not_apply_too(self):
        for key in ({"kty": "EC", "crv": "P-256", "d": "jpsQnnGQmL-YBIffH1136cspYG6"}, {"kty": "oct", "k": "jpsQnnGQmL-YBIffH1136"},
                    {"kty": "OKP", "crv": "Ed25519", "x": "AAAA", "client_secret": "jpsQnnGQmL-YBIffH1136cspYG6"}):
            before = self.content()
            ended = self.refused("set", "web-shop", "jwks=" + json.dumps({"keys": [key]}))
            self.assertNotIn("jpsQnnGQmL", ended.stdout + ended.stderr)
            self.assertEqual(before, self.content())

    def test_a_secret_is_refused_under_other_settings_whatever_its_name(self):
        secret = "jpsQnnGQmL-YBIffH1136cspYG6"
        for settings in ({"my-Secret": secret}, {"SECRET": secret}, {"apiKey": secret}, {"pwd": secret}, {"secrets": [secret]},
                         {"a": [{"ClientSecrets": [{"Value": secret}]}]}, {"key": {"kty": "oct", "k": secret}},
                         {"x": f"-----BEGIN PRIVATE KEY-----\n{secret}\n-----END PRIVATE KEY-----"}):
            ended = self.refused("set", "web-shop", "other_settings=" + json.dumps({"rfc7591": settings}))
            self.assertNotIn(secret, ended.stdout + ended.stderr)
        for settings in ({"RequireClientSecret": "true"}, {"secret": "${vault.shop}"}, {"client.secret.creation.time": "1"}):
            self.output("client", "set", "web-shop", "other_settings=" + json.dumps({"rfc7591": settings}))

    def test_other_settings_that_no_file_could_hold_are_refused(self):
        for levels, status in (30, DONE), (60, REFUSED):
            deep = json.loads('{"a":' * levels + "1" + "}" * levels)
            self.run_for(status, "client", "set", "web-shop", "other_settings=" + json.dumps({"rfc7591": deep}))

    def test_a_method_of_another_client_authentication_is_refused(self):
        for method in ("none", "private_key_jwt", "tls_client_auth", "nonsense"):
            self.assert_says("Client secret", self.refused("set", "web-shop", f"token_endpoint_auth_method={method}"))
        changed = self.json("client", "set", "web-shop", "token_endpoint_auth_method=client_secret_post")
        self.assertEqual("client_secret_post", changed["token_endpoint_auth_method"])
        changed = self.json("client", "set", "web-shop", "client_authentication=none")
        self.assertEqual("", changed["token_endpoint_auth_method"])

    def test_what_applies_no_more_follows(self):
        self.output("client", "set", "web-shop", "support_refresh_tokens=true", "refresh_token_lifetime=7200")
        changed = self.json("client", "set", "web-shop", "support_refresh_tokens=false")
        self.assertIsNone(changed["refresh_token_lifetime"])

    def test_what_does_not_apply_is_refused_with_the_reason(self):
        ended = self.refused("set", "price-feed", "require_pkce=true", "support_api=false")
        self.assert_says("no user takes part", ended)
        self.assert_says("support api access", ended)

    def test_a_machine_that_becomes_a_code_client_has_pkce(self):
        changed = self.json("client", "set", "price-feed", "grant_type=authorization_code",
                            'login_redirects=["https://feed.example.com/cb"]')
        self.assertTrue(changed["require_pkce"])
        self.assertEqual("", changed["identity"])

    def test_several_problems_are_all_told(self):
        ended = self.refused("set", "web-shop", 'login_redirects=["https://a.example.com/#x", "http://a.example.com/"]',
                             "access_token_lifetime=-1", "title=" + "x" * 300)
        for part in ("#x", "http://a.example.com/", "Access token lifetime", "200"):
            self.assert_says(part, ended)
        self.assert_says("nothing was changed", ended)

    def test_a_warning_that_comes_with_it_is_told(self):
        ended = self.run_for(DONE, "client", "set", "web-shop", "require_pkce=false")
        self.assert_says("warning: require pkce is off", ended)
        self.assertNotIn("warning", self.run_for(DONE, "client", "set", "web-shop", "title=Other").stderr)

    def test_nothing_to_change(self):
        title = self.shown("web-shop")["title"]
        before = self.content()
        ended = self.run_for(DONE, "client", "set", "web-shop", f"title={title}")
        self.assert_says("as it was", ended)
        self.assertEqual(before, self.content())

    def test_another_client_id(self):
        self.output("client", "set", "web-shop", "client_id=shop")
        self.assertEqual(["order-desk", "price-feed", "shop", "staff-portal"], self.client_ids())
        self.assert_says("in use already", self.refused("set", "shop", "client_id=STAFF-portal"))

    def test_wrong_usage(self):
        for setting, said in (("nonsense=1", "login_redirects"), ("title", "KEY=VALUE"), ("enabled=yes", "true"),
                              ("enabled=1", "true or false"), ("login_redirects=https://a.example.com/", "[\"one\", \"two\"]"),
                              ("login_redirects=[1]", "login_redirects[0]"), ("access_token_lifetime=1 h", "3600"),
                              ("access_token_lifetime=99999999999", "whole seconds"),
                              ("access_token_lifetime=1e999", "3600"), ("access_token_lifetime=99999999999999999999", "3600"),
                              ("grant_type=implicit", "client_credentials"),
                              ("client_authentication=jwt", "private_key"), ("logo={\"nme\": 1}", "logo"),
                              ("secrets=[]", "gatehouse secret add"), ("accepted_risks=[]", "accept-risk"),
                              ("spellings={}", "no key"), ("problem_count=0", "no key"), ("Title=x", "no key")):
            with self.subTest(setting=setting):
                self.assert_says(said, self.refused("set", "web-shop", setting, status=WRONG_USAGE))
        ended = self.refused("set", "web-shop", "title=a", "title=b", "nonsense=1", status=WRONG_USAGE)
        self.assert_says("twice", ended)
        self.assert_says("nonsense", ended)
        self.refused("set", "web-shop", status=WRONG_USAGE)
        self.refused("set", status=WRONG_USAGE)
        self.assert_says('"nobody"', self.refused("set", "nobody", "title=x"))

    def test_a_secret_does_not_get_into_a_message(self):
        for setting in ('other_settings={"keycloak": {"client_secret": "hunter2hunter2"}}', "logo=hunter2hunter2",
                        'other_settings={"keycloak": "hunter2hunter2"}'):
            with self.subTest(setting=setting):
                ended = self.start("client", "set", "web-shop", setting)
                self.assertNotEqual(DONE, ended.returncode)
                self.assertNotIn("hunter2", ended.stderr + ended.stdout)

    def test_it_is_in_the_audit_trail(self):
        self.output("client", "set", "web-shop", "title=Audited")
        entry = self.history("web-shop")
        self.assertEqual(["title"], [change["field"] for change in entry["changes"]])


class AddTest(ChangesTest):
    def test_add(self):
        ended = self.run_for(DONE, "client", "add", "new-shop", "title=New shop", f"login_redirects={CALLBACK}")
        self.assertEqual("", ended.stdout)
        self.assert_says('"new-shop" is added', ended)
        self.assert_says("a secret is missing", ended)
        shown = self.shown("new-shop")
        self.assertEqual(("New shop", False, True, ["openid"]),
                         (shown["title"], shown["enabled"], shown["require_pkce"], shown["default_resources"]))
        self.output("secret", "add", "new-shop")
        self.output("client", "enable", "new-shop")
        self.assertTrue(self.shown("new-shop")["enabled"])

    def test_add_as_json_is_as_it_is_shown(self):
        added = self.json("client", "add", "feed", *MACHINE, "title=Feed", "identity=svc-price-feed")
        self.assertEqual(added, self.shown("feed"))
        self.assertEqual("client_credentials", added["grant_type"])

    def test_a_public_client_can_be_enabled_at_once(self):
        added = self.json("client", "add", "spa", "title=SPA", "client_authentication=none", f"login_redirects={CALLBACK}",
                          "enabled=true")
        self.assertTrue(added["enabled"])
        self.assert_says("require pkce", self.refused("add", "spa2", "title=SPA", "client_authentication=none", "require_pkce=false"))

    def test_refused(self):
        self.assert_says("in use already", self.refused("add", "WEB-shop"))
        self.assert_says("secret is missing", self.refused("add", "x", "title=X", f"login_redirects={CALLBACK}", "enabled=true"))
        self.assert_says("é", self.refused("add", "prijs-é"))
        self.assert_says("nowhere", self.refused("add", "x", "support_api=true", 'api_scopes=["nowhere"]'))
        self.refused("add", "x", "client_id=y", status=WRONG_USAGE)

    def test_the_licence_limit(self):
        self.output("licence", "--limit", "4")
        self.assert_says("gatehouse licence", self.refused("add", "fifth"))

    def test_in_brackets(self):
        self.assert_says("[", self.refused("add", "[a,b]"))
        self.assert_says("[a,b]", self.refused("set", "[a,b]", "title=x"))


class EnableTest(ChangesTest):
    def test_several(self):
        ended = self.run_for(DONE, "client", "disable", "web-shop", "PRICE-feed", "web-shop")
        self.assertEqual("", ended.stdout)
        self.assertEqual([False, False], [self.shown(name)["enabled"] for name in ("web-shop", "price-feed")])
        self.assertTrue(self.shown("staff-portal")["enabled"])
        self.assert_says("disabled already", self.run_for(DONE, "client", "disable", "web-shop"))
        self.output("client", "enable", "web-shop", "price-feed")
        self.assertTrue(self.shown("web-shop")["enabled"])

    def test_all_that_holds_it_back_is_told_and_the_others_are_enabled(self):
        self.output("client", "add", "empty")
        self.output("client", "disable", "web-shop")
        ended = self.run_for(REFUSED, "client", "enable", "empty", "web-shop")
        for part in ("title is missing", "redirects are missing", "secret is missing", '"empty" stays', '"web-shop" is enabled'):
            self.assert_says(part, ended)
        self.assertEqual([False, True], [self.shown(name)["enabled"] for name in ("empty", "web-shop")])

    def test_unknown(self):
        self.assert_says('"nobody"', self.refused("disable", "web-shop", "nobody"))
        self.refused("enable", status=WRONG_USAGE)

    def test_one_that_is_enabled_already_stays_the_same(self):
        before = self.content()
        self.assert_says("enabled already", self.run_for(DONE, "client", "enable", "web-shop"))
        self.assertEqual(before, self.content())

    def version(self, client_id):
        return int(self.sql("SELECT version FROM client_application WHERE client_id = ?", client_id)[0][0])

    def test_each_change_counts(self):
        before = self.version("web-shop")
        self.output("client", "disable", "web-shop")
        self.assertEqual(before + 1, self.version("web-shop"))


if __name__ == "__main__":
    unittest.main()
