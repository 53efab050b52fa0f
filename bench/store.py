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
    _write(year / "goals.toml", _goals())
    targets = []
    for n in range(indicators):
        _write(year / "indicators" / f"ik-{n}.toml", _indicator(n))
        targets.append(f"\n[target.ik-{n}]\nvalue = {50 + n % 50}\n")
    _write(year / "agreements" / "1-awal.toml", _AGREEMENT + "".join(targets))
    return folder


def write_offices(folder: Path, units: int, years: int, indicators: int) -> Path:
    """A store of `units` units with `years` years of `indicators` full indicators each, and what
    goes with them; the folder itself.
    """
    _write(folder / "scales" / "status.toml", _SCALE)
    _write(folder / "kinerja.toml", 'schema = 1\nunit = "unit-0"\nyear = 2024\n')
    for number in range(units):
        unit = folder / f"unit-{number}"
        text = f'schema = 1\nid = "unit-{number}"\nname = "Unit Uji {number}"\n'
        _write(unit / "unit.toml", text + ('parent = "unit-0"\n' if number else ""))
        for year in range(2025 - years, 2025):
            inner = unit / str(year)
            _write(inner / "year.toml", "schema = 1\n")
            _write(inner / "goals.toml", _goals())
            targets = ""
            for n in range(indicators):
                _write(inner / "indicators" / f"ik-{n}.toml", _full_indicator(n, year))
                targets += f"\n[target.ik-{n}]\nvalue = {50 + n % 50}\n"
            agreement = _AGREEMENT.replace("2024", str(year)) + targets
            _write(inner / "agreements" / "1-awal.toml", agreement)
    return folder


def _goals() -> str:
    return "schema = 1\n" + "".join(
        f'\n[goal.ss-{n}]\ncode = "SS {n}"\nname = "Sasaran nomor {n}"\n' for n in range(_GOALS)
    )


def _full_indicator(n: int, year: int) -> str:
    """One with quarters, components, history and text: some 1,800 bytes, like a real one."""
    quarters = "".join(
        f"\n[q{quarter}]\ntarget = {quarter * 10}\nvalue = {quarter * 9}.{n % 10}0\n"
        for quarter in (1, 2, 3)
    )
    components = "".join(
        f"\n[component.dimensi-{part}]\nvalue = {part + 10}.{n % 100:02}\n\n"
        f'name = "Dimensi nomor {part}"\nmax = 25\n'
        for part in range(4)
    )
    history = "".join(
        f"\n[history.{before}]\ntarget = {before - 1950}\n\nvalue = {50 + n % 40}.{before % 10}0\n"
        f'state = "final"\ndocument = "Laporan Kinerja {before}, Bab III"\n'
        for before in range(year - 8, year - 5)
    )
    return _indicator(n).replace("\n[analysis]\n", quarters + components + history + _TEXT)


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


_TEXT = """
[composite]
method = "mean"
tolerance = 100

[absent]
mid_term = "Laporan tidak memuat target Renstra untuk indikator ini."
standard = "Laporan tidak memuat angka pembanding nasional."

[action.latih]
text = "Melatih petugas pencatat dan memeriksa kembali angka setiap bulan"
status = "open"
person = "Kepala Bagian"

[analysis]
programme = \"\"\"
Capaian naik karena perbaikan tata kelola dan pendampingan unit kerja sepanjang
tahun berjalan, terutama pada triwulan ketiga.
\"\"\"

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
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    print(write_store(Path(sys.argv[1]), int(sys.argv[2])))
