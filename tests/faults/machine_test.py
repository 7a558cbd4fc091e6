"""The machine fails under the real program: it is killed, its disk is full, its folder may not be written to, another
openend writes at the same moment. Every time the program says what to do and exits with 4, what was acknowledged is kept,
and the work done again ends where it would have ended.
"""

import os
import pathlib
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "cli"))
from cli_test import DELIVERY, DONE, FAULT, PROGRAM, TRUST, write  # noqa: E402

KNOWN = ["--known", "2026-01-02T03:04:05Z"]
NOBODY = "65534"


def run(*words, **more):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=300, **more)


class Machine(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="openend-machine-"))
        self.folder.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.trust = write(self.folder / "trust", TRUST)
        self.delivery = write(self.folder / "delivery", DELIVERY)

    def ok(self, *words):
        done = run(*words)
        self.assertEqual(done.returncode, DONE, f"{words}\n{done.stdout}\n{done.stderr}")
        return done

    def fault(self, done, *parts):
        """Exit 4, one line that begins with `fault:` and says these parts."""
        self.assertEqual(done.returncode, FAULT, done.stdout + done.stderr)
        self.assertTrue(done.stderr.startswith("fault: "), done.stderr)
        for part in parts:
            self.assertIn(part, done.stderr)

    def digest(self, store):
        """The head of the chain, of a store that verifies."""
        return next(line for line in self.ok("verify", "--store", store).stdout.splitlines() if line.startswith("digest"))

    def desk(self, name="desk.db"):
        store = self.folder / name
        self.ok("init", self.trust, "--store", store, *KNOWN)
        return store


class Killed(Machine):
    """kill -9, at moments spread over an import and over a strike of some weeks."""

    MOMENTS = 12

    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp(prefix="openend-killed-"))
        cls.addClassCleanup(shutil.rmtree, cls.work, ignore_errors=True)
        complex_, trust = cls.work / "complex", cls.work / "trust"
        subprocess.run([str(ROOT / "benchmarks" / "workload" / "generate"), "3,60,100,60000,40", str(complex_)], check=True, capture_output=True)
        run("bench", "complex", complex_, "--write-trust", trust)
        for name in ("securities.csv", "import.toml"):
            shutil.copy(trust / name, complex_ / name)
        cls.input, cls.terms = complex_, trust / "trust"

    def test_an_import_or_a_strike_killed_at_any_moment(self):
        before = self.folder / "before.db"
        self.ok("init", self.terms, "--store", before, *KNOWN)
        last = (self.input / "trades.csv").read_text().splitlines()[-1].split(",")[1]
        for work in (["import", "folder", self.input], ["strike", "--date", last]):
            after = self.folder / "after.db"
            shutil.copy(before, after)
            begin = time.monotonic()
            self.ok(*work, "--store", after, *KNOWN)
            lasted = time.monotonic() - begin
            allowed = {self.digest(before), self.digest(after)}
            killed = 0
            for moment in range(self.MOMENTS):
                store = self.folder / "killed.db"
                for left in self.folder.glob("killed.db*"):
                    left.unlink()
                shutil.copy(before, store)
                running = subprocess.Popen([PROGRAM, *map(str, work), "--store", str(store), *KNOWN], stdout=subprocess.DEVNULL)
                time.sleep(lasted * (moment + 0.5) / self.MOMENTS)
                running.send_signal(signal.SIGKILL)
                killed += running.wait() == -signal.SIGKILL
                with self.subTest(work=work[0], moment=moment):
                    found = self.digest(store)
                    if work[0] == "import":
                        self.assertIn(found, allowed, "whole or not at all")
                    self.ok(*work, "--store", store, *KNOWN)
                    self.assertEqual(self.digest(store), self.digest(after))
                    self.assertEqual([p.name for p in self.folder.glob("killed.db*")], ["killed.db"])
            self.assertGreater(killed, self.MOMENTS // 3, "some were killed in the middle")
            shutil.copy(after, before)


class FullDisk(Machine):
    def test_a_disk_without_room(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True, text=True)
        if mounted.returncode != 0:
            self.skipTest("NOT TESTED HERE: a small disk can not be mounted: " + mounted.stderr.strip())
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)])
        store, clean = disk / "desk.db", self.desk("clean.db")
        self.ok("init", self.trust, "--store", store, *KNOWN)
        before = self.digest(store)
        many = "".join(f"{i},1997-01-06,1997-01-09,alpha,ACME,B,10,50,-500.00\n" for i in range(2, 20000))
        write(self.delivery, {"trades.csv": DELIVERY["trades.csv"] + many})
        self.fault(run("import", "folder", self.delivery, "--store", store, *KNOWN), "disk is full", "run the command again")
        self.assertEqual(self.digest(store), before)
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        for work in (["import", "folder", self.delivery], ["strike", "--date", "1997-01-09"]):
            for one in (store, clean):
                self.ok(*work, "--store", one, *KNOWN)
        self.assertEqual(self.digest(store), self.digest(clean))

    def test_a_file_that_may_not_grow(self):
        def limited(size):
            return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        clean = self.desk("clean.db")
        store = self.desk()
        for work in (["import", "folder", self.delivery], ["strike", "--date", "1997-01-09"]):
            for one in (clean,):
                self.ok(*work, "--store", one, *KNOWN)
            before = self.digest(store)
            done = run(*work, "--store", store, *KNOWN, preexec_fn=limited(4096))
            self.fault(done, "may not grow", "run the command again")
            self.assertEqual(self.digest(store), before)
            self.ok(*work, "--store", store, *KNOWN)
        self.assertEqual(self.digest(store), self.digest(clean))


