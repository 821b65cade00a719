"""What administrators rely on in the window: unsaved edits, undo, problems that lead to their field, pasted redirects,
several clients at once, import and export."""
import json
import tempfile
import unittest
from pathlib import Path

from atspi_driver import Desktop
from gatehouse import Window, command_line
from waiting import wait_until


class Habits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.desk = cls.enterClassContext(Desktop())

    def setUp(self):
        self.folder = self.enterContext(tempfile.TemporaryDirectory(prefix="gatehouse-e2e-"))
        self.database = f"{self.folder}/gatehouse.sqlite"
        command_line(self.database, "init", "--sample-data")
        self.window = Window(self.desk, self.database, self.folder)
        self.win = self.window.win
        self.window.choose_client("web-shop")

    def tearDown(self):
        self.window.app.kill()

    def stored(self, client_id):
        return json.loads(command_line(self.database, "client", "show", client_id, "--json"))

    def test_other_row_asks_and_keeps_what_was_typed(self):
        self.window.fill("Title", "Typed")
        table = self.win.table("Client applications")
        table.select_row(table.row_of("price-feed"))
        question = self.window.app.window("Unsaved changes")
        question.button("Keep editing").press()
        self.window.app.gone("Unsaved changes")
        self.assertEqual(self.win.field("Title").text, "Typed")
        self.assertEqual(self.win.field("Client ID").text, "web-shop")
        self.assertEqual(self.stored("web-shop")["title"], "Web shop")

    def test_quit_by_keyboard_asks_and_saves(self):
        self.window.fill("Title", "Typed and saved")
        self.desk.key("ctrl+q")
        self.window.app.window("Unsaved changes").button("Save changes").press()
        self.assertEqual(self.window.app.wait(), 0)
        self.assertEqual(self.stored("web-shop")["title"], "Typed and saved")

    def test_quit_without_changes_does_not_ask(self):
        self.assertEqual(self.window.close(), 0)

    def test_undo_and_save_by_keyboard(self):
        self.window.fill("Title", "Wrong")
        self.desk.key("ctrl+z")
        wait_until(lambda: self.win.field("Title").text != "Wrong", what="the title undone")
        while self.win.button("Save").enabled:
            self.desk.key("ctrl+z")
        self.assertEqual(self.win.field("Title").text, "Web shop")
        self.win.field("Title").type(" 2", clear=False)
        self.desk.key("ctrl+s")
        wait_until(lambda: "2" in self.stored("web-shop")["title"], what="the title saved")

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self):
        self.window.fill("Logo URI", "data:image/png;base64,AAAA")
        self.window.press("Save")
        wait_until(lambda: any("Logo URI" in text and "data:image/png" in text for text in self.window.messages()),
                   what="a message that names field and value")
        self.assertEqual(self.win.field("Logo URI").text, "data:image/png;base64,AAAA")

    def test_problem_leads_to_its_field(self):
        self.window.add_redirects("Allowed login redirects", "http://shop.example.com/cb")
        self.window.tab("Form")
        problems = self.win.table("Problems")
        cell = wait_until(lambda: next((problems.cell(row, 2) for row in range(problems.n_rows())
                                        if "http://shop.example.com/cb" in problems.cell(row, 2).name), None))
        cell.click()
        wait_until(lambda: self.win.tab("Allowed login redirects").selected, what="the tab of the problem")

    def test_pasted_redirects_become_rows(self):
        self.window.tab("Allowed login redirects")
        self.win.field("New redirect").focus_keyboard()
        self.desk.paste("  https://shop.example.com/a\u200b\n\nhttps://shop.example.com/b \nhttps://shop.example.com/a")
        table = self.win.table("Allowed login redirects")
        wait_until(lambda: table.n_rows() == 4, what="two more rows")
        self.window.save()
        self.assertEqual(self.stored("web-shop")["login_redirects"][2:],
                         ["https://shop.example.com/a", "https://shop.example.com/b"])

    def test_long_paste_of_redirects_is_whole_and_undone_by_key(self):
        before = self.stored("web-shop")["login_redirects"]
        pasted = [f"https://shop.example.com/callback/{number}" for number in range(1000)]
        self.assertGreater(len("\n".join(pasted)), 32_767)
        self.window.tab("Allowed login redirects")
        self.win.field("New redirect").focus_keyboard()
        self.desk.paste("\n".join(pasted))
        table = self.win.table("Allowed login redirects")
        wait_until(lambda: table.n_rows() == len(before) + 1000, what="all redirects")
        wait_until(lambda: any("1000 redirects added" in text for text in self.window.messages()), what="the note")
        self.desk.key("ctrl+z")
        wait_until(lambda: table.n_rows() == len(before), what="none of the redirects")
        self.assertFalse(self.window.is_modified())

    def test_removed_redirects_come_back_in_order_by_key_and_menu(self):
        added = [f"https://shop.example.com/{letter}" for letter in "abcd"]
        before = self.stored("web-shop")["login_redirects"] + added
        self.window.tab("Allowed login redirects")
        self.win.field("New redirect").focus_keyboard()
        self.desk.paste("\n".join(added))
        table = self.win.table("Allowed login redirects")
        wait_until(lambda: table.n_rows() == len(before), what="four more redirects")
        for undo in (lambda: self.desk.key("ctrl+z"), lambda: self.window.app.menu("Edit", "Undo change of Allowed login redirects")):
            table.select_row(0)
            self.desk.key("shift+Down")
            self.desk.key("shift+Down")
            self.desk.key("Delete")
            wait_until(lambda: table.n_rows() == len(before) - 3, what="three redirects less")
            self.win.field("New redirect").focus_keyboard()
            undo()
            wait_until(lambda: table.n_rows() == len(before), what="all redirects again")
            self.assertEqual([table.cell(row, 0).name for row in range(len(before))], before)

    def test_kind_switched_there_and_back_keeps_everything(self):
        before = self.stored("web-shop")
        self.win.check_box("Support OpenID Connect").uncheck()
        self.win.combo("Grant type").choose("Client credentials")
        wait_until(lambda: not self.win.check_box("Require consent").checked, what="consent to be off")
        self.win.check_box("Support OpenID Connect").check()
        wait_until(lambda: not self.win.button("Save").enabled, what="nothing left to save")
        self.assertEqual(self.stored("web-shop"), before)

    def test_several_are_disabled_and_one_is_deleted(self):
        table = self.win.table("Client applications")
        table.select_row(0)
        self.desk.key("ctrl+a")
        self.window.app.menu("Client application", "Disable")
        wait_until(lambda: not self.stored("web-shop")["enabled"], what="web-shop disabled")
        self.assertFalse(self.stored("price-feed")["enabled"])
        wait_until(lambda: {table.cell(row, "Enabled").name for row in range(4)} == {"No"}, what="the list to follow")
        table.select_row(table.row_of("price-feed"))
        wait_until(lambda: any(label.text == "1 of 4 selected" for label in self.win.find_all("label")), what="one selected")
        self.window.press("Delete")
        question = self.window.app.window("Delete")
        question.button('Delete client application "price-feed"').press()
        wait_until(lambda: table.n_rows() == 3, what="three clients left")
        command_line(self.database, "client", "show", "price-feed", status=1)

    def test_search_and_filter(self):
        table = self.win.table("Client applications")
        self.win.field("Search client applications").type("PORTAL")
        wait_until(lambda: table.n_rows() == 1 and table.cell(0, 0).name == "staff-portal", what="one match")
        self.win.field("Search client applications").type("")
        wait_until(lambda: table.n_rows() == 4, what="all again")
        self.win.combo("Filter by Grant type").choose("Client credentials")
        wait_until(lambda: table.n_rows() == 1 and table.cell(0, 0).name == "price-feed", what="one machine")

    def test_export_and_import_in_the_window(self):
        exported = Path(self.folder) / "all.json"
        self.window.press("Export")
        dialog = self.window.app.window("Export client applications")
        dialog.radio("All client applications").check()
        dialog.combo("Format").choose(gatehouse_format(dialog))
        dialog.field("File name").type(str(exported))
        dialog.button("Export").press()
        wait_until(lambda: any("exported to" in label.text for label in dialog.find_all("label")),
                   what="the message that it is exported")
        self.desk.key("Escape")
        self.window.app.gone("Export client applications")

        command_line(self.database, "client", "delete", "web-shop", "--yes")
        self.window.press("Import")
        dialog = self.window.app.window("Import client applications")
        dialog.field("File name").type(str(exported))
        button = dialog.button("Import")
        wait_until(lambda: button.enabled, what="Import to be offered")
        dialog.combo("When a client ID exists already").choose("Skip it")
        wait_until(lambda: button.enabled, what="Import to be offered again")
        button.press()
        wait_until(lambda: self.client_exists("web-shop"), what="the imported client")

    def client_exists(self, client_id):
        clients = json.loads(command_line(self.database, "client", "list", "--json"))
        return any(client["client_id"] == client_id for client in clients)


def gatehouse_format(dialog):
    return next(name for name in dialog.combo("Format").options() if "Gatehouse" in name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
