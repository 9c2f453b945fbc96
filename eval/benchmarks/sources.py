"""Owns public data sets: which file is meant, where a user gets it, which half and which sample of it are read."""

import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from corpus.errors import DataError

Half = Literal["all", "first", "second"]
Part = Literal["all", "a", "b"]
"""Halves of a set whose items say themselves in which they are."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Source:
    """A data set that is not ours: what its file is called, and where the full set is."""

    name: str
    files: tuple[str, ...]
    """Patterns, for a folder."""
    where: str

    def find(self, given: Path | None) -> Path:
        """The file that is meant by a file or its folder. Raises DataError."""
        if given is None:
            raise DataError(f"--data is missing; get {self.name} from {self.where} and give its file with --data")
        if given.is_dir():
            found = sorted(path for pattern in self.files for path in given.glob(pattern) if path.is_file())
            if not found:
                raise self.fault(given, 0, f"no {' or '.join(self.files)} in this folder")
            return found[0]
        if not given.is_file():
            raise self.fault(given, 0, "no such file or folder")
        return given

    def text(self, path: Path) -> str:
        """The file as text. Raises DataError."""
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as fault:
            raise self.fault(path, 0, f"byte {fault.start} is not UTF-8") from None

    def fault(self, path: Path, line: int, what: str) -> DataError:
        """A fault of the data, with its place and where the whole set is."""
        place = f"{path}:{line}" if line else str(path)
        return DataError(f"{place}: {what}; get {self.name} from {self.where} and give its file with --data")


def in_half(key: str, half: Half) -> bool:
    """The split by key: even CRC-32 of the key is the first half, odd the second."""
    return half == "all" or (zlib.crc32(key.encode()) % 2 == 1) == (half == "second")


def pick(items: Sequence[Item], key: Callable[[Item], str], half: Half, limit: int | None, seed: int) -> list[Item]:
    """The items of a half, or a sample of them, in the order of the file."""
    return sample([item for item in items if in_half(key(item), half)], limit, seed)


def sample(items: Sequence[Item], limit: int | None, seed: int) -> list[Item]:
    """At most `limit` items, drawn with the seed and kept in order."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[number] for number in sorted(random.Random(seed).sample(range(len(items)), limit))]  # noqa: S311
