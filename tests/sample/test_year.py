"""The year 1996 from its statements: the kept files can be made again, and what is wrong in the tables is told."""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import FILINGS, ROOT, SAMPLE, read

TABLES = ("operations_1996.csv", "changes_net_assets_1996_1995.csv", "highlights_1993_1996.csv", "reclass_1996.csv")


@unittest.skipUnless(FILINGS.is_dir(), "the tables of the print are not here")
class Year(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.source, self.out = self.folder / "csv", self.folder / "out"
        self.source.mkdir()
        for table in TABLES:
            shutil.copy(FILINGS / table, self.source / table)

    def build(self):
        return subprocess.run([str(SAMPLE / "build-year"), str(self.source), str(self.out)], cwd=ROOT, capture_output=True, text=True)

    def test_the_kept_files_are_what_build_year_makes(self):
        done = self.build()
        self.assertEqual(done.returncode, 0, done.stderr)
        for path in sorted((SAMPLE / "year").iterdir()):
            self.assertEqual(path.read_text(), (self.out / path.name).read_text(), path.name)

    def test_no_computed_figure_is_put_in(self):
        put_in = {row["line"] for row in read(SAMPLE / "year/period-totals.csv")}
        self.assertFalse({line for line in put_in if line.startswith(("total_i", "total_e", "total_d", "net_", "nav", "nii", "gains", "gross"))})

    def test_a_broken_table_is_refused_whole(self):
        table = self.source / "operations_1996.csv"
        table.write_text(table.read_text().replace("growth,1996,interest,Investment Income: Interest,2408", "growth,1996,interest,Investment Income: Interest,2.4O8", 1))
        done = self.build()
        self.assertEqual((done.returncode, self.out.exists()), (1, False))
        self.assertIn("operations_1996.csv, row 2, column value", done.stderr)

    def test_a_missing_component_is_named(self):
        table = self.source / "changes_net_assets_1996_1995.csv"
        table.write_text("".join(line for line in table.read_text().splitlines(True) if not line.startswith("growth,1995,capital,")))
        done = self.build()
        self.assertEqual(done.returncode, 1)
        self.assertIn("no line capital of growth for 1995", done.stderr)


if __name__ == "__main__":
    unittest.main()
