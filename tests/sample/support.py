"""What the tests of the sample share: paths, running `build`, changing cells, reading outputs."""

import csv
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "aspen-1996"
BUILD = SAMPLE / "build"
SMALL = Path(__file__).resolve().parent / "small"
FILINGS = ROOT.parent / "shared" / "data" / "filings"  # there on some machines only
sys.path.insert(0, str(SAMPLE))


def read(path):
    with open(path, encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class BuildCase(unittest.TestCase):
    """Each test works on its own copy of the small figures."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.source, self.out = self.folder / "csv", self.folder / "out"
        shutil.copytree(SMALL, self.source)

    def build(self, source=None, out=None):
        return subprocess.run([str(BUILD), str(source or self.source), str(out or self.out)], cwd=ROOT,
                              capture_output=True, text=True)

    def built(self, source=None):
        """The files of a delivery that must succeed, as rows by file name."""
        result = self.build(source)
        self.assertEqual(result.returncode, 0, result.stderr)
        return {path.name: read(path) for path in self.out.iterdir()}

    def refused(self, *words):
        """A refusal that says all these words, exits with 1 and leaves nothing behind."""
        result = self.build()
        self.assertEqual(result.returncode, 1, result.stdout + result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)
        self.assertFalse(self.out.exists())
        self.assertEqual([p.name for p in self.folder.iterdir()], ["csv"])
        return result.stderr

    def change(self, file, where, **cells):
        """Set cells of the rows whose cells are as in `where`; at least one must be found."""
        rows = read(self.source / file)
        found = [r for r in rows if all(r[k] == v for k, v in where.items())]
        self.assertTrue(found, f"no row {where} in {file}")
        for row in found:
            row.update(cells)
        self.write(file, rows)

    def write(self, file, rows):
        with open(self.source / file, "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
