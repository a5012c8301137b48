"""Which instant it is: the guarded clock, its keeper, its report, time sources."""
