#!/usr/bin/python3
"""How long exporting and importing many client applications takes in each format, compared with the sqlite3 shell.

    import_ratio.py [--clients N] [--formats A,B,...] [--secrets-in-clear] GATEHOUSE

Everything is run as a user would, and watched from outside: wall time, processor time and peak memory as the system
counts them. A third of the client applications is machine to machine, a third authorization code with an API, a third
OpenID Connect with two login redirects, a logout redirect, two API scopes and consent texts in two languages.
The peers do the least that somebody without Gatehouse would, in the same run, before each import:
  CSV          a row per client application, its lists as text, by .import into one table with a key and an index;
  nested JSON  by json_each in one transaction into the tables of an empty database of Gatehouse: client applications,
               redirects, API scopes and default resources, without the rest, which not every format carries.
Ratios are to the median of the peer, by wall and by processor time. Signing in is part of every run of Gatehouse and
measured alone, too: with few client applications it is most of it. Memory starts at what this program itself takes.
With --secrets-in-clear each export opens and each import seals a secret per client application; else a format that
cannot hold a hash brings them in disabled. GATEHOUSE_USER and GATEHOUSE_PASSWORD sign in.
"""
import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import many_clients

FORMATS = ("gatehouse", "rfc7591", "oidc-provider", "keycloak", "identityserver", "skoruba", "hydra", "glewlwyd")
MIB = 1024 * 1024


class Failed(Exception):
    """A measurement of something that did not do its work would be worth nothing."""


class Cost(NamedTuple):
    wall: float       # seconds
    processor: float  # seconds
    peak: float       # MiB


class Run(NamedTuple):
    cost: Cost
    status: int
    data: Path
    notes: str


class FormatCost(NamedTuple):
    name: str
    size: float       # MiB
    exported: Cost
    imported: Cost
    enabled: int
    refusals: str


class Bench:
    """A folder with databases and files, and the programs that are measured in it."""

    def __init__(self, program, folder, count, in_clear):
        self.program, self.folder, self.count, self.in_clear = program, folder, count, in_clear
        self.empty, self.source = folder / "empty.sqlite", folder / "source.sqlite"
        self.flat, self.nested = folder / "flat.csv", folder / "nested.json"
        inherited = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "GATEHOUSE_USER",
                                                         "GATEHOUSE_PASSWORD") if name in os.environ}
        self.environment = {**inherited, "LC_ALL": "C.UTF-8", "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder),
                            "XDG_CONFIG_HOME": f"{folder}/config", "XDG_DATA_HOME": f"{folder}/data"}

    def run(self, command, script=""):
        """Output goes to files, because reading it along would take processor time from what is measured."""
        data, notes, typed = (self.folder / name for name in ("stdout", "stderr", "stdin"))
        typed.write_text(script)
        with open(data, "wb") as out, open(notes, "wb") as errors, open(typed, "rb") as keyboard:
            started = time.perf_counter()
            process = subprocess.Popen(command, env=self.environment, stdin=keyboard, stdout=out, stderr=errors)
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        cost = Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
        return Run(cost, process.returncode, data, end_of(notes))

    def gatehouse(self, database, *arguments, allowed=(0,)):
        run = self.run([self.program, "--database", f"sqlite:{database}", *arguments])
        if run.status not in allowed:
            raise Failed(f"{arguments[0]} ended with status {run.status}: {run.notes}")
        return run

    def sqlite(self, database, script):
        run = self.run(["sqlite3", "-batch", "-bail", database], script)
        if run.status or run.notes:
            raise Failed(f"sqlite3 ended with status {run.status}: {run.notes}")
        return run

    def numbers(self, database, *expressions):
        run = self.sqlite(database, f"SELECT {', '.join(expressions)};\n")
        return [int(number) for number in run.data.read_text().split("|")]

    def rows(self, database, *tables):
        return self.numbers(database, *(f"(SELECT count(*) FROM {table})" for table in tables))

    def new_database(self, name):
        """Knows the user and the API scopes that the client applications name, and has a signing certificate: the first
        import would make one, which takes a time that nobody can tell beforehand."""
        database = self.folder / name
        for file in self.folder.glob(f"{name}*"):
            file.unlink()
        shutil.copy(self.empty, database)
        return database

    def prepare(self):
        head, clients = self.folder / "head.json", self.folder / "clients.json"
        many_clients.write_json(head, many_clients.HEAD, ())
        for arguments in (["init"], ["licence", "--unlimited"], ["import", head], ["certificate", "create"]):
            self.gatehouse(self.empty, *arguments)
        many_clients.write_flat(self.flat, self.count)
        many_clients.write_nested(self.nested, self.count)
        many_clients.write_json(clients, many_clients.HEAD, many_clients.client_applications(self.count, self.in_clear))
        self.new_database(self.source.name)
        if refusals := refusals_of(self.gatehouse(self.source, "import", clients, allowed=(0, 1)), self.count):
            raise Failed(refusals)

    def sign_in(self):
        return self.gatehouse(self.empty, "licence").cost

    def import_flat(self):
        database = self.folder / "flat.sqlite"
        database.unlink(missing_ok=True)
        cost = self.sqlite(database, many_clients.flat_script(self.flat)).cost
        demand("rows of CSV", self.rows(database, "client"), [self.count])
        return cost

    def import_nested(self):
        database, tables = self.new_database("nested.sqlite"), many_clients.NESTED_TABLES
        cost = self.sqlite(database, many_clients.nested_script(self.nested)).cost
        demand("rows of nested JSON", self.rows(database, *tables), self.rows(self.source, *tables))
        return cost

    def measure(self, name):
        file, target = self.folder / f"{name}.json", self.new_database("target.sqlite")
        in_clear = ["--include-secrets", "--yes"] if self.in_clear else []
        exported = self.gatehouse(self.source, "export", "--format", name, "--output", file, *in_clear).cost
        run = self.gatehouse(target, "import", file, "--format", name, "--on-conflict", "skip", "--identity",
                             many_clients.SERVICE_ACCOUNT, allowed=(0, 1))
        refusals, size = refusals_of(run, self.count), file.stat().st_size / MIB
        file.unlink()
        enabled, = self.numbers(target, "(SELECT count(*) FROM client_application WHERE enabled)")
        return FormatCost(name, size, exported, run.cost, enabled, refusals)


