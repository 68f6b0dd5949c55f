"""For the demo: each letter becomes a file in a folder, and leaves the machine never."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from joincard_core.clock import Clock
from joincard_core.mailing.errors import MailNotSent
from joincard_core.mailing.letter import Letter, message

OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class FolderPost:
    """Writes one ``.eml`` file for each letter; their names sort as they were sent."""

    folder: Path
    sender: str
    clock: Clock

    @property
    def goes_out(self) -> bool:
        """Whoever looks into the folder reads it."""
        return True

    def send(self, letter: Letter) -> None:
        """Write a letter down. Raises ``MailNotSent``."""
        made = message(letter, self.sender, self.clock)
        stem = self.clock.now().strftime("%Y%m%d-%H%M%S-%f")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            count = sum(1 for _ in self.folder.glob(f"{stem}*.eml"))
            path = self.folder / f"{stem}-{count:03}-{os.getpid()}.eml"
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
                file.write(made.as_bytes())
        except OSError as error:
            raise MailNotSent(f"The folder of letters cannot be written: {error.strerror}.") from None
