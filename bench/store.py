"""A store of many indicators, for measuring."""

from __future__ import annotations

import sys
from pathlib import Path

_GOALS = 10
_SCALE = """schema = 1
id = "status"
name = "Status"

[grade.achieved]
at_least = 100
name = "Tercapai"
colour = "green"

[grade.near]
at_least = 80
name = "Mendekati"
colour = "yellow"

[grade.missed]
name = "Tidak tercapai"
colour = "red"
"""


def write_store(folder: Path, indicators: int) -> Path:
    """A store with one unit, one year, ten goals and `indicators` indicators; the folder itself."""
    year = folder / "unit" / "2024"
    for name in ("indicators", "agreements", "activities"):
        (year / name).mkdir(parents=True)
    (folder / "scales").mkdir()
    _write(folder / "scales" / "status.toml", _SCALE)
    _write(folder / "kinerja.toml", 'schema = 1\nunit = "unit"\nyear = 2024\n')
    _write(folder / "unit" / "unit.toml", 'schema = 1\nid = "unit"\nname = "Unit Uji"\n')
    _write(year / "year.toml", "schema = 1\n")
    goals = "".join(
        f'\n[goal.ss-{n}]\ncode = "SS {n}"\nname = "Sasaran nomor {n}"\n' for n in range(_GOALS)
    )
    _write(year / "goals.toml", f"schema = 1\n{goals}")
    targets = []
    for n in range(indicators):
        _write(year / "indicators" / f"ik-{n}.toml", _indicator(n))
        targets.append(f"\n[target.ik-{n}]\nvalue = {50 + n % 50}\n")
    _write(year / "agreements" / "1-awal.toml", _AGREEMENT + "".join(targets))
    return folder


def _indicator(n: int) -> str:
    return f"""schema = 1
id = "ik-{n}"
code = "IK {n}"
goal = "ss-{n % _GOALS}"
name = "Indikator contoh nomor {n} dengan nama yang cukup panjang untuk dipotong"
measured_in = "indeks"
polarity = "maximize"

definition = "Banyaknya hal yang dihitung untuk indikator nomor {n}."

source = "Laporan bulanan"

[realisation]
value = {40 + n % 60}.{n % 10}{n % 7}
state = "final"

[analysis]
cause = ""

obstacle = ""

solution = ""
"""


_AGREEMENT = """schema = 1
id = "1-awal"
date = 2024-01-02

[first]
name = "Pihak Satu"
position = "Kepala Unit"

[second]
name = "Pihak Dua"
position = "Atasan"
"""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    print(write_store(Path(sys.argv[1]), int(sys.argv[2])))
