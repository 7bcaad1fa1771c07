"""What Wasl remembers: mapped classes, engines, history, migrations."""
