"""Which version of the program this is, and what its commands are called where it runs."""

from pathlib import Path

VERSION = "1.0.0"
PROGRAM = "flask" if (Path(__file__).parent.parent / "pyproject.toml").exists() else "faimi"  # as a package brings it
