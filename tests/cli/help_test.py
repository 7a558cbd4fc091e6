"""What the program says of itself: help, the man page, the list in the manual and the completions, all from one list."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from cli_test import DONE, FAULT, PROGRAM, REFUSED, ROOT, USAGE, Case

COMMANDS = [entry["command"] for entry in json.loads(subprocess.run([PROGRAM, "help", "--json"], capture_output=True, text=True).stdout)["commands"]]


class Help(Case):
    def test_it_lists_every_command_with_its_purpose(self):
        told = self.run_it("--help").stdout
        self.assertEqual(told, self.run_it("help").stdout)
        for name in COMMANDS:
            self.assertRegex(told, rf"(?m)^  {name} +[A-Z].+")

    def test_each_command_teaches(self):
        for entry in json.loads(self.run_it("help", "--json").stdout)["commands"]:
            with self.subTest(entry["command"]):
                told = self.run_it(*entry["command"].split(), "--help").stdout
                for part in ("Usage: openend " + entry["command"], "Example: openend " + entry["command"], "Exit codes: 0 done, 1 ", "Read on: docs/"):
                    self.assertIn(part, told)
                self.assertTrue(all(len(line) <= 120 for line in told.splitlines()), told)
                for option in entry["options"]:
                    self.assertIn("\n  " + option["name"], told)
                    self.assertTrue(option["help"], option)
                self.assertEqual(told, self.run_it("help", entry["command"]).stdout)

    def test_every_page_to_read_on_is_there(self):
        for entry in json.loads(self.run_it("help", "--json").stdout)["commands"]:
            self.assertTrue((ROOT / (entry["read_on"] or "docs/reference/commands.md")).is_file(), entry)

    def test_every_command_takes_json(self):
        for entry in json.loads(self.run_it("help", "--json").stdout)["commands"]:
            self.assertIn("--json", [option["name"] for option in entry["options"]], entry["command"])

    def test_a_command_ended_early_answers_in_json_too(self):
        usage = self.run_it("strike", "--json", "--store", self.store, expect=USAGE)
        self.assertIn("--date", json.loads(usage.stdout)["usage"])
        self.assertIn("usage: ", usage.stderr)
        fault = self.run_it("verify", "--json", "--store", self.store, expect=FAULT)
        self.assertIn("no such file", json.loads(fault.stdout)["fault"])
        self.init()
        refused = json.loads(self.run_it("strike", "--date", "1997-01-05", "--json", "--store", self.store, expect=REFUSED).stdout)
        self.assertEqual([list(r) for r in refused["refused"]], [
            ["code", "message", "file", "row", "column", "excerpt", "found", "expected", "remedy", "portfolio"]])


class Made(Case):
    """The files that tools/manual makes."""

    def test_they_are_up_to_date(self):
        for shape, file in (("man", "docs/man/openend.1"), ("bash", "completions/openend.bash"), ("zsh", "completions/_openend")):
            self.assertEqual(self.run_it("help", "--shape", shape).stdout, (ROOT / file).read_text(), f"{file}: run tools/manual")
        page = (ROOT / "docs/reference/commands.md").read_text()
        self.assertEqual(page.split("## The commands\n\n")[1], self.run_it("help", "--shape", "markdown").stdout, "run tools/manual")

    def test_the_page_s_exit_codes_are_the_program_s(self):
        page = (ROOT / "docs/reference/commands.md").read_text()
        for code, means in json.loads(self.run_it("help", "--json").stdout)["exit_codes"].items():
            self.assertIn(f"| {code} | {means}", page)

    def test_the_man_page_can_be_set(self):
        if shutil.which("groff") is None:
            self.skipTest("groff is not here")
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", ROOT / "docs/man/openend.1"], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        plain = re.sub(r".\x08|\x1b\[\d+m", "", done.stdout)  # bold is struck twice
        for part in ("EXIT STATUS", "openend strike --date DATE", 'nav-move --reason "the index fell too"'):
            self.assertIn(part, plain)

    def completed(self, *words):
        """What bash offers for the last of the words."""
        script = f"source {ROOT}/completions/openend.bash; COMP_WORDS=(openend {' '.join(repr(w) for w in words)}); COMP_CWORD={len(words)}; " \
                 "_openend; printf '%s\\n' \"${COMPREPLY[@]}\""
        return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True, cwd=self.folder).stdout.split()

    def test_bash_completes_commands_options_and_values(self):
        subprocess.run(["bash", "-n", ROOT / "completions/openend.bash"], check=True)
        self.assertEqual(self.completed("str"), ["strike"])
        self.assertEqual(set(self.completed("")), {name.split()[0] for name in COMMANDS} | {"--help", "--version"})
        self.assertEqual(self.completed("strike", "--est"), ["--estimate"])
        self.assertEqual(self.completed("report", "trial"), ["trial-balance"])
        self.assertEqual(self.completed("import", "exch"), ["exchange-rates"])
        self.assertEqual(self.completed("report", "holdings", "--format", ""), ["text", "csv", "json", "html"])
        self.assertEqual(self.completed("bench", ""), ["complex"])
        self.assertEqual(self.completed("bench", "complex", "--th"), ["--threads"])
        self.assertEqual(self.completed("init", "tr"), ["trust"])

    def test_zsh_reads_its_completion(self):
        if shutil.which("zsh") is None:
            self.skipTest("zsh is not here")
        subprocess.run(["zsh", "-n", ROOT / "completions/_openend"], check=True)

    def test_they_are_installed_with_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["cmake", "--install", pathlib.Path(PROGRAM).parent, "--prefix", folder], check=True, capture_output=True)
            for file in ("bin/openend", "share/man/man1/openend.1", "share/bash-completion/completions/openend", "share/zsh/site-functions/_openend"):
                self.assertTrue((pathlib.Path(folder) / file).is_file(), file)


if __name__ == "__main__":
    unittest.main()
