"""A user of a Keycloak realm, who signs in and lets client applications in by the server's own pages."""
import html.parser
import http.cookiejar
import secrets
import urllib.error
import urllib.parse
import urllib.request

from oauth import KeepRedirects, Refused, challenge
from waiting import PATIENCE

PAGES = 10  # on the way to a client application
REFUSED_PAGE = 400


class Page(html.parser.HTMLParser):
    """The text of a page, and its form: where it goes to, and what it sends by itself."""

    def __init__(self, content):
        super().__init__()
        self.action, self.fields, self.names = None, {}, set()
        self._text, self._is_script = [], False
        self.feed(content)
        self.text = " ".join(" ".join(self._text).split())

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self._is_script = tag == "script"
        if tag == "form":
            self.action = attributes["action"]
        elif tag in ("input", "button") and attributes.get("name"):
            self.names.add(attributes["name"])
            if attributes.get("type") == "hidden":
                self.fields[attributes["name"]] = attributes.get("value", "")

    def handle_endtag(self, tag):
        self._is_script = False

    def handle_data(self, data):
        if not self._is_script:
            self._text.append(data)


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
        self.asked = None
        sent_to = self._go(f"{self.realm.endpoint('auth')}?{urllib.parse.urlencode(query)}", redirect_uri)
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

    def _go(self, address, redirect_uri):
        """Through all pages, until the server sends the user to the client application."""
        # A browser takes loopback for as safe as https.
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("https", "http"))
        self._opener = urllib.request.build_opener(
            KeepRedirects, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(policy)), urllib.request.ProxyHandler({}))
        sent_to, page = self._open(address)
        for _ in range(PAGES):
            if sent_to and sent_to.startswith(redirect_uri):
                return sent_to
            if sent_to:
                address, form = sent_to, None
            else:
                address, form = urllib.parse.urljoin(address, page.action), self._fill(page)
            sent_to, page = self._open(address, form)
        raise AssertionError(f"no end of pages: {page and page.text}")

    def _fill(self, page):
        if "password" in page.names:
            return {"username": self.name, "password": self._password}
        if "accept" in page.names:
            self.asked = page.text
            return {**page.fields, "accept": "Yes"}
        raise AssertionError(f"an unknown page: {page.text}")

    def _open(self, address, form=None):
        """Where it sends the user, or what it shows."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            with self._opener.open(address, data, timeout=PATIENCE) as answer:
                return None, Page(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                if error.code < REFUSED_PAGE:
                    return urllib.parse.urljoin(address, error.headers["Location"]), None
                raise Refused("page", error.code, Page(error.read().decode()).text) from None
