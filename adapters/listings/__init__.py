"""Announcements in all the forms that arXiv gives them, to values. No I/O in this room."""
