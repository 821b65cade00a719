"""Login and logout redirects: what runs and should not, what no server could run on, and what a format cannot say."""
import json
import re

from cases import CaseTest, main
from command_line import REFUSED

EXACT = ("rfc7591", "oidc-provider", "identityserver", "skoruba", "hydra", "glewlwyd")
LOOPBACK = re.compile(r"https://(localhost|127\.0\.0\.1|\[::1\])[:/]")
PLAIN = re.compile(r"http://(?!(localhost|127\.0\.0\.1|\[::1\])[:/])")


class RedirectsTest(CaseTest):
    def test_07_own_scheme_without_a_dot(self):
        redirects = ["editor://mcp.example/callback", "http://localhost:8765/callback",
                     "https://www.example.com/agents/callback"]
        self.take("07-rfc7591-mixed-native-list")
        self.enabled("editor")
        self.values("editor", login_redirects=redirects)
        self.risk("editor", "login_redirects", "editor", typed=redirects[0])
        clients, _ = self.exported("oidc-provider", "editor")
        exported = clients.get("editor", {})
        self.expect((exported.get("redirect_uris"), exported.get("application_type")) == (redirects, "native"), "editor",
                    "all three and application_type native in oidc-provider", exported)

    def test_09_underscore_in_a_scheme(self):
        self.take("09-keycloak-scheme-underscore", not_kept={"rnapp": ["redirectUris"]})
        self.title_is_client_id("rnapp")
        self.left_out("rnapp", "redirectUris", "com.exam_ple://something", '"_"')
        self.values("rnapp", login_redirects=[])
        self.disabled("rnapp", "redirect", but_not_for=("Title", "secret"))

    def test_12_star_for_a_port(self):
        self.take("12-rfc7591-loopback-star", status=REFUSED)
        self.refused("cli-star", "http://127.0.0.1:*/callback", "port")

    def test_45_one_each(self):
        self.take("45-redirects-one-each", status=REFUSED)
        refused = {"r00": ("ü", "xn--"), "r11": ("444", "400"), "r12": ("{",)}
        for client_id, words in refused.items():
            self.refused(client_id, *words)
        redirects = {client["client_id"]: client["redirect_uris"] for client in json.loads(self.text)}
        taken = [client_id for client_id in redirects if client_id not in refused]
        self.enabled(*taken)
        risky = ("r09", "r10", "r17", "r18")
        for client_id in taken:
            came = self.stored.get(client_id, {}).get("login_redirects")
            self.expect(came == redirects[client_id], client_id, redirects[client_id], came)
            if client_id in risky:
                self.risk(client_id, "login_redirects", "http", typed=redirects[client_id][0])
            elif client_id not in ("r06", "r15", "r16"):
                self.no_problem(client_id, "login_redirects")
        for client_id, word in (("r06", "has no path"), ("r15", "has no path"), ("r15", "localhost"), ("r16", "localhost")):
            self.warning(client_id, "login_redirects", word)

    def test_46_three_hundred(self):
        self.take("46-rfc7591-sixty-redirects")
        self.enabled("tenants")
        redirects = json.loads(self.text)[0]["redirect_uris"]
        self.assertEqual(300, len(redirects))
        self.values("tenants", login_redirects=redirects)

    def test_55_mobile_and_web(self):
        redirects = ["https://app.example.com/cb", "com.example.app:/cb", "https://localhost:5001/cb",
                     "http://localhost:3000/cb"]
        self.take("55-keycloak-mobile-and-web")
        self.enabled("both")
        self.values("both", login_redirects=redirects)
        self.goes_back("both", {"redirectUris": redirects})
        clients, told = self.exported("oidc-provider", "both")
        client = clients.get("both", {})
        exported = client.get("redirect_uris", [])
        application_type = client.get("application_type", "web")
        self.expect(exported and all(self.provider_takes(uri, application_type) for uri in exported), "both",
                    "application_type and redirects agree with the rules of oidc-provider", client)
        untold = [uri for uri in redirects if uri not in exported and uri not in told]
        self.expect(not untold, "both", "what is left out is named", f"{untold}, told: {told}")

    @staticmethod
    def provider_takes(uri, application_type):
        if application_type == "web":
            return uri.startswith(("http://", "https://"))
        return not LOOPBACK.match(uri) and not PLAIN.match(uri)

    def test_71_wildcards(self):
        redirects = {"star-end": ["https://shop.example.com/*"],
                     "relative": ["https://rel.example.com/*", "https://rel.example.com/login/callback"],
                     "relative-no-root": ["/app/*"], "anything": ["*"], "plain-http": ["http://app.example.com/cb"]}
        self.take("71-keycloak-wildcards")
        self.enabled(*redirects)
        for client_id, uris in redirects.items():
            self.values(client_id, login_redirects=uris)
            self.risk(client_id, "login_redirects", "http" if client_id == "plain-http" else uris[0], typed=uris[0])
        self.risk("anything", "allowed_cors_origins", "*", typed="*")
        self.goes_back("star-end", {"redirectUris": redirects["star-end"], "webOrigins": ["https://shop.example.com"]})
        self.goes_back("relative", {"redirectUris": ["/*", "/login/callback"], "webOrigins": ["/*"],
                                    "rootUrl": "https://rel.example.com"})
        self.goes_back("relative-no-root", {"redirectUris": ["/app/*"], "webOrigins": [], "rootUrl": None})
        self.goes_back("anything", {"redirectUris": ["*"], "webOrigins": ["*"]})
        self.goes_back("plain-http", {"redirectUris": redirects["plain-http"], "webOrigins": None})
        for form in EXACT:
            _, told = self.exported(form)
            for client_id in ("star-end", "relative", "relative-no-root", "anything"):
                lines = [line for line in told.splitlines() if line.startswith(f"{client_id}: ")]
                self.expect(any(redirects[client_id][0] in line for line in lines), client_id,
                            f"{redirects[client_id][0]} is named in the loss report of {form}", lines)

    def test_13_after_logout(self):
        self.take("13-keycloak-postlogout", not_kept={"newline": ["attributes.post.logout.redirect.uris"]})
        login, bye, out = (f"https://a.example.com/{page}" for page in ("cb", "bye", "out"))
        logout = {"plus": [login], "plus-more": [login, bye], "two": [bye, out], "newline": [], "minus": [],
                  "absent": [login]}
        self.enabled(*logout)
        self.title_is_client_id(*logout)
        for client_id, redirects in logout.items():
            self.values(client_id, logout_redirects=redirects)
        self.left_out("newline", "attributes.post.logout.redirect.uris", "U+000A")
        attributes = {"plus": "+", "plus-more": f"+##{bye}", "two": f"{bye}##{out}", "minus": "-", "absent": None}
        for client_id, attribute in attributes.items():
            self.goes_back(client_id, {"post.logout.redirect.uris": attribute}, "attributes")

    def test_14_logout_at_another_host(self):
        self.take("14-rfc7591-logout-other-host")
        self.enabled("two-hosts", "native-logout", "native-logout-host")
        clients, told = self.exported("hydra")
        for client_id, redirect in (("two-hosts", "https://www.example.com/bye"),
                                    ("native-logout-host", "com.example.tnt://logout")):
            written = clients.get(client_id, {}).get("post_logout_redirect_uris", [])
            self.expect(redirect not in written, client_id, f"{redirect} is left out in hydra", written)
            self.expect(redirect in told, client_id, f"{redirect} is named in the loss report of hydra", told)
        written = clients.get("two-hosts", {}).get("post_logout_redirect_uris")
        self.expect(written == ["https://app.example.com/bye"], "two-hosts", "the other one is written", written)

    def test_56_list_in_an_attribute(self):
        self.take("56-keycloak-logout-array", status=REFUSED)
        self.refused("arr", "arr", "post.logout.redirect.uris", "array")
        self.enabled("fine")
        self.title_is_client_id("fine")


if __name__ == "__main__":
    main()
