"""The catalogue of errors: every code of the sources is in it, every entry is used, and docs/errors.md is its print."""

import json
import re
import unittest

from cli_test import ROOT, USAGE, Case

CODE = re.compile(r"\bE-[A-Z]+-\d{3}\b")


def codes_of_the_sources():
    found = {}
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix not in (".h", ".cpp") or "test" in path.name or path.name.startswith("error_catalogue"):
            continue
        text = re.sub(r"//[^\n]*", "", path.read_text())
        for code in CODE.findall(text):
            found.setdefault(code, path.name)
    return found


class Errors(Case):
    def catalogue(self):
        return {entry["code"]: entry for entry in json.loads(self.run_it("errors", "--json").stdout)}

    def test_the_catalogue_names_the_codes_of_the_sources_and_no_others(self):
        used, known = codes_of_the_sources(), self.catalogue()
        missing = [f"{code} ({used[code]})" for code in sorted(set(used) - set(known))]
        superfluous = sorted(set(known) - set(used))
        told = f"src/app/errors.toml: missing {', '.join(missing) or 'none'}; superfluous {', '.join(superfluous) or 'none'}"
        self.assertEqual((missing, superfluous), ([], []), told)

    def test_the_page_of_errors_is_what_the_program_prints(self):
        page = (ROOT / "docs" / "errors.md").read_text()
        self.assertEqual(page, self.run_it("errors", "--markdown").stdout, "run  openend errors --markdown > docs/errors.md")

    def test_the_listing_has_a_line_for_each(self):
        lines = self.run_it("errors").stdout.splitlines()
        self.assertEqual([line.split()[0] for line in lines], sorted(self.catalogue()))

    def test_a_code_explains_itself_without_a_store(self):
        told = self.run_it("explain", "E-LOT-014").stdout
        entry = self.catalogue()["E-LOT-014"]
        for part in ("meaning", "cause", "remedy"):
            self.assertIn(entry[part], told)
        self.assertEqual(json.loads(self.run_it("explain", "E-LOT-014", "--json").stdout), entry)
        self.assertIn("E-LOT-999", self.run_it("explain", "E-LOT-999", expect=USAGE).stderr)


if __name__ == "__main__":
    unittest.main()
