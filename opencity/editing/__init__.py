"""Keeps every record true: review dates, changes asked for, links, pictures."""
