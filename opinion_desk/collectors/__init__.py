"""The only place that fetches: every form of source, and every file, becomes entries of one shape."""
