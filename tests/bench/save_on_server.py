"""Saves a changed client application on a PostgreSQL server on this machine, against the same statements sent by libpq
alone: save_on_server.py bench_save. In turn, so that what else the machine does meets both alike; the commits wait for the
disk. Target: at most 1.5 times."""
import argparse
import ctypes
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from postgres import PostgresServer  # noqa: E402

ROUNDS = 7
SAVES = 60  # in a round
DONE = (1, 2)  # PGRES_COMMAND_OK, PGRES_TUPLES_OK


class Libpq:
    """One connection."""

    def __init__(self, url):
        self.library = ctypes.CDLL("libpq.so.5")
        for name in ("PQconnectdb", "PQexec"):
            getattr(self.library, name).restype = ctypes.c_void_p
        self.library.PQresultErrorMessage.restype = ctypes.c_char_p
        self.connection = ctypes.c_void_p(self.library.PQconnectdb(url.encode()))

    def execute(self, statement):
        result = ctypes.c_void_p(self.library.PQexec(self.connection, statement))
        if self.library.PQresultStatus(result) not in DONE:
            raise RuntimeError(self.library.PQresultErrorMessage(result).decode())
        self.library.PQclear(result)

    def close(self):
        self.library.PQfinish(self.connection)


def saves_in(log, database):
    """The statements of each transaction that changes something: a list for each, in the order in which they were sent."""
    sent = re.findall(rf"(?ms)^{database}@LOG:  statement: (.*?)(?=^\S*@(?:LOG|WARNING|ERROR|DETAIL|HINT):|\Z)", log)
    sent = [statement.replace("\n\t", "\n") for statement in sent]
    saves, current = [], None
    for statement in sent:
        if current is None and statement.lstrip().upper().startswith("BEGIN"):
            current = []
        if current is not None:
            current.append(statement.encode())
            if re.search(r"\bCOMMIT\s*$", statement):
                saves.append(current)
                current = None
    return [save for save in saves if any(b"UPDATE client_application" in statement for statement in save)]


def bare(connection, saves):
    took = []
    for save in saves:
        began = time.perf_counter()
        for statement in save:
            connection.execute(statement)
        took.append((time.perf_counter() - began) * 1000)
    return took


def ours(bench, url, times):
    printed = subprocess.run([bench, url, str(times), "0"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [float(line) for line in printed.split()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench")
    options = parser.parse_args()
    server = PostgresServer(durable=True, settings=["log_line_prefix=%d@"])
    try:
        server.start()
        subprocess.run([options.bench, server.make("ours"), "--make", "1"], check=True)
        for copy in ("told", "bare"):
            server.make(copy, template="ours")
        server.sql("ALTER DATABASE told SET log_statement = 'all'")
        for _ in range(ROUNDS):
            ours(options.bench, server.url("told"), SAVES)
        saves = saves_in((server.folder / "log").read_text(encoding="utf-8"), "told")
        assert len(saves) == ROUNDS * SAVES, len(saves)
        connection = Libpq(server.url("bare"))
        ratios, took = [], []
        for first in range(0, len(saves), SAVES):
            floor = statistics.median(bare(connection, saves[first:first + SAVES]))
            took.append(statistics.median(ours(options.bench, server.url("ours"), SAVES)))
            ratios.append(took[-1] / floor)
        connection.close()
        print(f"Saving a changed client application on PostgreSQL: {statistics.median(took):.2f} ms in "
              f"{len(saves[0])} messages, ratio to their statements alone {statistics.median(ratios):.2f}")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
