"""The desk without a screen: finds, judges, tracks and answers matters of public opinion."""

__version__ = "0.1.0"
