"""Consent as the end user will read it, from nothing: a language, a resource of our own, texts, the preview, its picture; then the
exported configuration runs on a real server and shares exactly what was chosen."""
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import Window, command_line
from provider import Provider
from waiting import wait_until

CALLBACK = "http://127.0.0.1:18080/callback"
TEXT = "Deja que {client} vea su departamento."


class Consent(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-"))
        cls.database = f"{cls.folder}/gatehouse.sqlite"
        command_line(cls.database, "init")
        cls.desk = cls.enterClassContext(Desktop())
        cls.window = Window(cls.desk, cls.database, cls.folder)

    def add_language(self, tag):
        self.window.page("Languages")
        self.window.press("Add")
        self.window.fill("Language tag", tag)
        self.desk.key("Tab")
        wait_until(lambda: self.window.win.field("Native name").text, what="the language's own name to be proposed")
        self.window.save()

    def add_department(self):
        self.window.page("Custom resources")
        self.window.press("Add")
        self.window.fill("Name", "department")
        self.window.fill("Title", "Your department")
        self.window.tab("Claims")
        self.window.press("Add claim")
        claims = self.window.win.table("Claims")
        wait_until(lambda: claims.n_rows() == 1, what="a row for the claim")
        self.desk.type("department")
        self.desk.key("Return")
        wait_until(lambda: claims.cell(0, "Claim").name == "department", what="the claim's name")
        self.choose_department_as_value(claims)
        self.window.save()

    def choose_department_as_value(self, claims):
        """The first key may only open the list of user attributes; the next one chooses in it."""
        claims.cell(0, "Value").click()
        wait_until(lambda: self.desk.type("D") or claims.cell(0, "Value").name == "Department",
                   what="the user attribute")
        self.desk.key("Return")

    def test_from_nothing_to_a_server(self):
        window, win = self.window, self.window.win
        self.add_language("es")
        self.add_department()

        window.add_client("intranet", "Intranet")
        win.check_box("Require consent").check()
        window.save()
        secret = window.add_secret()
        window.add_redirects("Allowed login redirects", CALLBACK)
        self.check("Default resources", "profile")
        self.check("Custom resources", "department")
        before = self.preview("es")
        self.assertIn("Intranet", before)
        self.write_profile_text("es", TEXT)
        after = self.preview("es")
        self.assertIn(TEXT.replace("{client}", "Intranet"), after)
        self.assertNotIn(TEXT.replace("{client}", "Intranet"), before)
        self.save_picture()
        window.enable_and_save()
        self.run_on_a_server(secret)

    def check(self, tab, name):
        self.window.tab(tab)
        table = self.window.win.table(tab)
        table.check_cell(wait_until(lambda: (table.row_of(name),))[0], 0)

    def preview(self, tag):
        self.window.tab("Consent preview")
        language = self.window.win.combo("Language")
        if tag not in language.name:
            language.choose(next(name for name in language.options() if f"({tag}" in name))
        page = wait_until(lambda: self.window.win.find("text", f"Consent page, {tag}"), what=f"the page in {tag}")
        return wait_until(lambda: page.text, what="the text of the page")

    def write_profile_text(self, tag, text):
        self.window.tab("Default resource translation")
        table = self.window.win.table("Default resource translation")
        row = next(row for row in range(table.n_rows()) if f"({tag}" in table.cell(row, 0).name)
        table.cell(row, 1).click()
        self.window.fill("Text", text)

    def save_picture(self):
        picture = Path(self.folder) / "consent.png"
        self.window.tab("Consent preview")
        self.window.press("Save as PNG")
        dialog = self.window.app.window("Save the consent page")
        dialog.field("File name").type(str(picture))
        self.desk.key("Return")
        wait_until(lambda: picture.exists() and picture.read_bytes().startswith(b"\x89PNG"), what="the picture")
        self.assertGreater(picture.stat().st_size, 4000)

    def run_on_a_server(self, secret):
        export = Path(self.folder) / "provider.json"
        command_line(self.database, "export", "--format", "oidc-provider", "--output", str(export))
        with Provider(export, {"intranet": secret}, {"department": "Sales"}) as server:
            tokens = server.client("authorization-code", scope="openid profile department", redirect_uri=CALLBACK,
                                   client_id="intranet", client_secret=secret)
        shared = set(tokens["userinfo"])
        self.assertEqual(tokens["userinfo"].get("department"), "Sales")
        self.assertIn("name", shared)
        self.assertTrue({"email", "phone_number", "address"}.isdisjoint(shared), shared)


if __name__ == "__main__":
    unittest.main(verbosity=2)
