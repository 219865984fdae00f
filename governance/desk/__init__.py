"""What people look at first: home, reports, the ledger."""
