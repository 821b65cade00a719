"""Where the databases of black boxes are: files, or with GATEHOUSE_TEST_ENGINE=postgresql on the server that CTest
started. A test names its database by a path in its folder either way."""
import contextlib
import hashlib
import os
import sqlite3
from pathlib import Path

from postgres import PostgresServer

ON_SERVER = os.environ.get("GATEHOUSE_TEST_ENGINE") == "postgresql"
# The same again after a copy; it is empty at first.
TABLES = ("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
          "AND relname <> 'write_turn' ORDER BY 1")


def server():
    return PostgresServer(Path(os.environ["GATEHOUSE_TEST_SERVER"]).read_text().strip())


def name_on_server(database):
    return "box_" + hashlib.sha256(str(database).encode()).hexdigest()[:24]


def url_of(database):
    """As --database takes it, which a URL is already. On the server the database is there from then on, and empty at
    first."""
    if str(database).startswith("postgresql:"):
        return database
    if not ON_SERVER:
        return f"sqlite:{database}"
    name = name_on_server(database)
    if not server().sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        server().make(name)
    return server().url(name)


def execute(database, statement, values=()):
    """As somebody without Gatehouse would; each ? is a value. Gives the rows as texts."""
    if ON_SERVER:
        first, *others = statement.split("?")
        for value, other in zip(values, others, strict=True):
            text = str(value).replace("'", "''")
            first += f"'{text}'{other}"
        statement = first
        return [tuple(row.split("\x1f")) for row in server().sql(statement, name_on_server(database))]
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        return [tuple(map(str, row)) for row in connection.execute(statement, values)]


def dump(database):
    """All that it holds, as lines of SQL."""
    if not ON_SERVER:
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return list(connection.iterdump())
    name = name_on_server(database)
    lines = []
    for table in server().sql(TABLES, name):
        rows = server().sql(f"SELECT replace(t::text, E'\\n', ' ') FROM {table} t ORDER BY 1", name)
        lines += [f"{table} {row}" for row in rows]
    return lines
