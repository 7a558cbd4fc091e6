"""The runner of stories: what it says of a story that is wrong, and that the manual and the language are one."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))
from story import SENTENCES, Story  # noqa: E402


class Runner(unittest.TestCase):
    def told(self, text, expect=1):
        """What the runner prints of a story, without the story's folder."""
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "tale.day").write_text(text)
            done = subprocess.run([HERE / "run", folder + "/tale.day"], capture_output=True, text=True)
            self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
            return done.stdout.replace(folder + "/", "")

    def test_a_good_story_is_one_line(self):
        told = self.told("Nothing happens.\nstrike 1997-01-06\nthen NAV is 10.00\n", expect=0)
        self.assertRegex(told, r"^ok +tale +Nothing happens\.\n1 ok\n$")

    def test_another_figure_is_told_with_its_line_what_was_found_and_what_was_expected(self):
        told = self.told("Nothing happens.\n\nstrike 1997-01-06\nthen net assets are 1,000,000.01\n")
        self.assertEqual(told.splitlines()[:4], [
            "not ok  tale.day:4: then net assets are 1,000,000.01", "  net assets", "    found     1,000,000.00", "    expected  1,000,000.01"])
        self.assertIn("0 ok, 1 failed", told)

    def test_every_line_that_is_no_sentence_is_told_at_once(self):
        told = self.told("Nonsense.\nstrike soon\nbuy low\nthen all is well\n")
        for row, words in ((2, "strike soon"), (3, "buy low"), (4, "then all is well")):
            self.assertIn(f'tale.day:{row}: "{words}" is no sentence', told)

    def test_what_a_story_may_not_leave_out(self):
        for text, words in (
            ("no title\nthen NAV is 10.00\n", "begins with its title"),
            ("Nothing is expected.\nstrike 1997-01-06\n", "nothing is expected"),
            ("No strike.\nthen NAV is 10.00\n", "nothing was struck yet"),
            ("No day.\nACME is a common_stock in USD\nprice ACME 5\nthen NAV is 10.00\n", "no day is told"),
            ("No security.\non 1997-01-06 price ACME 5\nthen NAV is 10.00\n", "ACME is not told of"),
            ("No side.\nstrike 1997-01-06\nthen cash is 1,000,000.00\n", "say debit or credit"),
            ("No account.\nstrike 1997-01-06\nthen pocket money is 0.00\n", "pocket_money"),
            ("Left over.\nstrike 1997-01-06\nthen NAV is 10.00\non 1997-01-07 enter 1.00 as other income received\n", "never delivered"),
            ("No column.\nstrike 1997-01-06\nthen cash shows main: weight 1\n", "cash has no column weight"),
        ):
            with self.subTest(words):
                self.assertIn(words, self.told(text))

    def test_a_refusal_is_expected_or_the_story_ends(self):
        self.assertIn("tale.day:2: then NAV is 10.00\n  refused: E-DAY-002", self.told("Sunday.\nstrike 1997-01-05\nthen NAV is 10.00\n").replace(":3:", ":2:"))
        self.assertIn("found     nothing refused", self.told("Monday.\nstrike 1997-01-06\nthen it is refused with E-DAY-002\n"))

    def test_what_the_program_can_not_do_yet_waits_and_does_not_pass(self):
        told = self.told('Later.\nneeds the command teleport\nstrike 1997-01-06\nthen NAV is 1.00\n', expect=0)
        self.assertIn("(waiting for openend teleport)", told)
        self.assertIn("1 waiting\n0 ok", told)
        self.assertIn("(waiting for the setting moon_phase)", self.told('Later.\nneeds the setting moon_phase = "full"\nthen NAV is 1.00\n', expect=0))

    def test_show_prints_what_to_type(self):
        done = subprocess.run([HERE / "run", "--show", HERE / "oversell.day"], capture_output=True, text=True)
        for words in ("trades.csv", "$ openend init", "$ openend import folder", "$ openend strike --date 1997-01-08"):
            self.assertIn(words, done.stdout)


class Manual(unittest.TestCase):
    def test_it_lists_every_sentence_and_no_other(self):
        text = (ROOT / "docs/how-to/write-a-story.md").read_text()
        listed = re.findall(r"^\| `(.+?)` \|", text, re.M)
        self.assertEqual(sorted(listed), sorted(manual for manual, _, _ in SENTENCES))

    def test_every_sentence_is_used_in_a_story(self):
        used = {act for path in HERE.glob("*.day") for _, _, act, _ in Story(path).steps()}
        self.assertEqual({manual for manual, _, act in SENTENCES if act not in used}, set())


if __name__ == "__main__":
    unittest.main()
