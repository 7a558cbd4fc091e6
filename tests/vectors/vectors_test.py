"""The numbers of rules and publications against the program's functions: our own facts, the project's vectors where
they are at hand, and the contract of the program that plays them."""

import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build" / "release" / "tests" / "vectors"
SHARED = ROOT.parent / "shared" / "rules" / "vectors.csv"
HEADER = "id,topic,inputs_json,expected_json,source,status\n"


def play(path):
    return subprocess.run([PROGRAM, str(path)], capture_output=True, text=True)


class Facts(unittest.TestCase):
    def test_our_own_facts_all_pass(self):
        for path in sorted((ROOT / "tests" / "vectors" / "facts").glob("*.csv")):
            done = play(path)
            told = [line for line in done.stdout.splitlines() if not line.startswith("pass ")]
            self.assertEqual(len(told), 1, "\n".join(told))
            self.assertEqual(done.returncode, 0)
            self.assertRegex(told[0], r"^[1-9]\d* passed, 0 failed, 0 unsupported$")

    @unittest.skipUnless(SHARED.exists(), "the project's vectors are not at hand")
    def test_no_vector_of_the_project_fails(self):
        done = play(SHARED)
        self.assertEqual([line for line in done.stdout.splitlines() if line.startswith("FAIL ")], [])
        self.assertEqual(done.returncode, 0)


class Contract(unittest.TestCase):
    def play_text(self, text):
        with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
            file.write(text)
            file.flush()
            return play(file.name)

    def test_a_line_for_each_expected_key_and_the_counts(self):
        row = '''X,nav,"{""net_assets_thousands"":10,""shares_thousands"":4}","{""nav_per_share"":""%s"",""other"":1,""note"":""n""}",s,derived\n'''
        done = self.play_text(HEADER + row % "2.50" + row % "2.51" + "Y,tax,{},{},s,derived\n")
        self.assertEqual(
            done.stdout.splitlines(),
            [
                "pass X nav nav_per_share 2.50 2.50",
                "unsupported X nav other 1 -",
                "FAIL X nav nav_per_share 2.51 2.50",
                "unsupported X nav other 1 -",
                "1 passed, 1 failed, 2 unsupported",
            ],
        )
        self.assertEqual(done.returncode, 1)

    def test_rounding_is_half_up_to_the_decimals_shown_and_a_tolerance_is_exact(self):
        def one(expected):
            row = f'X,nav,"{{""net_assets_thousands"":1,""shares_thousands"":8}}","{{{expected}}}",s,derived\n'
            return self.play_text(HEADER + row).stdout.split()[0]

        self.assertEqual(one('""nav_per_share"":""0.13""'), "pass")
        self.assertEqual(one('""nav_per_share"":""0.12""'), "FAIL")
        self.assertEqual(one('""nav_per_share"":""12.5%""'), "pass")
        self.assertEqual(one('""nav_per_share"":""0.12"",""tol"":""0.005""'), "pass")
        self.assertEqual(one('""nav_per_share"":""0.12"",""tol"":""0.0049""'), "FAIL")
        self.assertEqual(one('""nav_per_share"":0.13'), "FAIL", "a floating number is none")

    def test_a_refused_input_is_a_failure_that_names_its_code(self):
        done = self.play_text(HEADER + 'X,nav,"{""net_assets_thousands"":1,""shares_thousands"":0}","{""nav_per_share"":1}",s,d\n')
        self.assertIn("FAIL X nav nav_per_share 1 refused:E-SHARE-001", done.stdout)

    def test_wrong_usage_is_2_and_an_unreadable_file_3(self):
        self.assertEqual(subprocess.run([PROGRAM], capture_output=True).returncode, 2)
        self.assertEqual(play("/nowhere/vectors.csv").returncode, 3)
        for text in ("", "a,b\n", HEADER + "one,two\n", HEADER + 'X,nav,"{","{}",s,d\n', HEADER + 'X,nav,"{}'):
            self.assertEqual(self.play_text(text).returncode, 3, text)


if __name__ == "__main__":
    unittest.main()
