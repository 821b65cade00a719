"""Stands between Gatehouse and a server, and is gone in the middle of something, as if the server had been killed.

    with BreakingProxy(server.address) as proxy:
        proxy.break_at("POST", "/clients", 100)  # the hundredth is done there, and its answer never comes
        ...
        proxy.mend()
"""
import http.client
import http.server
import threading
import urllib.parse

from waiting import PATIENCE

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"}


class BreakingProxy:
    def __init__(self, target):
        self._target = urllib.parse.urlsplit(target)
        self._lock = threading.Lock()
        self._left, self.is_broken = None, False

    def __enter__(self):
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def pass_on(self):
                proxy.answer(self)

            do_GET = do_POST = do_PUT = do_DELETE = pass_on

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def break_at(self, method, path_end, number):
        with self._lock:
            self._wanted, self._left = (method, path_end), number

    def mend(self):
        with self._lock:
            self._left, self.is_broken = None, False

    def _breaks(self, method, path):
        with self._lock:
            if self._left is not None and method == self._wanted[0] and path.split("?")[0].endswith(self._wanted[1]):
                self._left -= 1
                self.is_broken = self.is_broken or self._left == 0
            return self.is_broken

    def answer(self, request):
        if self.is_broken:
            request.close_connection = True
            return
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        breaks = self._breaks(request.command, request.path)
        server = http.client.HTTPConnection(self._target.hostname, self._target.port, timeout=PATIENCE)
        try:
            server.request(request.command, request.path, body, dict(request.headers))
            answer = server.getresponse()
            content = answer.read()
            if breaks:
                request.close_connection = True
                return
            request.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in HOP_BY_HOP:
                    request.send_header(name, value)
            if answer.status != http.HTTPStatus.NO_CONTENT:
                request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)
        finally:
            server.close()
