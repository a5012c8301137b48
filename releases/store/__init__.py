"""Where releases are kept: engines, migrations and all SQL; rows in, frozen values out.

Functions here are synchronous, take a `Tx` first, and know nothing of HTTP or clocks: a
transaction carries its instant. `Store.read` and `Store.write` run them (see `sqlite.py`).
"""
