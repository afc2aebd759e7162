"""The words and rules of the trade: frozen values and pure functions, on the standard library alone."""
