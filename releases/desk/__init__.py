"""Everything a communicator does: each one transaction, each audited."""
