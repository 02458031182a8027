"""Announcements in all the forms that arXiv gives them, to values. No I/O in this room."""

from adapters.listings.reading import read_listing, read_listings

__all__ = ["read_listing", "read_listings"]
