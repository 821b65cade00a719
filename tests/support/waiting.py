"""Polling with a deadline, and labels as a person reads them."""
import os
import re
import time

# Seconds. What happens is noticed at once; these say when it is given up, on a machine that has other things to do, too.
DEFAULT_TIMEOUT = float(os.environ.get("ATSPI_TIMEOUT", "30"))
PATIENCE = 4 * DEFAULT_TIMEOUT  # for what takes long: keys of certificates, hashes of passwords, a whole command
STEP = 0.03


class NotFound(AssertionError):
    pass


class AppExited(AssertionError):
    pass


def norm(label):
    """A label as a person reads it: no mnemonic '&', trailing ':' '*' or ellipsis, case kept."""
    label = re.sub(r"&(?=\S)", "", label or "")
    return re.sub(r"[\s:*]+$", "", re.sub(r"(\.\.\.|…)$", "", label.strip()))


def matches(label, wanted):
    """wanted is a text, compared as norm() reads it, or a compiled pattern."""
    return bool(wanted.search(label)) if hasattr(wanted, "search") else norm(wanted) == norm(label)


def wait_until(condition, timeout=None, what="condition"):
    """Polls condition() until it is truthy and returns its value; it may raise while the window is changing."""
    end = time.monotonic() + (DEFAULT_TIMEOUT if timeout is None else timeout)
    while True:
        last = None
        try:
            value = condition()
            if value:
                return value
        except AppExited:
            raise
        except Exception as error:  # objects that are gone and D-Bus time-outs pass by themselves
            last = error
        if time.monotonic() > end:
            raise NotFound(f"timeout waiting for {what}" + (f" ({last})" if last else ""))
        time.sleep(STEP)
