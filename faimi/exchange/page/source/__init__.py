"""The text of a page: bytes to blocks of HTML, lines and runs in them, and back to Markdown."""
