"""Services, guides and the personal checklist: what a newcomer has to do, and how."""
