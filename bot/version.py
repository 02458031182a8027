"""The version: the package's (pyproject.toml reads it here), and what arXiv is told."""

VERSION = "0.1.0"
