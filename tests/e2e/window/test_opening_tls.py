"""What a test of the connection in the window says of certificates, with a server that has one for localhost."""
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import Window, command_line
from postgres import PostgresServer
from waiting import PATIENCE, wait_until


class OpeningTls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        for name in ("ours", "other"):
            cls.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem",
                        "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            cls.port = taken.getsockname()[1]
        cls.server = PostgresServer().listen(cls.port, cls.folder / "ours.pem", cls.folder / "ours.key")
        cls.addClassCleanup(cls.server.stop)
        cls.server.start()
        cls.server.make("empty")
        cls.desk = cls.enterClassContext(Desktop())

    @classmethod
    def openssl(cls, *arguments):
        subprocess.run(["openssl", *arguments], cwd=cls.folder, capture_output=True, check=True)

    def test_what_is_wrong_with_the_certificate_is_told(self):
        database = self.folder / "gatehouse.sqlite"
        command_line(database, "init")
        window = Window(self.desk, database, self.folder, signs_in=False)
        self.addCleanup(window.app.kill)
        window.app.menu("File", "Open database")
        dialog = window.app.window("Open database", PATIENCE)
        dialog.radio("Server (PostgreSQL)").toggle()
        for host, mode, root, said in (("127.0.0.1", "verify-full", "ours.pem", 'for another name than "127.0.0.1"'),
                                       ("localhost", "verify-full", "other.pem", "not from the authority"),
                                       ("localhost", "verify-ca", "none.pem", "there is no root certificate"),
                                       ("localhost", "verify-full", "ours.pem", "the database is empty"),
                                       ("127.0.0.1", "verify-ca", "ours.pem", "the database is empty")):
            self.try_out(dialog, host, mode, root, said)
        self.server.sql("ALTER SYSTEM SET ssl = off")
        self.server.sql("SELECT pg_reload_conf()")
        wait_until(lambda: self.server.sql("SHOW ssl") == ["off"], what="a server without TLS")
        self.try_out(dialog, "localhost", "verify-full", "ours.pem", "does not speak TLS")
        self.assertEqual(["0"], self.server.sql("SELECT count(*) FROM pg_class WHERE relname = 'schema_version'", "empty"))

    def try_out(self, dialog, host, mode, root, said):
        url = f"postgresql://gatehouse@{host}:{self.port}/empty?sslmode={mode}&sslrootcert={self.folder}/{root}"
        with self.subTest(said=said):
            address = dialog.field("URL")
            address.set_text("")
            address.paste(url)
            wait_until(lambda: address.text == url, what="the URL")
            wait_until(lambda: dialog.field("Root certificate").text.endswith(root), what="the fields to follow")
            dialog.button("Test connection").press()
            wait_until(lambda: any(said in label.text for label in dialog.find_all("label")), PATIENCE,
                       f"{said!r} among {[label.text for label in dialog.find_all('label')]}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
