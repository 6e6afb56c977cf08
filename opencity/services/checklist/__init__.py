"""The personal checklist: three questions, a list with deadlines, a calendar file."""