def end_of(path, most=2000):
    with open(path, "rb") as file:
        file.seek(max(0, path.stat().st_size - most))
        return file.read().decode(errors="replace").strip()


def demand(what, found, expected):
    if found != expected:
        raise Failed(f"{what}: {found} instead of {expected}")


def refusals_of(run, count):
    """Empty if all were added; else how many were refused, and why the first one was."""
    told = re.search(r"(\d+) added, \d+ changed, \d+ unchanged, \d+ skipped, (\d+) refused", run.notes)
    added, refused = map(int, told.groups()) if told else (0, 0)
    if added == count:
        return ""
    if not refused or added + refused != count:
        raise Failed(f"{added} of {count} client applications were added: {run.notes}")
    return f"{refused} of {count} refused, the first of them:\n{first_refused(run.data)}"


def first_refused(path):
    lines = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if lines and not line.startswith(" "):
                break
            if lines or line.startswith("Refused"):
                lines.append(line)
    return "".join(lines).rstrip()


def median(costs):
    return Cost(*(statistics.median(numbers) for numbers in zip(*costs)))


def cells(cost):
    return f"{cost.wall:9.2f}{cost.processor:8.2f}{cost.peak:7.0f}"


def ratios(cost, peer):
    return f"{cost.wall / peer.wall:11.2f}{cost.processor / peer.processor:7.2f}"


def show(measured, sign_in, flat, nested):
    blank = " " * 24
    print(f"{'':16}{'file':>8}{'export':>9}{'':15}{'import':>9}{'':15}{'to CSV':>11}{'':7}{'to nested JSON':>18}")
    times = f"{'s':>9}{'cpu s':>8}{'MiB':>7}"
    print(f"{'':16}{'MiB':>8}{times}{times}{'s':>11}{'cpu':>7}{'s':>11}{'cpu':>7}{'enabled':>9}")
    for one in measured:
        print(f"{one.name:16}{one.size:8.1f}{cells(one.exported)}{cells(one.imported)}{ratios(one.imported, flat)}"
              f"{ratios(one.imported, nested)}{one.enabled:9}")
    for name, cost in (("CSV by sqlite3", flat), ("JSON by sqlite3", nested), ("signing in", sign_in)):
        print(f"{name:16}{'':8}{blank}{cells(cost)}")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=100000)
    parser.add_argument("--formats", type=lambda text: text.split(","), default=FORMATS)
    parser.add_argument("--secrets-in-clear", action="store_true")
    parser.add_argument("gatehouse", type=os.path.abspath)
    return parser.parse_args()


def main():
    options = parse()
    measured, sign_in, flat, nested, faults = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.gatehouse, Path(folder), options.clients, options.secrets_in_clear)
        try:
            bench.prepare()
            for name in options.formats:
                sign_in.append(bench.sign_in())
                flat.append(bench.import_flat())
                nested.append(bench.import_nested())
                try:
                    measured.append(bench.measure(name))
                except Failed as failed:
                    faults.append(f"{name}: {failed}")
        except Failed as failed:
            sys.exit(str(failed))

    print(f"{options.clients} client applications, secrets {'in clear' if options.secrets_in_clear else 'as hashes'}")
    show(measured, median(sign_in), median(flat), median(nested))
    for one in measured:
        if one.refusals:
            print(f"{one.name}: {one.refusals}")
    sys.exit("\n".join(faults) or None)


if __name__ == "__main__":
    main()
