#!/usr/bin/python3
"""A PostgreSQL server of its own, in a temporary folder, reached by a socket there, and on loopback where it is given
certificates. As root it runs as nobody,
since PostgreSQL refuses to run as root.

As a program, for CTest: `postgres.py start FILE` leaves the folder's name in FILE, `postgres.py stop FILE` ends it.
"""
import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

from waiting import wait_until

USER = "gatehouse"
PORT = 5432  # of the socket's name alone


def tool(name):
    """The newest that is installed: Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    at = str(found[-1]) if found else shutil.which(name)
    if not at:
        raise FileNotFoundError(f"{name} of PostgreSQL is missing: on Debian the package postgresql has it")
    return at


def as_nobody():
    """What starts a command with, so that a server may run."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"]


def children_of(pid):
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended since
            if int(status.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(status.parent.name))
    return found


def has_ended(pid):
    """Or waits to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


class PostgresServer:
    """Begun with the object or by start(); stop() ends it and removes its folder. With `primary` it is a standby of that
    server, which runs."""

    def __init__(self, folder=None, locale="C", provider="libc", durable=False, settings=(), auth="trust", password=None,
                 primary=None):
        self.folder = Path(folder or tempfile.mkdtemp(prefix="gatehouse-pg-", dir="/tmp"))
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        os.chmod(self.folder, 0o755)
        self.data = self.folder / "data"
        self.settings = list(settings)
        self.port = PORT
        if not durable:
            self.settings += ["fsync=off", "full_page_writes=off"]
        if primary:
            self.run("pg_basebackup", "--pgdata", self.data, "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
                     "--dbname", f"host={primary.folder} port={PORT} user={USER} application_name=standby")
        elif not self.data.exists():
            words = ["--icu-locale=und", f"--locale={locale}"] if provider == "icu" else [f"--locale={locale}"]
            if password is not None:
                (self.folder / "password").write_text(password)
                words.append(f"--pwfile={self.folder / 'password'}")
            self.run("initdb", "--no-sync", "--pgdata", self.data, "--username", USER, f"--auth={auth}",
                     "--encoding=UTF8", f"--locale-provider={provider}", *words)

    def listen(self, port, certificate, key):
        """On loopback, with TLS, once it is started."""
        self.settings += ["listen_addresses=localhost", f"port={port}"]
        self.port = port
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as configuration:
            configuration.write("ssl = on\n")
        for source, name in ((certificate, "server.crt"), (key, "server.key")):
            copy = self.data / name
            shutil.copyfile(source, copy)
            os.chmod(copy, 0o600)
            if os.geteuid() == 0:
                nobody = pwd.getpwnam("nobody")
                os.chown(copy, nobody.pw_uid, nobody.pw_gid)
        return self

    def run(self, name, *arguments):
        done = subprocess.run([*as_nobody(), tool(name), *map(str, arguments)], cwd="/", text=True,
                              env={**os.environ, "HOME": str(self.folder)}, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            raise RuntimeError(f"{name}: {done.stdout}")
        return done.stdout

    def start(self, timeout=60):
        options = ["-c listen_addresses=''", f"-c unix_socket_directories={self.folder}", f"-c port={PORT}",
                   "-c max_connections=200", "-c logging_collector=off", *(f"-c {one}" for one in self.settings)]
        log = self.folder / "log"
        self.run("pg_ctl", "--pgdata", self.data, "--log", log, "--wait", f"--timeout={timeout}",
                 "--options", " ".join(options), "start")
        return self

    def halt(self, how="immediate"):
        """Ends it and keeps its folder: smart, fast or immediate."""
        self.run("pg_ctl", "--pgdata", self.data, "--wait", "--mode", how, "stop")

    def kill(self):
        """kill -9 of all its processes, and waits until they are gone, so that it can be started again."""
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGSTOP)  # so that it starts no other meanwhile
        pids = [postmaster, *children_of(postmaster)]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: all(has_ended(pid) for pid in pids), what="the server to be gone")
        for lock in (self.data / "postmaster.pid", self.folder / f".s.PGSQL.{PORT}.lock"):
            lock.unlink(missing_ok=True)  # a process that waits to be buried counts as one that has them

    def promote(self):
        self.run("pg_ctl", "--pgdata", self.data, "--wait", "promote")

    def wait_for_standby(self):
        """Until what is committed waits for a standby, too: nothing that was acknowledged is lost with this one."""
        self.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.sql("SELECT pg_reload_conf()")
        wait_until(lambda: self.sql("SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"), what="the standby")

    def is_running(self):
        return (self.data / "postmaster.pid").exists()

    def stop(self):
        try:
            if self.is_running():
                self.halt()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database="postgres", user=USER, **parameters):
        """As the option --database takes it."""
        parameters = {"host": str(self.folder), **parameters}
        return f"postgresql://{user}@/{database}?{urllib.parse.urlencode(parameters)}"

    def sql(self, statement, database="postgres", user=USER):
        """The rows that it gives, as psql prints them without layout, columns apart by U+001F."""
        done = subprocess.run([tool("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align",
                               "--field-separator=\x1f",
                               "--set=ON_ERROR_STOP=1", "--host", str(self.folder), "--port", str(self.port),
                               "--username", user,
                               "--dbname", database], input=statement, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.splitlines()

    def make(self, database, template="template0"):
        self.sql(f'CREATE DATABASE "{database}" TEMPLATE "{template}" ENCODING \'UTF8\'')
        return self.url(database)


def main(command, file):
    """Of CTest's fixture. A server that an interrupted run left is ended first."""
    file = Path(file)
    if file.exists():
        folder = Path(file.read_text().strip())
        file.unlink()
        if folder.name.startswith("gatehouse-pg-") and (folder / "data").exists():
            PostgresServer(folder).stop()
    if command == "start":
        server = PostgresServer()
        try:
            server.start()
        except RuntimeError:
            server.stop()
            raise
        file.write_text(f"{server.folder}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
