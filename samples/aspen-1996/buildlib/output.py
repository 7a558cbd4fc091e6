"""Writing the delivery: a temporary folder beside the target, renamed when it is complete."""

import csv
import os
import shutil
import tempfile
from pathlib import Path

from .faults import Faults

COLUMNS = {
    "securities.csv": "security name kind currency country market rate_pct maturity issued "
                      "redemption_amount day_count coupons_per_year description status",
    "classification.csv": "portfolio security from line asset_class industry name country non_income "
                          "segregated rule_144a repo",
    "opening-holdings.csv": "portfolio date security lot acquired quantity cost cost_basis status",
    "opening-balances.csv": "portfolio date account amount basis",
    "opening-forwards.csv": "portfolio date contract side currency units settlement_date amount status",
    "opening-shares.csv": "portfolio class date shares basis",
    "prices.csv": "date security price currency source status",
    "forward-rates.csv": "date currency settlement_date rate source status",
    "remarks.csv": "portfolio date security subject printed printed_gives used used_gives text",
    "printed.csv": "portfolio date figure key key2 value unit place",
}


def write_folder(target, files, columns_of=COLUMNS):
    """Write every file of the delivery, or nothing. Only a folder of such files is replaced."""
    target = Path(os.path.abspath(target))
    _check_target(target, columns_of)
    target.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        new = work / "new"
        new.mkdir()
        for file, columns in columns_of.items():
            _write(new / file, columns.split(), files[file])
        if target.exists():
            target.rename(work / "old")
        new.rename(target)
    finally:
        if not target.exists() and (work / "old").exists():
            (work / "old").rename(target)
        shutil.rmtree(work)


def _write(path, columns, rows):
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _check_target(target, columns_of):
    faults = Faults()
    if target.exists() and not target.is_dir():
        faults.add(str(target), None, None, "a file", "a folder to write", "give another OUTDIR")
    elif target.exists():
        foreign = sorted(f.name for f in target.iterdir() if f.name not in columns_of)
        if foreign:
            faults.add(str(target), None, None, f"files not made here: {', '.join(foreign)}",
                       "an empty folder or an earlier output", "give another OUTDIR")
    faults.stop_if_any()
