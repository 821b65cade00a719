"""gatehouse explain, as people and scripts use it."""
import json
import unittest
from urllib.parse import quote

from command_line import DONE, NOT_SIGNED_IN, REFUSED, WRONG_USAGE, CommandLineTest

CHALLENGE = "code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
SHOP = "https://shop.example.com/callback"
KEYS = ["cause", "parameter", "sent", "nearest", "differs", "text", "remedy"]


def address(redirect=SHOP, client_id="web-shop", more=""):
    return (f"https://idp.example.com/authorize?response_type=code&client_id={client_id}&scope=openid&"
            f"redirect_uri={quote(redirect, safe='')}&{CHALLENGE}{more}")


class ExplainTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.init_with_samples()

    def explained(self, text, status=REFUSED, *arguments):
        return self.json("explain", "-", *arguments, status=status, input=text)

    def test_json_and_exit_status(self):
        self.assertEqual({"kind": "authorization", "client_id": "web-shop", "verdict": "taken", "problems": []},
                         self.json("explain", address()))
        said = self.json("explain", address(f"{SHOP}/"), status=REFUSED)
        self.assertEqual(["kind", "client_id", "verdict", "problems"], list(said))
        self.assertEqual("refused", said["verdict"])
        problem = said["problems"][0]
        self.assertEqual(KEYS, list(problem))
        self.assertEqual(("redirect_not_registered", "redirect_uri", f"{SHOP}/", SHOP, ["trailing_slash"]),
                         tuple(problem[key] for key in KEYS[:5]))

    def test_text_points_at_what_differs(self):
        said = self.run_for(REFUSED, "explain", address("http://shop.example.com/callback")).stdout
        self.assertIn('Authorization request of "web-shop": refused', said)
        lines = said.splitlines()
        allowed = next(at for at, line in enumerate(lines) if "Allowed:" in line)
        self.assertEqual(lines[allowed].index("s://"), lines[allowed + 1].index("^"))
        self.assertIn("X-Forwarded-Proto", said)

    def test_sent_is_what_was_sent(self):
        said = self.run_for(REFUSED, "explain", address("com.example.app:/callback")).stdout
        self.assertIn("com.example.app:/callback", [line.split()[-1] for line in said.splitlines() if "Sent:" in line])

    def test_readable_form(self):
        form = f"client_id=web-shop&redirect_uri={SHOP}&response_type=code&scope=openid profile&{CHALLENGE}"
        for text in (form, f"?{form}", f"https://idp.example.com/authorize?{form}", form.replace("&", "\n&")):
            self.assertEqual("taken", self.explained(text, DONE)["verdict"], text)

    def test_answer_that_worked(self):
        said = self.run_for(DONE, "explain", f"{SHOP}?code=abcdef123456&state=xyz")
        self.assertIn('"web-shop": taken', said.stdout)
        self.assertIn("a good one", said.stderr)
        self.assertNotIn("abcdef123456", said.stdout + said.stderr)

    def test_page_that_goes_back_to_the_request(self):
        page = f"https://idp.example.com/Account/Login?ReturnUrl={quote(address(f'{SHOP}/')[len('https://idp.example.com'):], safe='')}"
        self.assertEqual("redirect_not_registered", self.explained(page)["problems"][0]["cause"])

    def test_missing_is_null(self):
        problem = self.explained(address().replace("redirect_uri", "x"))["problems"][0]
        self.assertEqual(("redirect_missing", None, None, []), tuple(problem[key] for key in ("cause", "sent", "nearest", "differs")))

    def test_standard_input_with_or_without_its_name(self):
        for arguments in (["explain", "-"], ["explain"]):
            self.assertEqual("taken", self.json(*arguments, input=f"It failed: <{address()}>.\n")["verdict"])

    def test_judged_as_a_server(self):
        self.run_for(DONE, "client", "set", "web-shop", "--", f'login_redirects=["{SHOP}"]')
        wild = self.gatehouse_file({"client_id": "wild", "title": "W", "enabled": True, "support_openid": True,
                                    "grant_type": "authorization_code", "client_authentication": "none",
                                    "require_pkce": True, "login_redirects": ["https://wild.example.com/*"]})
        self.start("import", wild)
        text = address("https://wild.example.com/cb", "wild")
        self.assertEqual("servers_differ", self.explained(text)["verdict"])
        self.assertEqual("taken", self.explained(text, DONE, "--as", "keycloak")["verdict"])
        for server in ("oidc-provider", "hydra", "glewlwyd", "identityserver"):
            self.assertEqual("refused", self.explained(text, REFUSED, "--as", server)["verdict"], server)
        self.run_for(WRONG_USAGE, "explain", text, "--as", "nothing")

    def test_logout_and_token(self):
        bye = "https://idp.example.com/logout?client_id=web-shop&post_logout_redirect_uri="
        self.assertEqual("taken", self.explained(f"{bye}https://shop.example.com/goodbye", DONE)["verdict"])
        said = self.explained(f"{bye}https://shop.example.com/")
        self.assertEqual(("logout", "logout_redirect"), (said["kind"], said["problems"][0]["cause"]))
        form = "grant_type=client_credentials&client_id=price-feed&scope=prices.write&client_secret="
        secret = self.output("secret", "add", "price-feed").strip()
        self.assertEqual("taken", self.explained(form + secret, DONE, "--as", "keycloak")["verdict"])
        said = self.explained(f"{form}wrong", REFUSED, "--as", "keycloak")
        self.assertEqual(("token", "client_authentication"), (said["kind"], said["problems"][0]["cause"]))

    def test_secrets_are_never_said(self):
        secret = "hJ5nW8bQ2xE6tY9k_M3vP7rC1gZ4dS0uL-aF.7Kp2"
        texts = (f"grant_type=authorization_code&client_id=web-shop&code={secret}&client_secret={secret}&code_verifier={secret}",
                 address(f"{SHOP}?code={secret}"), f"grant_type=refresh_token&client_id=web-shop&refresh_token={secret}",
                 f"https://idp.example.com/logout?id_token_hint={secret}&post_logout_redirect_uri={SHOP}",
                 *(f"grant_type=client_credentials&client_id=web-shop&{name}"
                   for name in (f"client_secret%3D{secret}%zz", f"client_secret%3D{secret}=%00", f"{secret}=%00",
                                f"x[client_secret]={secret}%00", f"id_token_hint%3D{secret}%zz")))
        for text in texts:
            for more in ((), ("--json",)):
                ended = self.start("explain", "-", *more, input=text)
                self.assertEqual(REFUSED, ended.returncode, ended.stderr)
                self.assertNotIn(secret, ended.stdout + ended.stderr)
        self.assertNotIn(secret, "\n".join(self.content()))

    def test_hostile_is_harmless(self):
        for text, cause in ((address(f"{SHOP}\u202e"), "malformed"), (address("javascript:alert(1)"), "redirect_not_registered"),
                            (address(more="&client_id=price-feed"), "malformed"), (address(more="&state=%ff"), "malformed"),
                            (address(f"{SHOP}?{'a' * (1 << 20)}"), "redirect_not_registered"),
                            (address("https://shop.example.com/\x1b[31mred\x07"), "malformed")):
            ended = self.run_for(REFUSED, "explain", "-", input=text)
            self.assertFalse([c for c in ended.stdout if ord(c) < 32 and c != "\n" or c == "\u202e"], text[:200])
            self.assertLess(len(ended.stdout), 20_000)
            self.assertEqual(cause, self.explained(text)["problems"][0]["cause"], text[:200])

    def test_what_is_no_request(self):
        for text in ("", "hello", "https://idp.example.com/help?page=2", "a" * (5 << 20),
                     "https://idp.example.com/home/error?errorId=x&client_id=web-shop"):
            ended = self.run_for(WRONG_USAGE, "explain", "-", input=text)
            self.assertEqual("", ended.stdout)
            self.assertTrue(ended.stderr)

    def test_nobody_is_told_who_is_not_signed_in(self):
        self.run_for(NOT_SIGNED_IN, "explain", address(), env={"GATEHOUSE_PASSWORD": "another"})

    def test_help_and_completion(self):
        help_text = self.output("explain", "--help")
        for word in ("--as", "--json", "keycloak", "standard input"):
            self.assertIn(word, help_text)
        script = self.output("--print-bash-completion")
        self.assertIn("explain", script)
        self.assertIn("oidc-provider", script[script.index("'explain --as'"):].split("\n")[0])

    def test_nothing_is_stored(self):
        before = self.content()
        self.explained(address(f"{SHOP}/"))
        self.assertEqual(before, self.content())
        self.assertEqual([], [path for path in self.folder.rglob("*")
                              if path.is_file() and b"idp.example.com" in path.read_bytes()])
        self.assertNotIn("idp.example.com", json.dumps(self.json("audit", "list")))


if __name__ == "__main__":
    unittest.main()
