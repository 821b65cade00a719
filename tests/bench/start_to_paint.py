#!/usr/bin/python3
"""How long from starting a program until its window shows what it shows at rest, compared with a bare Qt window.

    start_to_paint.py [--runs N] [--picture FILE] [--rows X,Y,WIDTH,HEIGHT] BARE_PROGRAM -- PROGRAM [ARGUMENT]...

Both programs are watched in the same way and from outside: the picture of a display of their own is polled from the
moment they are started until it has not changed for a while. What counts is the time of the first picture that is
the last one but for a blinking text cursor: for the bare window and for the program's sign-in page all of it; after the
password was entered the part of the display where the rows are (--rows). The floor of that is signing in on the command
line. Runs alternate; the medians and their ratios are printed. GATEHOUSE_USER and GATEHOUSE_PASSWORD sign in.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter

from framebuffer import HEIGHT, WIDTH, Display

QUIET = 0.8       # seconds without a change: longer than a text cursor's blink
PATIENCE = 20.0   # seconds until a program without a window is given up
POLL = 0.002
CURSOR = 150      # pixels that a blinking text cursor changes, at the most
LEAST = 20000     # pixels that a window changes, at the least
TEXT = 2000       # pixels of text that rows have, at the least


def environment(display, home):
    inherited = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "GATEHOUSE_USER",
                                                           "GATEHOUSE_PASSWORD") if name in os.environ}
    return {**inherited, "DISPLAY": display.name, "QT_QPA_PLATFORM": "xcb", "HOME": home, "XDG_RUNTIME_DIR": home,
            "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data", "XDG_CACHE_HOME": home + "/cache"}


def wait_until_gone(display):
    """Until the server has painted the background where the window was."""
    since, picture = time.perf_counter(), display.picture()
    while time.perf_counter() - since < QUIET / 2:
        now = display.picture()
        if now != picture:
            since, picture = time.perf_counter(), now
        time.sleep(POLL)


def wait_for_rest(display, process, before, seen, started):
    """Adds the different pictures with their times since the start, until there is another one than before, at rest."""
    while True:
        now = time.perf_counter() - started
        picture = display.picture()
        if process.poll() is not None:
            sys.exit(f"the program ended with status {process.returncode}")
        if picture != seen[-1][1]:
            seen.append((now, picture))
        elif now - seen[-1][0] > QUIET and display.differing_pixels(picture, before, LEAST) >= LEAST:
            return seen
        elif now > PATIENCE and len(seen) < 100:
            sys.exit("the program shows nothing at rest")
        time.sleep(POLL)


def watch(display, command, home, password=None):
    """What is seen from the start on; with a password also what is seen from the moment it is entered."""
    empty = display.picture()
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment(display, home), stdin=subprocess.DEVNULL)
    try:
        start = wait_for_rest(display, process, empty, [(0.0, empty)], started)
        if password is None:
            return start, None
        return start, watch_sign_in(display, process, home, password)
    finally:
        process.terminate()
        process.wait()
        wait_until_gone(display)


def watch_sign_in(display, process, home, password):
    keyboard = ["xdotool", "search", "--onlyvisible", "--pid", str(process.pid), "windowfocus", "type", "--delay", "20"]
    before = display.picture()
    subprocess.run([*keyboard, password], env=environment(display, home), check=True)
    while display.picture() == before:
        time.sleep(POLL)
    typed = display.picture()
    press = subprocess.Popen(["xdotool", "key", "Return"], env=environment(display, home))
    seen = wait_for_rest(display, process, typed, [(0.0, typed)], time.perf_counter())
    press.wait()
    return seen


def time_command(command, home, display):
    started = time.perf_counter()
    subprocess.run(command, env=environment(display, home), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def painted(display, seen, part):
    """When that part of the display was first as it is at rest."""
    last = display.part(seen[-1][1], part)
    first = seen[-1][0]
    for when, picture in reversed(seen):
        if display.differing_pixels(display.part(picture, part), last, CURSOR) >= CURSOR:
            break
        first = when
    return first


def demand_text(display, picture, part):
    """The part must hold text, or the measurement would be of an empty place."""
    pixels = display.part(picture, part)
    colours = Counter(pixels[i:i + 4] for i in range(0, len(pixels), 4))
    background = sum(count for _, count in colours.most_common(3))
    if len(pixels) // 4 - background < TEXT:
        sys.exit(f"there are no rows at {part}: look at the picture (--picture)")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--picture", help="where to save what the program shows at rest")
    parser.add_argument("--rows", default=(0, 0, WIDTH, HEIGHT), help="where on the display the program shows its rows",
                        type=lambda text: tuple(int(number) for number in text.split(",")))
    parser.add_argument("bare")
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


def report(what, times, floor):
    middle = statistics.median(times)
    print(f"  {what:32} {middle * 1000:4.0f} ms, ratio {middle / floor:.2f}")


def main():
    options = parse()
    everything = (0, 0, WIDTH, HEIGHT)
    bare, sign_in, command, rows = [], [], [], []
    with Display() as display, tempfile.TemporaryDirectory() as home:
        for run in range(options.runs + 1):
            window, _ = watch(display, [options.bare], home)
            at_command = time_command([*options.command, "licence"], home, display)
            start, entered = watch(display, options.command, home, os.environ["GATEHOUSE_PASSWORD"])
            if run:  # the first run only warms the caches
                bare.append(painted(display, window, everything))
                command.append(at_command)
                sign_in.append(painted(display, start, everything))
                rows.append(painted(display, entered, options.rows))
        if options.picture:
            display.save_png(entered[-1][1], options.picture)
        demand_text(display, entered[-1][1], options.rows)

    floor, floor_signed_in = statistics.median(bare), statistics.median(command)
    print(f"start, medians of {options.runs} paired runs: bare window {floor * 1000:.0f} ms, "
          f"signing in on the command line {floor_signed_in * 1000:.0f} ms")
    report("sign-in page painted", sign_in, floor)
    report("password entered to painted rows", rows, floor_signed_in)
    report("both", [one + other for one, other in zip(sign_in, rows)], floor + floor_signed_in)


if __name__ == "__main__":
    main()
