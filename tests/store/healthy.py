"""A small store without a fault, and where a broken file of each kind is put into it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

FILES: Final[Mapping[str, str]] = {
    "kinerja.toml": 'schema = 1\nunit = "biro"\n',
    "laws.toml": 'schema = 1\n\n[law.sakip]\nnumber = "Perpres 29/2014"\nname = "SAKIP"\n',
    "scales/skala.toml": (
        'schema = 1\nid = "skala"\nname = "Skala"\n\n[grade.a]\nat_least = 80\nname = "A"\n\n'
        '[grade.b]\nname = "B"\n'
    ),
    "induk/unit.toml": 'schema = 1\nid = "induk"\nname = "Unit Induk"\n',
    "biro/unit.toml": (
        'schema = 1\nid = "biro"\nname = "Biro Sehat"\nparent = "induk"\n\n'
        '[holder.kepala]\nname = "Kepala"\nposition = "Kepala Biro"\n'
    ),
    "biro/plan-2020-2024.toml": (
        'schema = 1\nid = "plan-2020-2024"\nname = "Renstra"\nstart = 2020\nend = 2024\n'
    ),
    "biro/2022/year.toml": 'schema = 1\nplan = "plan-2020-2024"\n',
    "biro/2022/goals.toml": 'schema = 1\n\n[goal.layanan]\ncode = "SS 1"\nname = "Layanan"\n',
    "biro/2022/indicators/sehat.toml": (
        'schema = 1\nid = "sehat"\ncode = "IK 1"\ngoal = "layanan"\nname = "Indikator sehat"\n'
        'measured_in = "indeks"\npolarity = "maximize"\n\n'
        '[realisation]\nvalue = 61.30\nstate = "final"\n'
    ),
    "biro/2022/agreements/1-awal.toml": (
        'schema = 1\nid = "1-awal"\ndate = 2022-01-03\n\n[first]\nname = "Suratna"\n'
        'position = "Kepala Biro"\n\n[second]\nname = "Harry"\nposition = "Sekretaris Jenderal"\n\n'
        "[target.sehat]\nvalue = 61\n\n[budget.kegiatan]\namount = 100\n"
    ),
    "biro/2022/activities/kegiatan.toml": (
        'schema = 1\nid = "kegiatan"\nname = "Kegiatan"\nceiling = 100\n'
    ),
}

PLACES: Final[Mapping[str, str]] = {
    "settings": "kinerja.toml",
    "laws": "laws.toml",
    "scale": "scales/skala.toml",
    "unit": "biro/unit.toml",
    "plan": "biro/plan-2020-2024.toml",
    "year": "biro/2022/year.toml",
    "goals": "biro/2022/goals.toml",
    "indicator": "biro/2022/indicators/broken.toml",
    "agreement": "biro/2022/agreements/2-revisi.toml",
    "activity": "biro/2022/activities/kegiatan.toml",
    "recommendation": "biro/2022/recommendations/broken.toml",
    "published": "biro/2022/published/broken.toml",
    "accepted": "biro/2022/accepted/broken.toml",
}


def build(root: Path) -> Path:
    """The store in a new folder `root`."""
    for file, text in FILES.items():
        put(root, file, text)
    return root


def put(root: Path, file: str, content: str | bytes) -> Path:
    """Write one file of the store, whatever was there."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
