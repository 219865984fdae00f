"""The landing page, the reports and the pages of the ledger."""
