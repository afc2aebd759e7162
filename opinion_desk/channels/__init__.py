"""The only place that sends: what the outbox owes goes out here."""
