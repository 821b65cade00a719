"""Each text of the program that counts something has its singular and its plural in the English translation."""
import re
import unittest
import xml.etree.ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LITERAL = r'"((?:[^"\\]|\\.)*)"'


def counted_in_the_program():
    texts = set()
    for folder in ("app", "models", "ui"):
        for source in (*(ROOT / folder).rglob("*.cpp"), *(ROOT / folder).rglob("*.h")):
            for said in re.finditer(rf"\btr\(\s*((?:{LITERAL}\s*)+)", source.read_text(encoding="utf-8")):
                text = "".join(re.findall(LITERAL, said[1])).replace('\\"', '"').replace("\\n", "\n")
                if "%n" in text or "%Ln" in text:
                    texts.add(text)
    return texts


def counted_in_the_translation():
    messages = xml.etree.ElementTree.parse(ROOT / "translations" / "Gatehouse_en.ts").iter("message")
    return {message.find("source").text for message in messages
            if len([form for form in message.iter("numerusform") if form.text]) == 2}


class Plurals(unittest.TestCase):
    def test_each_has_both_forms(self):
        counted = counted_in_the_program()
        self.assertTrue(counted)
        self.assertEqual(sorted(counted - counted_in_the_translation()), [])

    def test_none_is_left_of_texts_that_are_gone(self):
        self.assertEqual(sorted(counted_in_the_translation() - counted_in_the_program()), [])


unittest.main()
