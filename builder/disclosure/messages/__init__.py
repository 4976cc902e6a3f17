"""Messages: what an officer is told of a leak, and the rows that would close it."""
