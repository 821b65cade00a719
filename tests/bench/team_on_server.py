"""How many saves of client applications a PostgreSQL server on this machine takes from so many writers at once, each with
one of its own: team_on_server.py bench_save. Commits wait for the disk."""
import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "support"))

from postgres import PostgresServer  # noqa: E402

WRITERS = (1, 2, 4, 8, 16)
SAVES = 400  # of all of them


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench")
    options = parser.parse_args()
    server = PostgresServer(durable=True)
    try:
        server.start()
        url = server.make("team")
        subprocess.run([options.bench, url, "--make", str(max(WRITERS))], check=True)
        for writers in WRITERS:
            began = time.monotonic()
            running = [subprocess.Popen([options.bench, url, str(SAVES // writers), str(number)], stdout=subprocess.PIPE,
                                        text=True) for number in range(writers)]
            took = [float(line) for one in running for line in one.communicate()[0].split()]
            passed = time.monotonic() - began
            assert all(one.returncode == 0 for one in running)
            print(f"{writers:3} writers: {len(took) / passed:6.0f} saves a second, median {statistics.median(took):6.1f} ms, "
                  f"longest {max(took):6.1f} ms")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
