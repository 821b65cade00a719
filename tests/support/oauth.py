"""What clients and users of any authorization server do."""
import base64
import hashlib
import json
import urllib.request


class Refused(AssertionError):
    """The server refused a request: its status, and what it answered."""

    def __init__(self, what, status, answer):
        super().__init__(f"{what}: {status} {answer}")
        self.status, self.answer = status, answer
        self.error = answer.get("error") if isinstance(answer, dict) else None


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    """Gives a redirect as the answer that it is."""

    def redirect_request(self, *_):
        return None


def challenge(verifier):
    """RFC 7636 4.2."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return {"code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(), "code_challenge_method": "S256"}


def claims(token):
    """What a JSON Web Token says (RFC 7519 3)."""
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
