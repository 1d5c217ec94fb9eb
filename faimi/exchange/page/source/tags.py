"""The names of tags that several readers of HTML look for."""

ALL_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
