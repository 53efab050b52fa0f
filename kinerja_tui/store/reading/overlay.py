"""A tree as it would be: files that count as there, with their folders, or as gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

Instead = Mapping[str, bytes | None]
"""The bytes of a file in place of those on the disk, None where it counts as gone, by its path."""

AS_IT_STANDS: Final[Instead] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Changed:
    """What is otherwise in one folder: its files by name, None where one is gone, and folders."""

    files: dict[str, bytes | None] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)


def overlay(instead: Instead) -> dict[tuple[str, ...], Changed]:
    """What `instead` changes, by folder.

    A file that counts as there brings the folders above it; one that counts as gone leaves its
    folder empty.
    """
    found: dict[tuple[str, ...], Changed] = {}
    for file, data in instead.items():
        *folders, name = file.split("/")
        if any(part.startswith(".") for part in (*folders, name)):
            continue
        found.setdefault(tuple(folders), Changed()).files[name] = data
        if data is not None:
            for depth, folder in enumerate(folders):
                found.setdefault(tuple(folders[:depth]), Changed()).folders.add(folder)
    return found
