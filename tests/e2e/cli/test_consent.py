import os
import pathlib
import struct
import subprocess
import unittest

from command_line import OUT_OF_REACH, REFUSED, CommandLineTest


class ConsentTest(CommandLineTest):
    """The consent page from the command line, without a display."""

    def setUp(self):
        super().setUp()
        self.init_with_samples()
        self.file = self.folder / "page"

    def bytes_of(self, *arguments):
        self.output("consent", *arguments, "--output", self.file)
        return self.file.read_bytes()

    def test_text_in_each_language(self):
        for tag, words in (("en", "earlier orders"), ("nl", "eerdere bestellingen"), ("de", "früheren Bestellungen"),
                           ("fr", "commandes précédentes"), ("NL-be", "eerdere bestellingen")):
            with self.subTest(tag=tag):
                text = self.output("consent", "web-shop", "--language", tag)
                self.assertIn(words, text)
                self.assertIn("Web shop", text)
                self.assertNotIn("{client}", text)

    def test_custom_resource_is_translated(self):
        self.assertIn("Afdeling", self.output("consent", "web-shop", "--language", "nl"))
        self.assertIn("Abteilung", self.output("consent", "web-shop", "--language", "de"))

    def test_default_language_when_none_is_named(self):
        self.assertEqual(self.output("consent", "web-shop", "--language", "en"), self.output("consent", "web-shop"))

    def test_html_is_a_document_in_light_and_dark(self):
        light = self.output("consent", "web-shop", "--language", "nl", "--format", "html")
        dark = self.output("consent", "web-shop", "--language", "nl", "--format", "html", "--appearance", "dark")
        self.assertIn("<html", light)
        self.assertIn("data:image/png;base64,", light)
        self.assertNotEqual(light, dark)
        self.assertEqual(light.encode(), self.bytes_of("web-shop", "--language", "nl", "--format", "html"))

    def test_pipe_and_device_are_written_to_as_they_are(self):
        os.mkfifo(self.file)
        page = ["web-shop", "--format", "html"]
        reader = subprocess.Popen(["cat", self.file], stdout=subprocess.PIPE)
        self.addCleanup(reader.wait)
        self.addCleanup(reader.kill)
        self.output("consent", *page, "--output", self.file)
        self.assertTrue(self.file.is_fifo())
        self.assertEqual(self.output("consent", *page).encode(), reader.communicate(timeout=60)[0])
        self.run_for(OUT_OF_REACH, "consent", *page, "--output", "/dev/full")
        self.assertTrue(pathlib.Path("/dev/full").is_char_device())

    def test_html_in_a_text_is_text(self):
        self.output("import", self.gatehouse_file({"client_id": "web-shop", "consent_texts":
                                                   {"en": {"profile": "<script>alert(1)</script>"}}}),
                    "--on-conflict", "overwrite")
        html = self.output("consent", "web-shop", "--format", "html")
        self.assertNotIn("<script", html)
        self.assertIn("&lt;script&gt;", html)

    def test_terminal_is_not_steered(self):
        self.output("import", self.gatehouse_file({"client_id": "web-shop", "consent_texts": {"en": {"profile": "{user}"}}}),
                    "--on-conflict", "overwrite")
        text = self.output("consent", "web-shop", "--user", "anna\x1b]0;owned\x07b\u202ec")
        self.assertIn("anna", text)
        for character in "\x1b\x07\u202e":
            self.assertNotIn(character, text)

    def test_right_to_left(self):
        self.output("import", self.gatehouse_file({"client_id": "web-shop", "consent_texts":
                                                   {"ar": {"profile": "يستخدم {client} اسمك"}}}),
                    "--on-conflict", "overwrite")
        text = self.output("consent", "web-shop", "--language", "ar")
        self.assertIn("يستخدم Web shop اسمك", text)
        self.assertNotIn("\ufffd", text)
        self.assertIn('dir="rtl"', self.output("consent", "web-shop", "--language", "ar", "--format", "html"))

    def test_png(self):
        light = self.bytes_of("web-shop", "--language", "nl", "--format", "png")
        self.assertEqual(b"\x89PNG\r\n\x1a\n", light[:8])
        width, height = struct.unpack(">II", light[16:24])
        self.assertGreater(width, 600)
        self.assertGreater(height, 600)
        dark = self.bytes_of("web-shop", "--language", "nl", "--format", "png", "--appearance", "dark")
        self.assertNotEqual(light, dark)
        self.assertNotEqual(light, self.bytes_of("web-shop", "--language", "fr", "--format", "png"))

    def test_pdf(self):
        document = self.bytes_of("web-shop", "--language", "fr", "--format", "pdf")
        self.assertEqual(b"%PDF-", document[:5])
        self.assertIn(b"%%EOF", document[-16:])

    def test_machine_says_why_there_is_none(self):
        for form in ("text", "png"):
            ended = self.run_for(REFUSED, "consent", "price-feed", "--format", form)
            self.assertEqual("", ended.stdout)
            self.assertNotEqual("", ended.stderr)

    def test_what_is_wrong_is_named(self):
        self.assert_says('"nobody"', self.run_for(REFUSED, "consent", "nobody"))
        self.assert_says('"nl_NL"', self.run_for(REFUSED, "consent", "web-shop", "--language", "nl_NL"))

    def test_place_that_cannot_be_written(self):
        ended = self.run_for(OUT_OF_REACH, "consent", "web-shop", "--output", self.folder / "no" / "page.txt")
        self.assert_says("page.txt", ended)


if __name__ == "__main__":
    unittest.main()
