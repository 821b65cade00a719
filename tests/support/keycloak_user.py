"""A user of a Keycloak realm, who signs in and lets client applications in by the server's own pages."""
import secrets
import urllib.parse

from browser import Browser
from oauth import Refused, challenge


class User:
    """With a browser of its own for each request, so that nobody is signed in yet."""

    def __init__(self, realm, name, password, **more):
        self.realm, self.name, self._password = realm, name, password
        realm.add_user(name, password, **more)

    def code(self, client_id, redirect_uri, scope, **more):
        """The authorization code that the client application gets, or Refused; asked is the page of the consent, if
        there was one."""
        query = {"client_id": client_id, "redirect_uri": redirect_uri, "scope": scope, "response_type": "code",
                 "state": secrets.token_urlsafe(), **more}
        browser = Browser(self.name, self._password)
        sent_to = browser.follow(f"{self.realm.endpoint('auth')}?{urllib.parse.urlencode(query)}", redirect_uri)
        self.asked = next((page.text for page in browser.pages if "accept" in page.names), None)
        answer = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(sent_to).query))
        if "code" not in answer:
            raise Refused("authorization", 302, answer)
        if answer["state"] != query["state"]:
            raise AssertionError(f"sent to {sent_to}")
        return answer["code"]

    def tokens(self, client_id, secret, redirect_uri, scope):
        """Authorization code with PKCE (RFC 7636), to the end."""
        verifier = secrets.token_urlsafe(48)
        code = self.code(client_id, redirect_uri, scope, **challenge(verifier))
        return self.realm.token(client_id, secret, grant_type="authorization_code", code=code, redirect_uri=redirect_uri,
                                code_verifier=verifier)
