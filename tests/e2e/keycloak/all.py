"""All tests in this folder, with one server."""
import unittest
from pathlib import Path

unittest.main(module=None, argv=["all.py", "discover", "--start-directory", str(Path(__file__).parent), "--verbose"])
