"""Several renames of which either all happen or none."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType


class Moves:
    """A block of renames that are undone, last first, if the block fails."""

    def __init__(self) -> None:
        self._done: list[tuple[Path, Path]] = []

    def __enter__(self) -> Moves:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            for source, target in reversed(self._done):
                target.rename(source)

    def rename(self, source: Path, target: Path) -> None:
        """Rename a file or folder, if there is one."""
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)
            self._done.append((source, target))
