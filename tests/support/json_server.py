"""What the servers that tests talk to have in common: requests with JSON or a form, and answers in JSON."""
import json
import urllib.error
import urllib.parse
import urllib.request

from waiting import PATIENCE


class JsonServer:
    """Has an address, an opener and _check_running(), which fails with what the server said when it is gone."""

    def request(self, method, path, body=None, form=None, headers=None):
        """Sends JSON or a form, and returns status, headers and what came back."""
        data, kind = (json.dumps(body), "application/json") if form is None else \
            (urllib.parse.urlencode(form), "application/x-www-form-urlencoded")
        content = None if body is None and form is None else data.encode()
        request = urllib.request.Request(f"{self.address}{path}", content, {"Content-Type": kind, **(headers or {})},
                                         method=method)
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.headers, self._content(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, self._content(error)
        except OSError:
            self._check_running(f"{method} {path}")
            raise

    @staticmethod
    def _content(answer):
        text = answer.read().decode()
        return json.loads(text) if text.startswith(("{", "[")) else text
