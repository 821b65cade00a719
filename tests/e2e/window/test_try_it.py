"""Tries each sample client application on a real oidc-provider by the tab Try it; the test plays the browser."""
import json
import unittest

from gatehouse import command_line
from try_it import REFUSED, TryProviderTest

TOKENS = {"Discovery": "done", "Token": "done"}
EXPECTED = {"price-feed": TOKENS,
            "order-desk": {**TOKENS, "Sign-in": "done", "Refresh": "done"},
            "staff-portal": {**TOKENS, "Sign-in": "done", "User info": "done", "Logout": "done"},
            "web-shop": {**TOKENS, "Sign-in": "done", "Refresh": "done", "User info": "done", "Logout": "done"}}


class TryProvider(TryProviderTest):
    def test_every_sample_client_application(self):
        server = self.start_server()
        window = self.open()
        for client_id, steps in EXPECTED.items():
            with self.subTest(client_id):
                self.assert_steps(window, self.try_it(window, client_id, server.issuer, self.own[client_id]), steps)
                if "User info" in steps:
                    self.assertEqual(client_id, self.claims(window, "ID token")["aud"])
                    self.assertEqual(self.user, self.claims(window, "User info")["sub"])
                self.assert_no_token(window)
        self.close(window)
        self.assert_nothing_in_audit_trail()

    def test_what_is_refused_is_explained_and_mended(self):
        command_line(self.database, "client", "disable", "staff-portal")
        server = self.start_server()
        window = self.open()
        wrong = "wrong-secret-of-enough-length-0123456789"
        self.secrets.append(wrong)
        self.assertIn(REFUSED, self.try_it(window, "price-feed", server.issuer, wrong))
        self.say(window, "invalid_client")
        self.assertEqual("refused", self.steps(window)["Token"])

        self.assertIn(REFUSED, self.try_it(window, "staff-portal", server.issuer, self.own["staff-portal"]))
        self.say(window, r"\"staff-portal\": refused")
        window.press("Turn on Enabled")
        self.say(window, r"\"staff-portal\": taken")
        window.save()
        self.assertTrue(json.loads(command_line(self.database, "client", "show", "staff-portal", "--json"))["enabled"])
        self.assert_no_token(window)
        self.close(window)


if __name__ == "__main__":
    unittest.main()
