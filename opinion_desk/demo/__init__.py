"""The demo of the fictional 云川市: its feeds, the loopback server that serves them, and the simulated day."""
