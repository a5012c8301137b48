"""Whole archives in and out: text <-> values, pure. What is written of them: `desk.importing`.

`frontmatter` and `rooms` carry everything a newsroom put in, and back again; `feed` reads what
other systems published.
"""
