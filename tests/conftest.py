"""What every test starts from: the same random examples each time, and no person's own settings."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

_PERSONAL = (
    "KINERJA_LANG",
    "KINERJA_USER",
    "KINERJA_CACHE",
    "XDG_CACHE_HOME",
    "KINERJA_RECORDS",
    "KINERJA_DEBUG",
    "NO_COLOR",
    "COLUMNS",
    "LINES",
)


@pytest.fixture(autouse=True)
def _no_personal_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _PERSONAL:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", os.devnull)
