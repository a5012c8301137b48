"""From a finished draft to what became of it: plans, calendar, review, receipt, history."""
