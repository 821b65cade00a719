"""What a real oidc-provider refuses is seen and explained on the tab Try it, and mended there where it can be."""
import json
import unittest

from gatehouse import command_line
from refused_requests import Request, sign_in
from try_it import REFUSED, TryProviderTest

TYPO = "https://shop.example.com/signin"
COMPARE = "By what is configured here it would be taken: compare with the server"


class Refusals(TryProviderTest):
    def assert_refused(self, window, client_id, issuer, step, *said):
        outcome = self.try_it(window, client_id, issuer, self.own[client_id])
        self.assertIn(REFUSED, outcome)
        self.assertEqual("refused", self.steps(window)[step])
        for text in said:
            self.say(window, text)
        self.assert_no_token(window)

    def change(self, client_id, **fields):
        command_line(self.database, "client", "set", client_id, *(f"{key}={json.dumps(value)}" for key, value in fields.items()))

    def test_what_only_the_server_knows_otherwise(self):
        server = self.start_server()
        self.change("price-feed", api_scopes=["prices.write", "orders.read"])
        self.change("web-shop", login_redirects=[TYPO])
        command_line(self.database, "licence", "--unlimited")
        more = self.folder / "more.json"
        more.write_text(json.dumps({"format": "gatehouse", "version": 1, "clients": [
            {"client_id": "stock-feed", "title": "Stock", "support_openid": False, "support_api": True,
             "grant_type": "client_credentials", "identity": "svc-stock-sync", "api_scopes": ["prices.write"]}]}))
        command_line(self.database, "import", more)
        self.own["stock-feed"] = command_line(self.database, "secret", "add", "stock-feed", "--generate").strip()
        self.secrets.append(self.own["stock-feed"])
        command_line(self.database, "client", "enable", "stock-feed")
        window = self.open()
        self.assert_refused(window, "price-feed", server.issuer, "Token", "invalid_scope", COMPARE)
        self.assert_refused(window, "web-shop", server.issuer, "Sign-in", "redirect_uri", COMPARE)
        self.assert_refused(window, "stock-feed", server.issuer, "Token", "invalid_client", COMPARE)
        self.close(window)

    def test_clock(self):
        server = self.start_server(clock_ahead=3600)
        window = self.open()
        self.assert_refused(window, "staff-portal", server.issuer, "Token")
        said = {row[0]: row[-1] for row in window.win.table("Steps").rows()}["Token"]
        self.assertIn("But that does not hold: It is for the future (iat)", said)
        self.assertRegex(said, r"The server's clock is 3[56]\d\d s ahead of this machine's")
        self.close(window)

    def test_unknown_issuer(self):
        server = self.start_server()
        window = self.open()
        self.assert_refused(window, "price-feed", f"{server.issuer}/nowhere", "Discovery", "There is no issuer")
        self.assert_refused(window, "price-feed", server.issuer.replace("127.0.0.1", "localhost"), "Discovery",
                            f"says of itself that it is the issuer \"{server.issuer}\"")
        self.close(window)

    def test_request_that_was_refused_is_pasted_and_mended(self):
        server = self.start_server()
        window = self.open()
        window.tab("Form")
        window.choose_client("web-shop")
        window.tab("Try it")
        window.win.combo("Judge as").choose("oidc-provider")
        self.explain(window, server, sign_in("no PKCE", "pkce_missing", code_challenge=None, code_challenge_method=None),
                     "invalid_request", "PKCE is missing")
        self.explain(window, server, sign_in("scope", "scope_not_allowed", scope="openid prices.write"),
                     "invalid_scope", "Scope is not allowed")
        self.mend(window, "Add to API scopes")
        self.explain(window, server, sign_in("redirect", "redirect_not_registered", redirect_uri=TYPO),
                     "invalid_redirect_uri", "Login redirect is not allowed")
        self.mend(window, "Add to Allowed login redirects")
        secret = self.own["price-feed"]
        self.explain(window, server, Request("secret", "token", [("grant_type", "client_credentials")], None,
                                             ("web-shop", secret)), "invalid_client", "none of those of the client application")
        window.save()
        stored = json.loads(command_line(self.database, "client", "show", "web-shop", "--json"))
        self.assertIn("prices.write", stored["api_scopes"])
        self.assertIn(TYPO, stored["login_redirects"])
        self.close(window)

    def explain(self, window, server, request, error, *said):
        """The server refuses it, and what was sent is pasted."""
        address = f"{server.issuer}{'/token' if request.endpoint == 'token' else '/auth'}"
        self.assertEqual(error, request.answer(address)[1])
        field = window.win.field("Request")
        field.focus_keyboard()
        window.desk.key("ctrl+a")
        field.paste(request.text(address))
        self.say(window, r"\"web-shop\": refused")
        for text in said:
            self.say(window, text)

    def mend(self, window, remedy):
        window.press(remedy)
        self.say(window, r"\"web-shop\": taken")


if __name__ == "__main__":
    unittest.main()
