"""What a test of the connection in the window says of certificates, with a server that has one for localhost."""
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import Window, command_line
from tls_server import server_with_tls, without_tls
from waiting import PATIENCE, wait_until


class OpeningTls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-")))
        cls.server = server_with_tls(cls.folder, cls.addClassCleanup)
        cls.desk = cls.enterClassContext(Desktop())

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
        without_tls(self.server)
        self.try_out(dialog, "localhost", "verify-full", "ours.pem", "does not speak TLS")
        self.assertEqual(["0"], self.server.sql("SELECT count(*) FROM pg_class WHERE relname = 'schema_version'", "empty"))

    def try_out(self, dialog, host, mode, root, said):
        url = f"postgresql://gatehouse@{host}:{self.server.port}/empty?sslmode={mode}&sslrootcert={self.folder}/{root}"
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
