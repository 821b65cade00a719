"""A display whose picture is read from memory, so that watching it costs the watched program nothing."""
import mmap
import os
import struct
import subprocess
import tempfile
import zlib

WIDTH, HEIGHT = 1280, 1024
STRIPE = 4096  # bytes that are compared at once


class Display:
    """Xvfb with its frame buffer in a file, for one with-block. The file is an XWD dump that is always up to date."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="gatehouse-bench-")
        reader, writer = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", self.folder.name,
             "-nolisten", "tcp", "-noreset"],
            pass_fds=(writer,), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader) as number:
            self.name = ":" + number.readline().strip()
        with open(os.path.join(self.folder.name, "Xvfb_screen0"), "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">20I", self.memory[:80])
        self.line = header[12]
        self.start = header[0] + header[19] * 12  # the colour map, 12 bytes each, stands between header and picture
        return self

    def picture(self):
        return self.memory[self.start:self.start + self.line * HEIGHT]

    def part(self, picture, area):
        """The pixels of x, y, width, height, four bytes each."""
        x, y, width, height = area
        begins = range(y * self.line + 4 * x, (y + height) * self.line, self.line)
        return b"".join(picture[begin:begin + 4 * width] for begin in begins)

    @staticmethod
    def differing_pixels(one, other, most):
        """How many pixels differ, counted no further than most."""
        count = 0
        for begin in range(0, len(one), STRIPE):
            left, right = one[begin:begin + STRIPE], other[begin:begin + STRIPE]
            if left != right:
                count += sum(left[i:i + 4] != right[i:i + 4] for i in range(0, len(left), 4))
                if count >= most:
                    break
        return count

    def save_png(self, picture, path):
        rows = bytearray()
        for begin in range(0, len(picture), self.line):
            row = picture[begin:begin + 4 * WIDTH]
            rgb = bytearray(3 * WIDTH)
            rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
            rows += b"\0" + rgb

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\n"
                       + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0))
                       + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b""))

    def __exit__(self, *error):
        self.memory.close()
        self.server.terminate()
        self.server.wait()
        self.folder.cleanup()
