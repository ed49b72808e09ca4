"""What is wrong with a whole file."""


class Faulty(Exception):
    """Nothing of this file can be used. The message says what is wrong and what to do, and in which line if in one."""

    def __init__(self, words: str, line: int | None = None) -> None:
        self.words = words if line is None or line == 1 else f"Line {line:,}: {words}"
        self.line = line
        super().__init__(self.words)
