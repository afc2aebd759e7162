"""The store: the only place with SQL. `Store` in store.py is what the rest of the desk holds."""
