"""What people see of a chronology: tables, files, charts and the briefing."""
