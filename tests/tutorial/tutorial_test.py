"""Every command of docs/tutorial.md runs as it stands and succeeds, in a folder of its own."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OPENEND", str(ROOT / "build/release/openend"))


def commands():
    text = (ROOT / "docs/tutorial.md").read_text()
    for block in re.findall(r"```\n(.*?)```", text, re.S):
        for line in block.splitlines():
            line = re.sub(r"\s+#.*", "", line).replace("| less", "").strip()
            if line and not line.startswith("alias"):
                yield line


class Tutorial(unittest.TestCase):
    def test_every_command_runs(self):
        with tempfile.TemporaryDirectory() as folder:
            found = list(commands())
            self.assertGreater(len(found), 12, "the tutorial has commands")
            for command in found:
                line = command.replace("/tmp/", folder + "/")
                if line.startswith("openend "):
                    line = PROGRAM + line[len("openend"):]
                done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, f"{command}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    unittest.main()
