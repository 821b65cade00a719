"""A PostgreSQL server that has a certificate for localhost."""
import socket
import subprocess

from postgres import PostgresServer
from waiting import wait_until


def server_with_tls(folder, clean_up):
    """With its certificate as ours.pem in the folder, and that of nobody as other.pem; made is the database "empty"."""
    for name in ("ours", "other"):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out",
                        f"{name}.pem", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
                       cwd=folder, capture_output=True, check=True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    server = PostgresServer().listen(port, folder / "ours.pem", folder / "ours.key")
    clean_up(server.stop)
    server.start()
    server.make("empty")
    return server


def without_tls(server):
    server.sql("ALTER SYSTEM SET ssl = off")
    server.sql("SELECT pg_reload_conf()")
    wait_until(lambda: server.sql("SHOW ssl") == ["off"], what="a server without TLS")
