"""Runs `openend simulate`: new years from a seed, or a folder again as it is now."""
import csv
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("OPENEND", str(ROOT / "build/release/openend"))


class Failed(Exception):
    """The program ended otherwise than done."""


def openend(*words):
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"openend {' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def simulate(seed, folder, portfolios=1, days=252, *words):
    return openend("simulate", "--seed", seed, "--portfolios", portfolios, "--days", days, "--folder", folder, *words)


def replay(folder, *words):
    return openend("simulate", "--replay", folder, *words)


def write_csv(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
