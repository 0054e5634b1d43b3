"""The guide's checklists, run: `manage.py audit`. How to write a check: `apps/audit/checks`."""
