"""The version: the package's (pyproject.toml reads it here), and what arXiv is told."""

VERSION = "1.0.0"
