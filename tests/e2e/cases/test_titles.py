"""Titles, localized names, consent texts and logos."""
from cases import CaseTest, main
from command_line import REFUSED


class TitlesTest(CaseTest):
    def test_05_no_name(self):
        self.take("05-keycloak-deeplink")
        self.enabled("deeplink")
        self.title_is_client_id("deeplink")
        self.values("deeplink", login_redirects=["cell.sso://oauth2redirect"], require_pkce=False)
        self.no_problem("deeplink", "login_redirects", "title")
        self.risk("deeplink", "require_pkce", "PKCE")
        self.goes_back("deeplink", {"name": None})
        self.goes_back("deeplink", {"pkce.code.challenge.method": None}, "attributes")
        self.finish()
        self.output("client", "add", "typed", "title=Typed", "require_pkce=false")  # with a secret it is a warning

    def test_06_no_name(self):
        self.take("06-keycloak-triple-slash")
        self.enabled("photos")
        self.title_is_client_id("photos")
        self.values("photos", login_redirects=["app.photos:///oauth-callback", "https://photos.example.com/auth/login"])
        self.no_problem("photos", "login_redirects", "title")

    def test_62_answer_to_a_registration(self):
        client_id = "s6BhdRkqt3"
        self.take("62-rfc7591-expires-number", not_kept={client_id: ["registration_access_token", "scope"]})
        self.enabled(client_id)
        self.title_is_client_id(client_id)
        self.values(client_id, support_openid=True, support_api=False, default_resources=["openid"])
        secrets = self.shown(client_id).get("secrets", [])
        self.expect([secret["expires_at"] for secret in secrets] == [None], client_id, "one secret without an end", secrets)
        self.left_out(client_id, "scope", "No scope is named")
        self.left_out(client_id, "registration_access_token")
        self.goes_back(client_id, {"client_id_issued_at": 2893256800, "registration_access_token": None,
                                   "registration_client_uri": "https://as.example.com/register/s6BhdRkqt3"})

    def test_27_localized_names(self):
        self.take("27-rfc7591-localised")
        self.enabled("multi")
        self.values("multi", title="Benefits portal")
        said = any("Benefits portal" in text or "client_name#en" in text for text in self.texts("multi"))
        self.expect(said, "multi", "told where its title comes from", self.texts("multi"))
        self.goes_back("multi", {"client_name#en": "Benefits portal", "client_name#ar": "بوابة",
                                 "client_name#ja-Hani-JP": "給付", "logo_uri#nl": "https://e.example.com/nl.png"})

    def test_28_consent(self):
        self.take("28-keycloak-consent")
        clients = ("c-shown", "c-hidden", "c-key")
        self.enabled(*clients)
        for client_id in clients:
            self.values(client_id, require_consent=True)
        text = self.shown("c-shown").get("consent_texts", {}).get("nl", {}).get("profile")
        self.expect(text == "Het loket leest uw gegevens.", "c-shown", "its text in nl", text)
        self.values("c-hidden", consent_texts={})
        self.told("c-hidden", "not shown")
        self.title_is_client_id("c-key")
        self.values("c-key", consent_texts={})
        self.left_out("c-key", "attributes.consent.screen.text")
        self.consent_goes_back("c-shown", "Loket", "true", "Het loket leest uw gegevens.")
        self.consent_goes_back("c-hidden", "Loket 2", "false", "Oude tekst")
        self.consent_goes_back("c-key", "${client_loket}", "true", "${loketConsent}")

    def consent_goes_back(self, client_id, name, shown, text):
        self.goes_back(client_id, {"name": name})
        self.goes_back(client_id, {"display.on.consent.screen": shown, "consent.screen.text": text}, "attributes")

    def test_29_markup(self):
        self.take("29-keycloak-html-name")
        self.enabled("html")
        self.values("html", title="<b>Shop</b> & Co <script>alert(1)</script>")
        text = self.shown("html").get("consent_texts", {}).get("en", {}).get("profile")
        self.expect(text == "<img src=x onerror=alert(2)> reads", "html", "its text to the letter", text)
        page = self.output("consent", "html", "--format", "html")
        self.expect("<script>alert" not in page and "<img src=x" not in page, "html", "no markup in the HTML preview", page)
        self.expect("&lt;script&gt;" in page and "&lt;img src=x" in page, "html", "markup as text in the HTML preview", page)
        path = self.folder / "page.pdf"
        self.output("consent", "html", "--format", "pdf", "--output", path)
        self.expect(path.read_bytes().startswith(b"%PDF-"), "html", "a PDF", path.read_bytes()[:20])

    def test_54_odd_names(self):
        self.take("54-rfc7591-names", status=REFUSED)
        self.enabled("nm0", "nm1", "nm3", "nm5")
        self.values("nm0", title="متجر \u202eevil")
        self.values("nm1", title="🛒 Shop")
        self.values("nm3", title=" lead and trail ")
        self.refused("nm2", "300", "200")
        self.refused("nm4", "U+000A")
        self.title_is_client_id("nm5")

    def test_30_logos(self):
        bad = {"logo0": "data:image/svg+xml;base64,PHN2Zy8+", "logo4": "/static/logo.png"}
        self.take("30-rfc7591-logos", not_kept={client_id: ["logo_uri"] for client_id in bad})
        self.enabled(*(f"logo{number}" for number in range(5)))
        for client_id, uri in bad.items():
            self.values(client_id, logo_uri="")
            self.left_out(client_id, "logo_uri", uri)
        self.values("logo1", logo_uri="https://e.example.com/logo.svg")
        self.values("logo2", logo_uri="")
        self.values("logo3", logo_uri="http://e.example.com/l.png")
        self.warning("logo3", "logo_uri")


if __name__ == "__main__":
    main()