class ReadOnly(Machine):
    """Permissions do not stop root: then the program runs as nobody."""

    def as_reader(self, *words):
        if os.geteuid() != 0:
            return run(*words)
        if shutil.which("setpriv") is None:
            self.skipTest("NOT TESTED HERE: root is stopped by no permission, and there is no setpriv")
        user = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        program = shutil.copy(PROGRAM, self.folder / "openend")
        os.chmod(program, 0o755)
        return subprocess.run([*user, str(program), *map(str, words)], capture_output=True, text=True, timeout=120)

    def test_a_folder_that_may_not_be_written_to(self):
        closed = self.folder / "closed"
        closed.mkdir()
        store = closed / "desk.db"
        self.ok("init", self.trust, "--store", store, *KNOWN)
        self.ok("import", "folder", self.delivery, "--store", store, *KNOWN)
        before = self.digest(store)
        for mode, sentence in ((0o444, "neither file nor folder"), (0o666, "the file, but not the folder")):
            store.chmod(mode)
            closed.chmod(0o555)
            for words in (["import", "folder", self.delivery], ["strike", "--date", "1997-01-07"], ["init", self.trust]):
                with self.subTest(sentence, words=words):
                    self.fault(self.as_reader(*words, "--store", store), str(store), "may write to both")
            self.fault(self.as_reader("init", self.trust, "--store", closed / "new.db"), "may write to both")
            self.assertFalse((closed / "new.db").exists())
            closed.chmod(0o755)
        self.assertEqual(stat.S_IMODE(store.stat().st_mode), 0o666)
        self.assertEqual(self.digest(store), before)


class TwoWriters(Machine):
    def test_a_store_in_which_another_is_writing(self):
        store = self.desk()
        before = self.digest(store)
        other = sqlite3.connect(store)
        other.execute("begin immediate")
        self.fault(run("import", "folder", self.delivery, "--store", store), "Another openend is writing", "run the command again")
        other.rollback()
        other.close()
        self.assertEqual(self.digest(store), before)
        self.ok("import", "folder", self.delivery, "--store", store)

    def test_the_same_delivery_from_two_at_once_is_recorded_once(self):
        many = "".join(f"{i},1997-01-06,1997-01-09,alpha,ACME,B,10,50,-500.00\n" for i in range(2, 8000))
        write(self.delivery, {"trades.csv": DELIVERY["trades.csv"] + many})
        clean = self.desk("clean.db")
        self.ok("import", "folder", self.delivery, "--store", clean, *KNOWN)
        for attempt in range(6):
            store = self.desk(f"two-{attempt}.db")
            words = [PROGRAM, "import", "folder", self.delivery, "--store", str(store), *KNOWN]
            both = [subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for _ in range(2)]
            ends = []
            for one in both:
                said = one.communicate()[1]
                ends.append(one.returncode)
                self.assertIn(one.returncode, (DONE, FAULT), said)
                if one.returncode == FAULT:
                    self.assertIn("run the same command again", said)
            self.assertIn(DONE, ends)
            self.assertEqual(self.digest(store), self.digest(clean))


if __name__ == "__main__":
    unittest.main()
