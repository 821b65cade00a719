"""A person's browser, as far as the pages of authorization servers need one: cookies, redirects, one form a page."""
import html.parser
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

from oauth import KeepRedirects, Refused
from waiting import PATIENCE

PAGES = 20  # on the way
REFUSED_PAGE = 400
YES = {"accept": "Yes", "logout": "yes", "confirmLogout": "Logout"}


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


class Browser:
    """With cookies of its own, for one who signs in with these and says yes to everything."""

    def __init__(self, name, password):
        self._typed = {"username": name, "login": name, "password": password, **YES}
        # A browser takes loopback for as safe as https.
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("https", "http"))
        self._opener = urllib.request.build_opener(
            KeepRedirects, urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar(policy)), urllib.request.ProxyHandler({}))
        self.pages = []

    def follow(self, address, goal):
        """Where it ends, which begins with the goal; Refused where a page has nothing to go on with."""
        form = None
        for _ in range(PAGES):
            if address.startswith(goal):
                return address
            sent_to, page = self._open(address, form)
            if sent_to:
                address, form = sent_to, None
                continue
            self.pages.append(page)
            if page.action is None:
                raise Refused("page", None, page.text)
            address, form = urllib.parse.urljoin(address, page.action), self._fill(page)
        raise AssertionError(f"no end of pages: {[page.text for page in self.pages]}")

    def get(self, address):
        """The text of a page."""
        return self._open(address, None)[1].text

    def _fill(self, page):
        return {**page.fields, **{name: text for name, text in self._typed.items() if name in page.names}}

    def _open(self, address, form):
        """Where it sends the person, or what it shows."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            with self._opener.open(address, data, timeout=PATIENCE) as answer:
                return None, Page(answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                if error.code < REFUSED_PAGE:
                    return urllib.parse.urljoin(address, error.headers["Location"]), None
                raise Refused("page", error.code, Page(error.read().decode()).text) from None
