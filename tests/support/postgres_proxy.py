"""Stands between Gatehouse and a server of PostgreSQL, at a socket of its own, and cuts connections.

    with PostgresProxy(server) as proxy:
        proxy.cut(b"COMMIT", after=True)   # it is done there, and its answer never comes
        ...
"""
import os
import selectors
import shutil
import socket
import tempfile
import threading
from pathlib import Path

from postgres import PORT


class PostgresProxy:
    def __init__(self, server):
        self._target = str(server.folder / f".s.PGSQL.{PORT}")
        self._lock = threading.Lock()
        self._marker, self._behind, self._after, self._closes = None, b"", False, False
        self._next = None
        self.cuts = 0
        self.turns = 0  # how often the client spoke after the server

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="gatehouse-proxy-", dir="/tmp"))
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self.folder / f".s.PGSQL.{PORT}"))
        self._listener.listen()
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(self, *error):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join()
        shutil.rmtree(self.folder, ignore_errors=True)

    def cut(self, marker, after, behind=b"", closes=False):
        """Once, where the client says that, `behind` what it said before: before the server hears it, or after it was
        done there. `closes`: and nobody gets through any more."""
        with self._lock:
            self._marker, self._after, self._behind, self._closes = marker, after, behind, closes

    def cut_then(self, marker):
        """Once more after that, where the client says this, before the server hears it."""
        with self._lock:
            self._next = marker

    def open(self):
        with self._lock:
            self._closes = False

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                is_closed = self._closes and self._marker is None
            if is_closed:
                client.close()
                continue
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _takes_cut(self, data):
        with self._lock:
            if self._marker is None or self._behind not in data:
                return None
            data = data[data.index(self._behind):]
            self._behind = b""
            if self._marker not in data:
                return None
            how = "after" if self._after else "before"
            self._marker, self._next, self._after = self._next, None, False
            self.cuts += 1
            return how

    def _serve(self, client):
        server = socket.socket(socket.AF_UNIX)
        with client, server, selectors.DefaultSelector() as waiting:
            server.connect(self._target)
            waiting.register(client, selectors.EVENT_READ, server)
            waiting.register(server, selectors.EVENT_READ, client)
            server_spoke, cut = True, None
            while True:
                for key, _ in waiting.select():
                    try:
                        data = key.fileobj.recv(1 << 16)
                    except OSError:
                        return
                    if not data or (cut and key.fileobj is server):
                        return
                    if key.fileobj is client:
                        self.turns += server_spoke
                        cut = self._takes_cut(data)
                        if cut == "before":
                            return
                    server_spoke = key.fileobj is server
                    try:
                        key.data.sendall(data)
                    except OSError:
                        return


def through(url, server, proxy):
    """The URL of a database of the server, by way of the proxy."""
    return url.replace(quote(server.folder), quote(proxy.folder))


def quote(folder):
    return str(folder).replace(os.sep, "%2F")
