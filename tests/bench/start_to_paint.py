#!/usr/bin/python3
"""How long from starting a program until its window shows what it shows at rest, compared with a bare Qt window.

    start_to_paint.py [--runs N] [--picture FILE] [--rows X,Y,WIDTH,HEIGHT] BARE_PROGRAM -- PROGRAM [ARGUMENT]...

Both programs are watched in the same way and from outside: the picture of a display of their own is polled from the
moment they are started until it has not changed for a while. What counts is the time of the first picture that is
the last one but for a blinking text cursor: for the bare window all of it; for the program the part of the display
where its rows are (--rows), and all of it too. Runs of the two alternate; the medians and their ratios are printed.
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
    inherited = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG") if name in os.environ}
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


def watch(display, command, home):
    """The different pictures with their times since the start, until there is a window and nothing changes."""
    empty = display.picture()
    seen = [(0.0, empty)]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=environment(display, home), stdin=subprocess.DEVNULL)
    try:
        while True:
            now = time.perf_counter() - started
            picture = display.picture()
            if process.poll() is not None:
                sys.exit(f"{command[0]} ended with status {process.returncode}")
            if picture != seen[-1][1]:
                seen.append((now, picture))
            elif now - seen[-1][0] > QUIET and display.differing_pixels(picture, empty, LEAST) >= LEAST:
                return seen
            elif now > PATIENCE and len(seen) < 100:
                sys.exit(f"{command[0]} shows no window at rest")
            time.sleep(POLL)
    finally:
        process.terminate()
        process.wait()
        wait_until_gone(display)


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


def main():
    options = parse()
    everything = (0, 0, WIDTH, HEIGHT)
    bare, rows, rest = [], [], []
    with Display() as display, tempfile.TemporaryDirectory() as home:
        for run in range(options.runs + 1):
            window = watch(display, [options.bare], home)
            program = watch(display, options.command, home)
            if run:  # the first run only warms the caches
                bare.append(painted(display, window, everything))
                rows.append(painted(display, program, options.rows))
                rest.append(painted(display, program, everything))
        if options.picture:
            display.save_png(program[-1][1], options.picture)
        demand_text(display, program[-1][1], options.rows)

    floor = statistics.median(bare)
    print(f"start, medians of {options.runs} paired runs: bare window {floor * 1000:.0f} ms")
    for what, times in (("rows painted", rows), ("window at rest", rest)):
        middle = statistics.median(times)
        print(f"  {what:16} {middle * 1000:4.0f} ms, ratio {middle / floor:.2f}")


if __name__ == "__main__":
    main()
