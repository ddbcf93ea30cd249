"""The only place that writes SQL: connections, migrations and one module per table family."""
